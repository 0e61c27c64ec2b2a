import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'

/** Every button of these names is there, each once. */
async function seesButtons(within: Locator, names: string[]): Promise<void> {
	for (const name of names) await expect(within.getByRole('button', { name, exact: true }), name).toHaveCount(1)
}

/** No other button has one of these names within its own. */
async function seesNoOthers(within: Locator, names: string[]): Promise<void> {
	for (const name of names) await expect(within.getByRole('button', { name }), name).toHaveCount(1)
}

/** Every field of these names is there; a label holds the words, and no other does. */
async function seesFields(within: Locator, names: (string | RegExp)[]): Promise<void> {
	for (const name of names) {
		const exact = name === 'Nom' || name === 'Mot de passe'
		await expect(within.getByLabel(name, { exact }), String(name)).toHaveCount(1)
	}
}

test('what users and tests look for has the name they know', async ({ club, page }) => {
	test.setTimeout(120_000)
	await club.addMembers(2)
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Sans', Prénom: 'Adresse' })
	const main = page.getByRole('main')

	await test.step('navigation', async () => {
		const screens = ['Membres', 'Postes', 'Clubs MJC', 'Exports', 'Mailing', 'Sauvegarde', 'Préférences', 'Aide']
		for (const name of screens) await expect(page.getByRole('link', { name, exact: true }), name).toHaveCount(1)
		await expect(page.getByText('En ligne', { exact: true })).toBeVisible()
	})

	await test.step('Membres', async () => {
		await seesButtons(main, ['Ajouter', 'Modifier', 'Supprimer', 'Exporter', 'Ouvrir Mailing'])
		await expect(page.getByRole('searchbox', { name: 'Rechercher', exact: true })).toBeVisible()
		await expect(page.getByRole('table', { name: 'Membres' })).toBeVisible()
		await expect(page.getByRole('columnheader', { name: /^Nom/ })).toHaveAttribute('aria-sort', 'ascending')
		await expect(page.getByRole('checkbox', { name: 'Sélectionner Martin1 Zoé1', exact: true })).toBeVisible()
		await expect(page.getByRole('checkbox', { name: 'Tout sélectionner', exact: true })).toBeVisible()
	})

	await test.step('member form', async () => {
		await club.press('Ajouter')
		const form = club.dialog('Ajouter un membre')
		await seesFields(form, ['Nom', 'Prénom', 'Date de naissance', 'E-mail', 'Téléphone'])
		await seesFields(form, [/^Adresse$/, 'Code postal', 'Ville'])
		await seesButtons(form, ['Enregistrer', 'Annuler'])
		await form.getByLabel('Date de naissance').fill('2018-05-04')
		await seesFields(form, ['E-mail', 'Téléphone', /^Adresse$/, 'Code postal', 'Ville'])
		await seesNoOthers(form, ['Enregistrer', 'Annuler'])
		await page.keyboard.press('Escape')
		await page.getByRole('button', { name: 'Martin1', exact: true }).click()
		await expect(club.dialog('Modifier un membre')).toBeVisible()
		await page.keyboard.press('Escape')
	})

	await test.step('Mailing', async () => {
		await club.goTo('Mailing')
		await seesButtons(main, ['Configuration SMTP', 'Sélection destinataires', 'Prévisualiser', 'Envoyer'])
		await expect(main.getByText('Mail groupé avec batch')).toBeVisible()
		await expect(page.getByRole('textbox', { name: 'Objet', exact: true })).toBeVisible()
		await expect(page.getByRole('textbox', { name: 'Corps', exact: true })).toBeVisible()
	})

	await test.step('Configuration SMTP', async () => {
		await club.press('Configuration SMTP')
		const dialog = club.dialog('Configuration SMTP')
		for (const name of [
			'Serveur SMTP',
			'Authentification',
			'Expéditeur',
			'Paramètres d’envoi',
			'Limites du fournisseur'
		])
			await expect(dialog.getByRole('group', { name: new RegExp(name.replace('’', "['’]")) }), name).toBeVisible()
		// A word in the label of anything else would find two.
		await seesFields(dialog, ['Hôte', 'Port', 'Sécurité', 'Utilisateur', 'Mot de passe', 'Adresse e-mail', 'Nom'])
		await seesFields(dialog, ['Répondre à', 'Taille du lot', 'Délai entre lots (ms)', 'Tentatives'])
		await seesFields(dialog, [
			'Journaliser les envois',
			'Connexions simultanées',
			'Limite par heure',
			'Limite par jour'
		])
		await expect(dialog.getByLabel('Port')).toHaveValue('587')
		await expect(dialog.getByLabel('Taille du lot')).toHaveValue('10')
		await expect(dialog.getByLabel('Délai entre lots (ms)')).toHaveValue('1000')
		await expect(dialog.getByLabel('Tentatives')).toHaveValue('2')
		await expect(dialog.getByLabel('Connexions simultanées')).toHaveValue('1')
		await expect(dialog.getByLabel('Journaliser les envois')).toBeChecked()
		await expect(dialog.locator('select option')).toHaveText(['Aucune', 'STARTTLS', 'SSL/TLS'])
		await expect(dialog.getByText('APP_SECRET_KEY')).toBeVisible()
		await seesButtons(dialog, ['Tester connexion', 'Envoyer test', 'OK', 'Annuler'])
		await page.keyboard.press('Escape')
		await club.useSandbox()
	})

	await test.step('Sélection destinataires', async () => {
		await club.press('Sélection destinataires')
		const dialog = club.dialog('Sélection destinataires')
		await expect(dialog.getByRole('checkbox', { name: 'Sans Adresse', exact: true })).toBeDisabled()
		await expect(dialog.getByText('Pas d’adresse e-mail dans sa fiche')).toBeVisible()
		await dialog.getByRole('checkbox', { name: 'Tout sélectionner', exact: true }).check()
		await expect(dialog.getByRole('checkbox', { name: 'Martin1 Zoé1', exact: true })).toBeChecked()
		await seesButtons(dialog, ['OK', 'Annuler'])
		await club.press('OK', dialog)
	})

	await test.step('confirmation, progress and results', async () => {
		await club.write('AG', 'Bonjour')
		await club.press('Envoyer')
		const confirmation = page.getByRole('dialog', { name: /^Envoyer à 2 destinataires\s\?$/ })
		await seesButtons(confirmation, ["Confirmer l'envoi", 'Annuler'])
		await club.press("Confirmer l'envoi", confirmation)
		await expect(club.results).toContainText(/2\senvoyés/)
		await expect(club.results).toContainText(/0\séchec/)
		await expect(club.results).toContainText(/0\sincertain/)
		await seesButtons(club.results, ['Exporter', 'Fermer'])
	})
})
