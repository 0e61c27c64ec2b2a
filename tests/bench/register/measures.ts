import type { Page } from '@playwright/test'

const WORDS = ['lefevre', 'zoe dij', 'saint apollinaire', '06 39 98', 'bernier marie']
const PAUSE_MS = 110
/** As fast as a wheel or a finger goes. */
const SCROLL_SPEED = 6000

/** What the page writes down about itself: see `watchPage`. */
type Watched = { keys: number[]; writes: number[]; blanks: number; frames: number }

/** Opens the list from another screen of the app; resolves to the ms from the press to its first rows painted. */
export function openFromNavigation(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const link = [...document.querySelectorAll('a')].find(({ textContent }) => textContent?.trim() === 'Membres')
				const start = performance.now()
				link?.click()
				const look = () => {
					if (!document.querySelector('tr[data-id]')) return requestAnimationFrame(look)
					return setTimeout(() => resolve(performance.now() - start))
				}
				requestAnimationFrame(look)
			})
	)
}

/** Opens the app at the list anew; resolves to the ms from the start of the navigation to its first rows painted. */
export async function openFromNothing(page: Page, url: string): Promise<number> {
	await page.goto(url)
	await page.locator('tr[data-id]').first().waitFor()
	return page.evaluate(() => (globalThis as unknown as { firstRowsAt: number }).firstRowsAt)
}

/** Makes the page note when rows are first painted, what each key takes to be painted, and how long each write lasts. */
export async function watchPage(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const watched = Object.assign(globalThis as unknown as Watched & { firstRowsAt?: number }, {
			keys: [],
			writes: [],
			blanks: 0,
			frames: 0
		})
		const look = () => {
			if (!document.querySelector('tr[data-id]')) return requestAnimationFrame(look)
			return setTimeout(() => (watched.firstRowsAt = performance.now()))
		}
		requestAnimationFrame(look)
		addEventListener('input', ({ timeStamp }) => {
			requestAnimationFrame(() => {
				const { port1, port2 } = new MessageChannel()
				port2.onmessage = () => watched.keys.push(performance.now() - timeStamp)
				port1.postMessage(0)
			})
		})
		const begin = IDBDatabase.prototype.transaction
		IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
			const started = performance.now()
			const transaction = begin.call(this, stores, mode, options)
			const isEdit = mode === 'readwrite' && [...transaction.objectStoreNames].includes('changeSets')
			if (isEdit) transaction.addEventListener('complete', () => watched.writes.push(performance.now() - started))
			return transaction
		}
	})
}

/** Types words and takes them back, at the pace of somebody who types fast; resolves to the ms of each key until painted. */
export async function typeWords(page: Page): Promise<number[]> {
	const search = page.getByRole('searchbox')
	await search.click()
	await page.keyboard.type('ab', { delay: PAUSE_MS })
	await search.fill('')
	await page.evaluate(() => void ((globalThis as unknown as Watched).keys = []))
	for (const word of WORDS) {
		await page.keyboard.type(word, { delay: PAUSE_MS })
		for (let key = 0; key < word.length; key += 1) await page.keyboard.press('Backspace', { delay: PAUSE_MS / 2 })
	}
	return page.evaluate(() => (globalThis as unknown as Watched).keys)
}

/** Changes the town of some members through the form; resolves to the ms of each write, until it is on the disk. */
export async function editSome(page: Page, times: number): Promise<number[]> {
	await page.evaluate(() => void ((globalThis as unknown as Watched).writes = []))
	for (let time = 0; time < times; time += 1) {
		await page.locator('tr[data-id] td button').nth(time).click()
		const form = page.getByRole('dialog')
		await form.getByLabel('Ville', { exact: true }).fill(`Ville ${time}`)
		await form.getByRole('button', { name: 'Enregistrer' }).click()
		await form.waitFor({ state: 'hidden' })
	}
	return page.evaluate(() => (globalThis as unknown as Watched).writes)
}

/** Scrolls fast and jumps about; resolves to the share of frames in which a part of the list had no rows. */
export async function scrollAbout(page: Page): Promise<number> {
	await page.evaluate(watchForBlanks)
	const session = await page.context().newCDPSession(page)
	for (const yDistance of [-12_000, -12_000, 12_000]) {
		await session.send('Input.synthesizeScrollGesture', { x: 700, y: 600, yDistance, speed: SCROLL_SPEED })
	}
	for (const share of [0.5, 0.1, 0.99, 0.3, 0]) {
		await page.evaluate((at) => scrollTo(0, document.documentElement.scrollHeight * at), share)
		await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
	}
	const { blanks, frames } = await page.evaluate(() => {
		const { blanks, frames } = globalThis as unknown as Watched
		return { blanks, frames }
	})
	return blanks / frames
}

/** Looks before each frame is painted whether rows reach over the whole of the screen. Runs in the page. */
function watchForBlanks(): void {
	const watched = globalThis as unknown as Watched
	const look = () => {
		const rows = document.querySelectorAll('tr[data-id]')
		const body = document.querySelector('tbody')?.getBoundingClientRect()
		const top = rows[0]?.getBoundingClientRect().top ?? Infinity
		const bottom = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? -Infinity
		watched.frames += 1
		if (body && (top > Math.max(0, body.top) + 1 || bottom < Math.min(innerHeight, body.bottom) - 1))
			watched.blanks += 1
		requestAnimationFrame(look)
	}
	requestAnimationFrame(look)
}

/** Megabytes of JavaScript objects alive in the page. */
export async function measureHeap(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page)
	await session.send('Performance.enable')
	await session.send('HeapProfiler.collectGarbage')
	const { metrics } = await session.send('Performance.getMetrics')
	return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1e6
}
