import type { Locator, Page } from '@playwright/test'
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
		expect((await listSheets(page)).length).toBeGreaterThan(2)

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
		const head = page.locator('.print-head')
		await expect(head).toContainText(/20\d\d/)
		const covering = await results.evaluate((dialog) => getComputedStyle(dialog, '::backdrop').display)
		expect(covering).toBe('none')
		const [{ bottom }, { top }] = await Promise.all([boxOf(head), boxOf(results)])
		expect(bottom).toBeLessThanOrEqual(top)
		expect((await listSheets(page)).length).toBeGreaterThan(1)
	})

	test('every list has the name of the club and the day above it, no field, and no empty sheet after it', async ({
		page,
		relay
	}) => {
		const visit = new Visit(page, 'fr')
		await visit.start(relay.pairingLink)
		await visit.fill({ ...ORDINARY_CLUB, ...TROUBLED_MAILING })
		await visit.open('/preferences')
		await page.getByLabel('Nom du club').fill('Judo Club de Quetigny')
		await page.getByLabel('Nom du club').blur()

		for (const path of ['/membres', '/postes', '/clubs-mjc', '/historique', '/exports']) {
			await visit.open(path)
			await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
			await page.emulateMedia({ media: 'print' })

			const head = page.locator('.print-head')
			await expect(head, path).toContainText('Judo Club de Quetigny')
			await expect(head, path).toContainText(/\d{1,2} \p{L}+ 20\d\d/u)
			await expect(page.locator('main :is(input, select, textarea):visible'), path).toHaveCount(0)
			expect(await listSheets(page), path).toHaveLength(1)

			await page.evaluate(() => dispatchEvent(new Event('afterprint')))
			await page.emulateMedia({ media: 'screen' })
		}
	})

	test('the list of members lies across with all its columns, also from a phone, and the others stand', async ({
		page,
		relay
	}) => {
		const visit = new Visit(page, 'fr')
		await visit.start(relay.pairingLink)
		await visit.fill(ORDINARY_CLUB)
		await page.setViewportSize({ width: 390, height: 844 })
		await visit.open('/exports')
		await visit.open('/membres')

		const [members] = await listSheets(page)
		await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
		await expect(page.getByRole('columnheader', { name: 'Accords' })).toBeVisible()
		await page.evaluate(() => dispatchEvent(new Event('afterprint')))
		await visit.open('/postes')
		const [posts] = await listSheets(page)

		expect(members).toBe('across')
		expect(posts).toBe('upright')
	})
})

const boxOf = (element: Locator) => element.evaluate((one) => one.getBoundingClientRect().toJSON() as DOMRect)

/** How each sheet of the page as it would be printed lies. */
async function listSheets(page: Page): Promise<string[]> {
	const file = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
	const boxes = [...file.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
	return boxes.map(([, width, height]) => (Number(width) > Number(height) ? 'across' : 'upright'))
}
