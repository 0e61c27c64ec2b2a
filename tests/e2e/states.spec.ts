import type { Page } from '@playwright/test'
import { OVERFULL_CLUB, TROUBLED_MAILING } from '../support/stored-clubs.ts'
import { expect, test } from './app.ts'
import { listObjections } from './axe.ts'
import { measureLayout } from './measure.ts'
import { visitRegister } from './tour/register.ts'
import { visitScreens } from './tour/screens.ts'
import { visitEmpty, visitFull } from './tour/whole.ts'
import { Visit } from './visit.ts'

/** What points at targets, and their least side in px. */
const FINGER = { pointer: 'finger', least: 44, context: { hasTouch: true, isMobile: true } }
const MOUSE = { pointer: 'mouse', least: 24, context: {} }
const AT_REST_WITHIN_MS = 5_000
/**
 * Axe reads at the first width: cards and sheets on a phone, columns and a panel beside them. Colours are the same in both, and
 * so is all that it reads in either language. English is the shorter one: where it is narrowest, and its fullest states, are enough.
 */
const TOURS = [
	{ language: 'fr', widths: [360], axe: 'light', visits: [visitFull], ...FINGER },
	{ language: 'fr', widths: [1024, 1440], axe: 'dark', visits: [visitFull], ...MOUSE },
	{ language: 'en', widths: [360], axe: undefined, visits: [visitScreens, visitRegister], ...FINGER }
] as const

for (const { language, pointer, widths, least, axe, visits, context } of TOURS) {
	test.describe(`every state of every screen, ${language}, by ${pointer}`, () => {
		test.use({ ...context, serviceWorkers: 'allow' })

		test(`cuts nothing, scrolls nowhere sideways, can be hit and heard: ${widths.join(', ')} px`, async ({
			page,
			relay
		}) => {
			test.setTimeout(400_000)
			const faults: string[] = []
			const objections: string[] = []
			const visit = new Visit(page, language)
			const look = async (name: string) => {
				for (const width of widths) {
					await page.setViewportSize({ width, height: 800 })
					await visit.settled()
					faults.push(...(await measureAtRest(page, least)).map((fault) => `${name} at ${width}: ${fault}`))
					if (!axe || width !== widths[0]) continue
					const found = await listObjections(page, axe)
					objections.push(...found.map((objection) => `${name}, ${objection}`))
				}
			}

			await visit.start(relay.pairingLink)
			await visitEmpty(visit, look)
			await visit.fill({ ...OVERFULL_CLUB, ...TROUBLED_MAILING })
			for (const go of visits) await go(visit, look)

			expect.soft(faults).toEqual([])
			expect(objections).toEqual([])
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
