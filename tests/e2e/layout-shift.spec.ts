import { OVERFULL_CLUB, TROUBLED_MAILING } from '../support/stored-clubs.ts'
import { expect, test } from './app.ts'
import { readShift, watchShift } from './measure.ts'
import { Visit } from './visit.ts'

test.describe('layout while loading', () => {
	test.use({ serviceWorkers: 'allow' })

	test('moves nothing that was shown', async ({ page, relay }) => {
		test.setTimeout(120_000)
		const visit = new Visit(page, 'fr')
		await watchShift(page)
		await visit.start(relay.pairingLink)
		await visit.fill({ ...OVERFULL_CLUB, ...TROUBLED_MAILING })
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
