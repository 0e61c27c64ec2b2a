import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'

const MOST_STOPS = 60

/** Goes on by Tab, as one does, until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	await expect(target).toBeVisible()
	for (let stop = 0; stop < MOST_STOPS; stop++) {
		if (await target.evaluate((element) => element === document.activeElement)) return
		await page.keyboard.press('Tab')
	}
	throw new Error(`Tab does not reach ${String(target)}`)
}

async function pressOn(page: Page, name: string | RegExp, within: Page | Locator = page): Promise<void> {
	await tabTo(page, within.getByRole('button', { name, exact: true }))
	await page.keyboard.press('Enter')
}

/** Opens a screen by the palette, and waits until its title has the focus. */
async function goBy(page: Page, words: string, title: string): Promise<void> {
	await page.keyboard.press('Control+k')
	await expect(page.getByRole('combobox', { name: 'Que cherchez-vous ?' })).toBeFocused()
	await page.keyboard.type(words)
	await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText(title)
	await page.keyboard.press('Enter')
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused()
}

test('the main job goes by the keyboard alone, from an empty club to a message read in the sandbox', async ({
	club,
	page
}) => {
	await page.evaluate(() => {
		const note = () => (document.documentElement.dataset['pointer'] = 'used')
		addEventListener('pointerdown', note, true)
	})
	await goBy(page, 'aide', 'Aide')
	await goBy(page, 'membres', 'Membres')

	await page.keyboard.press('n')
	const form = club.dialog('Ajouter un membre')
	await expect(form.getByLabel('Nom', { exact: true })).toBeFocused()
	await page.keyboard.type('Lefèvre')
	await page.keyboard.press('Tab')
	await page.keyboard.type('Zoé')
	await tabTo(page, form.getByLabel('E-mail'))
	await page.keyboard.type('zoe@example.org')
	await page.keyboard.press('Enter')
	await expect(form).toBeHidden()
	await expect(page.getByRole('cell', { name: 'zoe@example.org' })).toBeVisible()

	await goBy(page, 'mailing', 'Mailing')
	const settings = page.getByRole('button', { name: 'Configuration SMTP', exact: true })
	await tabTo(page, settings)
	await page.keyboard.press('Enter')
	const smtp = club.dialog('Configuration SMTP')
	await pressOn(page, /Bac à sable/, smtp)
	if (await smtp.isVisible()) await pressOn(page, 'OK', smtp)
	await expect(smtp).toBeHidden()
	await expect(settings).toBeFocused()

	await pressOn(page, 'Sélection destinataires')
	const recipients = club.dialog('Sélection destinataires')
	await expect(recipients.getByLabel('Lefèvre Zoé')).toBeVisible()
	await tabTo(page, recipients.getByLabel('Tout sélectionner'))
	await page.keyboard.press('Space')
	await expect(recipients.getByLabel('Lefèvre Zoé')).toBeChecked()
	await pressOn(page, 'OK', recipients)
	await expect(recipients).toBeHidden()
	await tabTo(page, page.getByLabel('Objet'))
	await page.keyboard.type('Assemblée générale')
	await tabTo(page, page.getByRole('textbox', { name: 'Corps', exact: true }))
	await page.keyboard.type('Bonjour {{prenom}}')

	await pressOn(page, 'Prévisualiser')
	await expect(club.dialog('Prévisualisation').frameLocator('iframe').getByText('Bonjour Zoé')).toBeVisible()
	await page.keyboard.press('Escape')
	await expect(page.getByRole('button', { name: 'Prévisualiser' })).toBeFocused()
	await pressOn(page, 'Envoyer')
	await pressOn(page, "Confirmer l'envoi")
	await expect(club.results).toContainText(/1\senvoyé/)
	await expect(club.results.locator(':focus')).toHaveCount(1)
	await pressOn(page, 'Fermer', club.results)
	await expect(club.results).toBeHidden()

	await goBy(page, 'bac', 'Bac à sable')
	await expect(page.getByRole('listitem').filter({ hasText: 'Assemblée générale' })).toHaveCount(1)
	await expect(page.locator('html')).not.toHaveAttribute('data-pointer')
})

test('opens a person from any screen, and undoes and does again what was done, over a reload', async ({
	club,
	page
}) => {
	await club.addMembers(3)
	await goBy(page, 'aide', 'Aide')
	await page.keyboard.press('Control+k')
	await expect(page.getByRole('combobox', { name: 'Que cherchez-vous ?' })).toBeFocused()
	await page.keyboard.type('zoe2')
	await page.keyboard.press('Enter')
	const form = club.dialog('Modifier un membre')
	await expect(form.getByLabel('Prénom')).toHaveValue('Zoé2')
	await form.getByLabel('Ville').fill('Dijon')
	await page.keyboard.press('Enter')
	await expect(form).toBeHidden()
	const city = page.getByRole('cell', { name: 'Dijon' })
	await expect(city).toBeVisible()

	await page.keyboard.press('Control+z')
	await expect(city).toBeHidden()
	await page.reload()
	await club.isOpen()
	await page.keyboard.press('Control+y')

	await expect(city).toBeVisible()
})

test('shows the keys, and leaves single ones alone once they are switched off', async ({ club, page }) => {
	await page.keyboard.press('?')
	const sheet = club.dialog('Raccourcis clavier')
	await expect(sheet.getByText('Rétablir ce qui a été annulé')).toBeVisible()
	await page.keyboard.press('Escape')
	await expect(sheet).toBeHidden()
	await club.goTo('Préférences')
	await page.getByLabel('Touches seules').uncheck()
	await page.getByRole('heading', { level: 1 }).focus()

	await page.keyboard.press('?')
	await page.keyboard.press('Control+k')

	await expect(page.getByRole('combobox', { name: 'Que cherchez-vous ?' })).toBeFocused()
	await expect(sheet).toBeHidden()
})
