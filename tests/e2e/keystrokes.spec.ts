import type { Locator, Page } from '@playwright/test'
import { EMPTY_MEMBER } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP } from '#shared/membership.ts'
import { expect, test } from './app.ts'
import { addRows, readTable } from './stored.ts'

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

/** Keys beyond the data that a new member with two cheques and vouchers may cost. */
const MOST_WITH_MONEY = 60
/** At 150 €. */
const SEASON = {
	...{ id: 's1', name: '2026-2027', startsOn: '2000-09-01', endsOn: '2100-08-31' },
	...{ clubPrice: 120_00, mjcPrice: 30_00, otherPrices: [], aids: [], createdAt: 1, updatedAt: 1 }
}

test('a new member with two cheques and vouchers is entered without a pointer, in one change', async ({
	club,
	page
}) => {
	await addRows(page, 'seasons', [SEASON])
	await page.reload()
	await club.goTo('Membres')
	const keys = new Keys(page)
	await keys.press('n')
	const form = club.dialog('Ajouter un membre')
	const payment = (place: number) => form.getByRole('group', { name: `Paiement ${place}` })
	const write = async (field: Locator, text: string) => {
		await keys.reach(field)
		await page.keyboard.type(text)
	}
	for (const [label, value] of Object.entries(KNOWN)) await write(form.getByLabel(label, { exact: true }), value)
	await keys.reach(form.getByLabel('Type de paiement'))

	await keys.press('+')
	await write(payment(1).getByLabel('Montant'), '60')
	await write(payment(1).getByLabel('Numéro du chèque'), '0012345')
	await write(payment(1).getByLabel('Banque', { exact: true }), 'Crédit Mutuel')
	await keys.press('+')
	await expect(payment(2).getByLabel('Numéro du chèque')).toHaveValue('0012346')
	await write(payment(2).getByLabel('Montant'), '50')
	await keys.press('+')
	await expect(payment(3).getByLabel('Moyen de paiement')).toBeFocused()
	await keys.press('a')
	await write(payment(3).getByLabel(/^× 20/), '2')
	await expect(form.getByText('Payée', { exact: true })).toBeVisible()
	await keys.press('Enter')

	await expect(form).toBeHidden()
	const [member] = await readTable(page, 'members')
	const stored = await readTable(page, 'payments')
	expect(stored.map(({ means, amount }) => `${String(means)} ${String(amount)}`).sort()).toEqual([
		...['ancv 4000', 'cheque 5000', 'cheque 6000']
	])
	expect(stored.map(({ payerId }) => payerId)).toEqual([member?.['id'], member?.['id'], member?.['id']])
	expect(keys.count).toBeLessThanOrEqual(MOST_WITH_MONEY)
})

test('a family of five pays with one cheque, written where the last of them is entered', async ({ club, page }) => {
	const people = ['Ana', 'Bob', 'Cid', 'Dan'].map((firstName) => ({
		...{ ...EMPTY_MEMBER, id: firstName, firstName, lastName: 'Roux', createdAt: 1, updatedAt: 1, householdId: 'h1' }
	}))
	const payer = { payerId: 'Ana', payerName: '', payerEmail: '', payerPhone: '' }
	await addRows(page, 'seasons', [SEASON])
	await addRows(page, 'households', [{ id: 'h1', name: 'Roux', ...payer, createdAt: 1, updatedAt: 1 }])
	await addRows(page, 'members', people)
	const terms = { ...EMPTY_MEMBERSHIP, seasonId: 's1', createdAt: 1, updatedAt: 1 }
	await addRows(
		page,
		'memberships',
		people.map(({ id }) => ({ ...terms, id: `s1:${id}`, memberId: id, isExempt: id === 'Dan' }))
	)
	await page.reload()
	await club.goTo('Membres')
	await page.getByRole('button', { name: 'Tout le monde' }).click()
	await page.getByLabel('Sélectionner Roux Ana').check()
	const keys = new Keys(page)
	await keys.press('a')
	const form = club.dialog('Ajouter un membre')
	await keys.reach(form.getByLabel('Prénom', { exact: true }))
	await page.keyboard.type('Eve')
	await keys.reach(form.getByLabel('Type de paiement'))
	await keys.press('+')
	await keys.reach(form.getByRole('button', { name: 'Répartir sur la famille' }))
	await keys.press('Enter')
	await expect(form.getByRole('textbox', { name: 'Part de Roux Bob' })).toHaveValue('150')
	await keys.reach(form.getByRole('textbox', { name: 'Part de Roux Bob' }))
	await keys.press('Enter')

	await expect(form).toBeHidden()
	const [cheque, ...others] = await readTable(page, 'payments')
	expect(others).toEqual([])
	expect(cheque).toMatchObject({ means: 'cheque', amount: 600_00, payerId: 'Ana' })
	expect(cheque?.['shares']).toHaveLength(4)
	expect(keys.count).toBeLessThanOrEqual(MOST_WITH_MONEY)
})
