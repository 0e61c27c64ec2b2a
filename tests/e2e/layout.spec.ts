import type { Page } from '@playwright/test'
import { OVERFULL_CLUB, TROUBLED_MAILING } from '../support/stored-clubs.ts'
import { expect, test } from './app.ts'
import { measureLayout, readShift, watchShift } from './measure.ts'
import { visitEmpty, visitFull } from './tour/whole.ts'
import { Visit } from './visit.ts'

const OVERFULL = { ...OVERFULL_CLUB, ...TROUBLED_MAILING }
/** What points at targets, and their least side in px. */
const FINGER = { pointer: 'finger', least: 44, context: { hasTouch: true, isMobile: true } }
const MOUSE = { pointer: 'mouse', least: 24, context: {} }
const AT_REST_WITHIN_MS = 5_000
/** English is the shorter language: where it is narrowest is enough. */
const LAYOUTS = [
	{ language: 'fr', widths: [360, 1024], ...FINGER },
	{ language: 'fr', widths: [1440], ...MOUSE },
	{ language: 'en', widths: [360], ...FINGER }
] as const

for (const { language, pointer, widths, least, context } of LAYOUTS) {
	test.describe(`layout, ${language}, by ${pointer}`, () => {
		test.use({ ...context, contextOptions: { reducedMotion: 'reduce' } })

		test(`cuts nothing, scrolls nowhere sideways, can be hit: ${widths.join(', ')} px`, async ({ page, relay }) => {
			test.setTimeout(300_000)
			const faults: string[] = []
			const visit = new Visit(page, language)
			const look = async (name: string) => {
				for (const width of widths) {
					await page.setViewportSize({ width, height: 800 })
					await visit.settled()
					faults.push(...(await measureAtRest(page, least)).map((fault) => `${name} at ${width}: ${fault}`))
				}
			}

			await visit.start(relay.pairingLink)
			await visitEmpty(visit, look)
			await visit.fill(OVERFULL)
			await visitFull(visit, look)

			expect(faults).toEqual([])
		})
	})
}

/** What is wrong and stays so: a list drawn anew takes its width a moment later on a busy machine. */
async function measureAtRest(page: Page, least: number): Promise<string[]> {
	let faults = await measureLayout(page, least)
	for (const until = Date.now() + AT_REST_WITHIN_MS; faults.length > 0 && Date.now() < until;) {
		faults = await measureLayout(page, least)
	}
	return faults
}

test.describe('layout while loading', () => {
	test.use({ contextOptions: { reducedMotion: 'reduce' } })

	test('moves nothing that was shown', async ({ page, relay }) => {
		test.setTimeout(120_000)
		const visit = new Visit(page, 'fr')
		await watchShift(page)
		await visit.start(relay.pairingLink)
		await visit.fill(OVERFULL)
		const moved: string[] = []

		for (const width of [390, 1440]) {
			await page.setViewportSize({ width, height: 800 })
			for (const path of await visit.listScreens()) {
				await page.goto(relay.url + path)
				await visit.settled()
				await expect(page.locator('.connection.online')).toBeVisible()
				const { total, what } = await readShift(page)
				if (total > 0.01) moved.push(`${path} at ${width}: ${what}`)
			}
		}

		expect(moved).toEqual([])
	})
})
