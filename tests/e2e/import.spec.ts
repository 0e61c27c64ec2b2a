import { expect, test } from './app.ts'

const SAMPLES = 'tests/support/samples'

test('brings in the old program’s members, then nothing of the same, and takes all back after a reload', async ({
	club,
	page
}) => {
	await club.goTo('Membres')
	await club.press('Importer')
	await page.locator('input[type=file]').setInputFiles(`${SAMPLES}/members-semicolon.csv`)
	await expect(page.getByText('Ces 3 clubs MJC n’existent pas encore')).toBeVisible()
	await page.reload()
	await page.getByRole('button', { name: 'Importer 25 membres' }).click()
	await expect(page.getByRole('heading', { name: '25 membres importés' })).toBeVisible()
	await page.getByRole('link', { name: 'Voir les membres' }).click()
	await expect(page.getByText('25 membres', { exact: true })).toBeVisible()

	await club.press('Importer')
	await club.press('Importer un autre fichier')
	await page.locator('input[type=file]').setInputFiles(`${SAMPLES}/members-bom-comma.csv`)
	await expect(page.getByText('25 identiques')).toBeVisible()
	await expect(page.getByRole('button', { name: 'Importer', exact: true })).toBeDisabled()

	await club.goTo('Membres')
	await page.reload()
	await club.press('Annuler')
	await expect(page.getByText('Aucun membre pour l’instant')).toBeVisible()
})

test('refuses what is no list in words that help', async ({ club, page }) => {
	await club.goTo('Membres')
	await club.press('Importer')
	await expect(page.getByRole('heading', { name: 'Importer des membres' })).toBeVisible()

	const workbook = {
		name: 'membres.xlsx',
		mimeType: 'application/zip',
		buffer: Buffer.from('PK\x03\x04 xl/workbook.xml')
	}
	await page.locator('input[type=file]').setInputFiles(workbook)
	await expect(page.getByText('Ce classeur n’a pas pu être lu')).toBeVisible()

	const list = 'Nom;Prénom;Né le;Grade\nRoux;Zoé;31/02/2000;bleu\nSimon;Paul;14/05/08;vert\n'
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: 'judo.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
	await expect(page.getByText('n’est pas une date lisible')).toBeVisible()
})
