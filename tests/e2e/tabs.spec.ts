import { expect, test } from './app.ts'

test('adds a post, gives it to a member, frees it, and its history outlives a reload', async ({ club, page }) => {
	await club.addMembers(2)
	await club.goTo('Postes')
	await club.press('Ajouter')
	const form = club.dialog('Ajouter un poste')
	await form.getByLabel('Nom du poste').fill('Trésorière')
	await form.getByLabel('Type').selectOption('Trésorier')
	await club.press('Enregistrer', form)
	await expect(page.getByRole('row', { name: /Trésorière.*Libre/ })).toBeVisible()

	await club.press('Affecter', club.dialog('Trésorière'))
	const assigning = club.dialog('Affecter à un membre')
	await assigning.getByRole('combobox', { name: 'Membre' }).fill('zoe2')
	await page.keyboard.press('Enter')
	await assigning.getByLabel('Date de début').fill('2025-09-01')
	await club.press('Affecter', assigning)
	await expect(page.getByRole('row', { name: /Trésorière.*Martin2 Zoé2 depuis le 01\/09\/2025/ })).toBeVisible()

	await club.press('Libérer', club.dialog('Trésorière'))
	await club.dialog('Libérer le poste').getByLabel('Date de fin').fill('2026-08-31')
	await club.press('Libérer', club.dialog('Libérer le poste'))
	await expect(page.getByRole('row', { name: /Trésorière.*Libre/ })).toBeVisible()
	await page.reload()
	await page.getByRole('button', { name: 'Trésorière', exact: true }).click()
	await expect(club.dialog('Trésorière').getByText('du 01/09/2025 au 31/08/2026')).toBeVisible()

	await club.goTo('Membres')
	await page.getByRole('button', { name: 'Martin2' }).click()
	await club.dialog('Modifier un membre').getByRole('link', { name: 'Trésorière' }).click()
	await expect(club.dialog('Trésorière').getByText('Martin2 Zoé2')).toBeVisible()
})

test('pastes a list of clubs, reads the report, undoes the import, and gives a member a club', async ({
	club,
	page
}) => {
	await club.addMembers(1)
	await club.goTo('Clubs MJC')
	await page.getByLabel('Nom du club MJC').fill('MJC Centre')
	await page.keyboard.press('Enter')
	await expect(page.getByRole('cell', { name: 'MJC Centre', exact: true })).toBeVisible()

	await club.press('Importer une liste')
	await page.getByLabel('Liste des clubs, un par ligne').fill('mjc centre\nMJC Été\nMJC Nord\nmjc ete')
	await expect(page.getByText('2 à ajouter, 1 déjà connu, 1 en double dans la liste')).toBeVisible()
	await club.press('Importer 2 clubs')
	await expect(page.getByRole('row')).toHaveCount(4)
	await club.press('Annuler', page.getByRole('region', { name: 'Messages' }))
	await expect(page.getByRole('row')).toHaveCount(2)

	await club.goTo('Membres')
	await page.getByRole('button', { name: 'Martin1' }).click()
	const member = club.dialog('Modifier un membre')
	await member.getByLabel('Club MJC', { exact: true }).selectOption('MJC Centre')
	await club.press('Enregistrer', member)
	await expect(member).toBeHidden()
	await page.getByRole('searchbox', { name: 'Rechercher' }).fill('mjc centre')
	await expect(page.getByText('1 sur 1')).toBeVisible()
	await club.goTo('Clubs MJC')
	await expect(page.getByRole('row', { name: /MJC Centre 1 membre/ })).toBeVisible()
})
