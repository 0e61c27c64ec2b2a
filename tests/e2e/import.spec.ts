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

test('brings in the old program’s file with its totals and its account of e-mail, and takes all of it back', async ({
	club,
	page
}) => {
	await club.goTo('Membres')
	await club.press('Importer')
	await page.locator('input[type=file]').setInputFiles(`${SAMPLES}/old-program/sample.db`)
	const totals = page.getByRole('row', { name: '2025-2026' })
	await expect(totals).toContainText('707,00 €')
	await expect(totals).toContainText('1 438,00 €')
	await expect(totals).toContainText('318,50 €')
	await expect(totals).toContainText('2 463,50 €')
	await expect(page.getByText('15 payées, 4 partiellement payées, 6 non payées, 1 sans statut')).toBeVisible()

	await page.getByRole('button', { name: 'Reprendre ces fichiers' }).click()
	await expect(page.getByRole('heading', { name: '25 personnes reprises' })).toBeVisible()
	await expect(page.getByText('Les réglages d’envoi sont repris. Changez maintenant le mot de passe')).toBeVisible()
	await club.press('Reprendre un autre fichier')
	await page.locator('input[type=file]').setInputFiles(`${SAMPLES}/old-program/sample.db`)
	await expect(page.getByText('Tout ce que disent ces fichiers est déjà dans le registre.')).toBeVisible()
	await expect(page.getByRole('button', { name: 'Reprendre ces fichiers' })).toBeDisabled()

	await club.goTo('Membres')
	await expect(page.getByText('25 membres', { exact: true })).toBeVisible()
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
