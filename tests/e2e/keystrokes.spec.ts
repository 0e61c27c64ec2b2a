import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { readTable } from './stored.ts'

/** Keys beyond the data itself that a new member may cost, his household among them. */
const MOST = 40

const KNOWN = {
	Nom: 'Lefèvre',
	Prénom: 'Zoé',
	// The same whichever of day and month the browser asks for first.
	'Date de naissance': '07071984',
	'E-mail': 'zoe@example.org',
	Téléphone: '0639981212',
	Adresse: '12 rue des Lilas',
	'Code postal': '21000',
	Ville: 'Dijon'
}

/** The keys pressed for other things than what is known. */
class Keys {
	count = 0
	readonly #page: Page

	constructor(page: Page) {
		this.#page = page
	}

	async press(key: string): Promise<void> {
		this.count += 1
		await this.#page.keyboard.press(key)
	}

	/** Goes on from field to field. */
	async reach(field: Locator): Promise<void> {
		while (!(await field.evaluate((element) => element === document.activeElement))) await this.press('Tab')
	}
}

test('a new member of a household is entered without a pointer, with few keys beyond what is known of him', async ({
	club,
	page
}) => {
	await club.goTo('Membres')
	const keys = new Keys(page)
	await keys.press('n')
	const form = club.dialog('Ajouter un membre')
	for (const [label, value] of Object.entries(KNOWN)) {
		await keys.reach(form.getByLabel(label, { exact: true }))
		await page.keyboard.type(value)
	}
	await keys.reach(form.locator('summary', { hasText: 'Famille' }))
	await keys.press('Enter')
	await keys.reach(form.getByRole('button', { name: 'Créer un foyer' }))
	await keys.press('Enter')
	await expect(form.getByLabel('Nom du foyer')).toHaveValue('Lefèvre')
	await keys.press('Enter')
	await expect(form).toBeHidden()
	expect(keys.count).toBeLessThanOrEqual(MOST)

	const first = keys.count
	await keys.press('a')
	await keys.reach(form.getByLabel('Prénom', { exact: true }))
	await page.keyboard.type('Noé')
	await keys.reach(form.getByLabel('Date de naissance', { exact: true }))
	await page.keyboard.type('07072018')
	await keys.reach(form.getByRole('button', { name: 'Reprendre de la fiche de Lefèvre Zoé' }))
	await keys.press('Enter')
	await keys.reach(form.getByLabel('Nom du responsable 1'))
	await expect(form.getByLabel('Nom du responsable 1')).toHaveValue('Zoé Lefèvre')
	await keys.press('Enter')
	await expect(form).toBeHidden()
	expect(keys.count - first).toBeLessThanOrEqual(MOST)

	const second = keys.count
	await keys.press('n')
	await keys.reach(form.getByLabel('Nom', { exact: true }))
	await page.keyboard.type('Durand')
	await keys.reach(form.getByLabel('Adresse', { exact: true }))
	await page.keyboard.type(KNOWN.Adresse)
	await keys.reach(form.getByLabel('Ville', { exact: true }))
	await page.keyboard.type(KNOWN.Ville)
	await keys.reach(form.locator('summary', { hasText: 'Famille' }))
	if (!(await form.getByRole('combobox', { name: 'Vit avec' }).isVisible())) await keys.press('Enter')
	await keys.reach(form.getByRole('combobox', { name: 'Vit avec' }))
	// Two letters of his name, and who is meant.
	await keys.press('z')
	await keys.press('o')
	await expect(form.getByRole('option', { name: 'Lefèvre Zoé' })).toBeVisible()
	await keys.press('Enter')
	await expect(form.getByLabel('Nom du foyer')).toBeFocused()
	await keys.press('Enter')
	await expect(form).toBeHidden()
	expect(keys.count - second).toBeLessThanOrEqual(MOST)

	const members = await readTable(page, 'members')
	const [household] = await readTable(page, 'households')
	expect(members.map(({ householdId }) => householdId)).toEqual([
		household?.['id'],
		household?.['id'],
		household?.['id']
	])
	const noe = { lastName: 'Lefèvre', address: '12 rue des Lilas', city: 'Dijon', email: 'zoe@example.org' }
	expect(members.find(({ firstName }) => firstName === 'Noé')).toMatchObject(noe)
	expect(await readTable(page, 'guardians')).toMatchObject([{ name: 'Zoé Lefèvre', place: 1 }])
})

test('a new member is entered without a pointer, with few keys beyond what is known of him', async ({ club, page }) => {
	await club.goTo('Membres')
	const keys = new Keys(page)

	await keys.press('n')
	const form = club.dialog('Ajouter un membre')
	await expect(form.getByLabel('Nom', { exact: true })).toBeFocused()
	for (const [label, value] of Object.entries(KNOWN)) {
		await keys.reach(form.getByLabel(label, { exact: true }))
		await page.keyboard.type(value)
	}
	await keys.press('Enter')

	await expect(form).toBeHidden()
	await expect(page.getByRole('row', { name: /Lefèvre Zoé/ })).toContainText('Dijon')
	expect(await readTable(page, 'members')).toMatchObject([{ birthDate: '1984-07-07', address: '12 rue des Lilas' }])
	expect(keys.count).toBeLessThanOrEqual(MOST)
})
