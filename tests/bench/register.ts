import { chromium, type Browser } from '@playwright/test'
import { buildWhenStale } from '#scripts/build.js'
import { CHROMIUM_ARGS, fetchChromium } from '#scripts/chromium.js'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { atMost, median, type Bench, type Figure } from './figure.ts'
import { openClub } from './register/club.ts'
import {
	editSome,
	measureHeap,
	openFromNavigation,
	openFromNothing,
	scrollAbout,
	typeWords,
	watchPage
} from './register/measures.ts'

const SIZES = [1_000, 100_000]
const ROUNDS = 3
const EDITS = 20

/** The list of members as it is built, in Chromium, over a small and a very large club: opened, searched, scrolled, edited. */
const bench: Bench = async () => {
	if ((await buildWhenStale()) !== 0) throw new Error('the app does not build')
	const browser = await chromium.launch({ executablePath: await fetchChromium(), args: CHROMIUM_ARGS })
	try {
		const figures: Figure[] = []
		for (const size of SIZES) figures.push(...(await measure(browser, size)))
		return figures
	} finally {
		await browser.close()
	}
}
export default bench

async function measure(browser: Browser, size: number): Promise<Figure[]> {
	const relay = new RelayProcess(await freePort())
	await relay.start()
	try {
		const page = await openClub(browser, relay, { size, watch: watchPage })
		const name = (what: string) => `${what}, ${size.toLocaleString('en')} members`
		const firstMs = await openFromNothing(page, `${relay.url}/membres`)
		const starts: number[] = []
		const opened: number[] = []
		for (let round = 0; round < ROUNDS; round += 1) {
			starts.push(await openFromNothing(page, `${relay.url}/membres`))
			await page.goto(`${relay.url}/aide`)
			await page.getByRole('heading', { level: 1 }).waitFor()
			opened.push(await openFromNavigation(page))
		}
		const keys = await typeWords(page)
		const blanks = await scrollAbout(page)
		const writes = await editSome(page, EDITS)
		const heapMb = await measureHeap(page)
		await page.context().close()
		return [
			{ name: name('app opened at the list, first time'), value: firstMs, unit: 'ms' },
			atMost(name('app opened at the list'), median(starts), { limit: 1_000, unit: 'ms' }),
			atMost(name('list opened'), median(opened), { limit: 1_000, unit: 'ms' }),
			{ name: name('key to painted, median'), value: median(keys), unit: 'ms' },
			atMost(name('key to painted, p95'), percentile(keys, 0.95), { limit: 33, unit: 'ms' }),
			atMost(name('frames with a blank'), 100 * blanks, { limit: 0, unit: '%' }),
			atMost(name('edit written, median'), median(writes), { limit: 5, unit: 'ms' }),
			atMost(name('heap'), heapMb, { limit: 80, unit: 'MB' })
		]
	} finally {
		await relay.stop()
	}
}

function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b)
	return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN
}
