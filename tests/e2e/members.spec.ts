import { readFile } from 'node:fs/promises'
import { expect, test } from './app.ts'

test('adds members, finds one, changes her, removes both and has them back after a reload', async ({ club, page }) => {
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé', 'E-mail': 'zoe@example.org', Ville: 'Lyon' })
	await club.addMember({ Nom: 'Éluard', Prénom: 'Paul', 'Date de naissance': '1995-12-14' })
	await expect(page.getByText('2 membres')).toBeVisible()

	await page.getByRole('searchbox', { name: 'Rechercher' }).fill('zoe lefevre')
	await expect(page.getByRole('row')).toHaveCount(2)
	await page.getByRole('checkbox', { name: 'Sélectionner Lefèvre Zoé' }).check()
	await club.press('Modifier')
	await club.dialog('Modifier un membre').getByLabel('Ville').fill('Dijon')
	await club.press('Enregistrer')
	await expect(page.getByRole('cell', { name: 'Dijon' })).toBeVisible()

	await club.press('Réinitialiser')
	await page.getByRole('checkbox', { name: 'Tout sélectionner' }).check()
	await club.press('Supprimer')
	await expect(page.getByText('2 membres supprimés')).toBeVisible()
	await page.reload()
	await club.press('Annuler')

	await expect(page.getByRole('row')).toHaveCount(3)
	await expect(page.getByRole('cell', { name: 'Dijon' })).toBeVisible()
})

test('finds what was typed again after the page is reloaded', async ({ club, page }) => {
	await club.goTo('Membres')
	await club.press('Ajouter')
	await club.dialog('Ajouter un membre').getByLabel('Nom', { exact: true }).fill('Lefèvre')
	await page.reload()

	const form = club.dialog('Ajouter un membre')
	await expect(form.getByText('Saisie retrouvée')).toBeVisible()
	await expect(form.getByLabel('Nom', { exact: true })).toHaveValue('Lefèvre')
	await club.press('Enregistrer', form)

	await expect(page.getByRole('cell', { name: 'Lefèvre', exact: true })).toBeVisible()
	await page.reload()
	await expect(page.getByText('1 membre', { exact: true })).toBeVisible()
	await expect(form).toBeHidden()
})

test('exports what is shown as a file that French Excel opens', async ({ club, page }) => {
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Lefèvre; "Zoé"', Prénom: '=1+1', 'Date de naissance': '2012-03-04' })

	const downloading = page.waitForEvent('download')
	await club.press('Exporter')
	const download = await downloading

	expect(download.suggestedFilename()).toMatch(/^membres-\d{4}-\d\d-\d\d\.csv$/)
	const text = await readFile(await download.path(), 'utf8')
	expect(text.startsWith('\uFEFFNom;Prénom;Date de naissance;')).toBe(true)
	expect(text).toContain(`\r\n"Lefèvre; ""Zoé""";'=1+1;04/03/2012;`)
})

test('carries the ticked members over to Mailing', async ({ club, page }) => {
	await club.addMembers(2)
	await page.getByRole('checkbox', { name: 'Sélectionner Martin2 Zoé2' }).check()
	await club.press('Ouvrir Mailing')

	await expect(page).toHaveURL(/\/mailing$/)
})
