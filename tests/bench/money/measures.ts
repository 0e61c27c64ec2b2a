import type { Page } from '@playwright/test'

/** What the page writes down about itself: see `watchTasks`. */
type Watched = { longTasks: number[] }

/** Makes the page note how long each task lasted that held it up. */
export async function watchTasks(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const watched = Object.assign(globalThis as unknown as Watched, { longTasks: [] })
		new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) watched.longTasks.push(duration)
		}).observe({ type: 'longtask', buffered: true })
	})
}

/** What was opened: ms from the press until it stands, and the longest task on the way. */
export type Opened = { ms: number; longestMs: number }

/** Presses what has that name; resolves once something of `selector` holds `text` and is painted. */
export async function openBy(page: Page, press: { selector: string; name: string }, until: Until): Promise<Opened> {
	return page.evaluate(
		([{ selector, name }, until]) =>
			new Promise<Opened>((resolve, reject) => {
				const watched = globalThis as unknown as Watched
				watched.longTasks = []
				const pressed = [...document.querySelectorAll<HTMLElement>(selector)].find((element) =>
					(element.textContent ?? '').includes(name)
				)
				const start = performance.now()
				pressed?.click()
				const look = () => {
					const found = document.querySelector(until.selector)
					if (performance.now() - start > 120_000) return reject(new Error(`no ${until.text} in ${until.selector}`))
					if (!found || !(found.textContent ?? '').includes(until.text)) return requestAnimationFrame(look)
					// Tasks are told of after they are done.
					const ms = performance.now() - start
					return setTimeout(() => resolve({ ms, longestMs: Math.max(0, ...watched.longTasks) }), 300)
				}
				requestAnimationFrame(look)
			}),
		[press, until] as const
	)
}
export type Until = { selector: string; text: string }

/** Reads all rows of tables as bare as the browser can, and takes what it read away; resolves to the ms of the reading. */
export async function readBare(page: Page, tables: readonly string[]): Promise<number> {
	const ms = await page.evaluate(
		(names) =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('club')
				opening.onerror = () => reject(new Error('the database does not open'))
				opening.onsuccess = () => {
					const start = performance.now()
					const transaction = opening.result.transaction(names)
					for (const name of names) transaction.objectStore(name).getAll()
					transaction.oncomplete = () => {
						opening.result.close()
						resolve(performance.now() - start)
					}
				}
			}),
		[...tables]
	)
	const session = await page.context().newCDPSession(page)
	await session.send('HeapProfiler.enable')
	await session.send('HeapProfiler.collectGarbage')
	await session.detach()
	return ms
}

/** The longest task of the page since it began to note them anew, in ms. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
	await page.evaluate(() => void ((globalThis as unknown as Watched).longTasks = []))
	await act()
	return page.evaluate(
		() =>
			new Promise<number>((resolve) =>
				setTimeout(() => resolve(Math.max(0, ...(globalThis as unknown as Watched).longTasks)), 300)
			)
	)
}
