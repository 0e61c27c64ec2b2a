import { ORDINARY_CLUB, TROUBLED_MAILING } from '../support/stored-clubs.ts'
import { expect, test } from './app.ts'
import { Visit } from './visit.ts'

test.describe('on paper', () => {
	test('a list is whole, whatever the screen draws of it, with the club and the day and nothing to press', async ({
		club,
		page
	}) => {
		await club.addMembers(150)
		await club.goTo('Membres')
		expect(await page.getByRole('row').count()).toBeLessThan(150)

		await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' })

		await expect(page.getByRole('row')).toHaveCount(151)
		await expect(page.getByRole('navigation')).toBeHidden()
		await expect(page.getByRole('button', { name: 'Supprimer' })).toBeHidden()
		await expect(page.locator('.print-head')).toContainText(/20\d\d/)
		const table = page.getByRole('table')
		await expect(table).toHaveCSS('color', 'rgb(0, 0, 0)')
		expect(await table.evaluate((element) => element.scrollWidth <= innerWidth)).toBe(true)
		const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
		expect(pages?.length).toBeGreaterThan(2)

		await page.evaluate(() => dispatchEvent(new Event('afterprint')))
		await expect.poll(() => page.getByRole('row').count()).toBeLessThan(151)
	})

	test('the results of a mailing stand on it, whole, and nothing of the screen behind them', async ({
		page,
		relay
	}) => {
		const visit = new Visit(page, 'fr')
		await visit.start(relay.pairingLink)
		await visit.fill({ ...ORDINARY_CLUB, ...TROUBLED_MAILING })
		await visit.open('/mailing')
		await page.locator('aside li button').first().click()
		const results = page.getByRole('dialog', { name: "Résultats de l'envoi" })
		await expect(results.getByText('Marie-Charlotte 3', { exact: true })).toBeVisible()

		await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
		await page.emulateMedia({ media: 'print' })

		await expect(results.getByText('Marie-Charlotte 3', { exact: true })).toBeVisible()
		await expect(page.getByLabel('Objet')).toBeHidden()
		const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
		expect(pages?.length).toBeGreaterThan(1)
	})
})
