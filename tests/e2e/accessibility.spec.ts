import { ORDINARY_CLUB, TROUBLED_MAILING } from '../support/stored-clubs.ts'
import { expect, test } from './app.ts'
import { listObjections } from './axe.ts'
import { visitEmpty, visitFull } from './tour/whole.ts'
import { Visit } from './visit.ts'

/** Columns and a panel, or cards and sheets; colours are the same in both. */
const WINDOWS = [
	{ name: 'wide, light and dark', width: 1440, dark: true, context: {} },
	{ name: 'phone', width: 390, dark: false, context: { hasTouch: true, isMobile: true } }
] as const

for (const { name, width, dark, context } of WINDOWS) {
	test.describe(`axe, ${name}`, () => {
		test.use({ ...context, viewport: { width, height: 844 }, contextOptions: { reducedMotion: 'reduce' } })

		test('finds nothing in any state of any screen', async ({ page, relay }) => {
			test.setTimeout(300_000)
			const objections: string[] = []
			const visit = new Visit(page, 'fr')
			const look = async (state: string) => {
				await visit.settled()
				const found = await listObjections(page, { dark })
				objections.push(...found.map((objection) => `${state}, ${objection}`))
			}

			await visit.start(relay.pairingLink)
			await visitEmpty(visit, look)
			await visit.fill({ ...ORDINARY_CLUB, ...TROUBLED_MAILING })
			await visitFull(visit, look)

			expect(objections).toEqual([])
		})
	})
}
