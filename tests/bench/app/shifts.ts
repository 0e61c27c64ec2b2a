import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { RelayProcess } from '#tests/support/relay-process.ts'
import type { Figure } from '../figure.ts'
import { openClubPage } from './club-page.ts'

const MEMBERS = 40
const GOAL = 0.01
/** How long something may still come in and push the rest. */
const SETTLED_MS = 800
const SIZES: Record<string, BrowserContextOptions> = {
	laptop: {},
	phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
}

/** Layout shift while each screen of the navigation is opened anew, in the size where it is worst. */
export async function measureShifts(browser: Browser, relay: RelayProcess): Promise<Figure[]> {
	const worst = new Map<string, number>()
	for (const options of Object.values(SIZES)) {
		const page = await openClubPage(browser, relay, MEMBERS, options)
		for (const path of await listPaths(page)) {
			worst.set(path, Math.max(worst.get(path) ?? 0, await shiftOf(page, relay.url + path)))
		}
		await page.context().close()
	}
	return [...worst].map(([path, value]) => ({
		name: `layout shift, ${path}`,
		value,
		unit: 'CLS',
		goal: `≤ ${GOAL}`,
		holds: value <= GOAL
	}))
}

async function listPaths(page: Page): Promise<string[]> {
	const hrefs = await page.locator('nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
	return [...new Set(hrefs)].filter((href) => href.startsWith('/'))
}

async function shiftOf(page: Page, url: string): Promise<number> {
	await page.goto(url)
	await page.getByRole('heading', { level: 1 }).waitFor()
	await page.waitForTimeout(SETTLED_MS)
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				new PerformanceObserver((list) => {
					const shifts = list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]
					resolve(shifts.filter(({ hadRecentInput }) => !hadRecentInput).reduce((sum, { value }) => sum + value, 0))
				}).observe({ type: 'layout-shift', buffered: true })
				// Nothing is reported where nothing moved.
				setTimeout(() => resolve(0), 100)
			})
	)
}
