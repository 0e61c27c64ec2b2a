import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { HouseholdId } from '#shared/household.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { readGuardianDrafts, saveMember } from '#web/db/families.ts'
import { listMembers } from '#web/db/members.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const HOME = { address: '12 rue des Forges', postalCode: '21000', city: 'Dijon', phone: '06 39 98 12 34' }
const form = () => page.getByRole('dialog')
const field = (label: string) => form().getByLabelText(label, { exact: true })
const fill = (label: string, text: string) => userEvent.fill(field(label), text)
const line = (title: string) =>
	[...form().element().querySelectorAll('summary')].find((one) => one.textContent.trim().startsWith(title))!

async function openFamily() {
	await expect.element(field('Nom')).toBeVisible()
	if (!line('Famille').closest('details')!.open) await userEvent.click(line('Famille'))
}

async function isSaved(count: number) {
	await expect.poll(async () => (await listMembers()).length).toBe(count)
	await expect.poll(() => form().query()).toBeNull()
}

/** Two who live together, as the form makes them. */
async function storeHousehold(): Promise<void> {
	const id = 'h1' as HouseholdId
	const household = { name: 'Lefèvre', payerId: '' as const, payerName: '', payerEmail: '', payerPhone: '' }
	const family = { household: { id, before: household, after: household }, joining: [], guardians: {}, following: [] }
	for (const firstName of ['Zoé', 'Noé']) {
		const fields = { ...memberDraft({ ...HOME, firstName }), householdId: id }
		const newId = `member-${firstName}` as MemberId
		unwrap(await saveMember({ id: undefined, newId, fields, answers: undefined, family, followers: 0 }))
	}
}

describe('the family section', () => {
	useScreen()

	test('takes a new member into the household of one whom it suggests, with the shared address', async () => {
		await openScreen([{ ...HOME, email: 'zoe@example.org' }])

		await press('Ajouter')
		await openFamily()
		await fill('Prénom', 'Noé')
		await fill('Nom', 'Lefèvre')
		await press('Rejoindre Lefèvre Zoé')
		await expect.element(field('Nom du foyer')).toHaveValue('Lefèvre')
		await expect.element(field('Adresse')).toHaveValue(HOME.address)
		await expect.element(field('E-mail')).toHaveValue('zoe@example.org')
		await press('Enregistrer')
		await isSaved(2)

		const members = await listMembers()
		const [household] = await database().households.toArray()
		expect(new Set(members.map(({ householdId }) => householdId))).toEqual(new Set([household!.id]))
		expect(household).toMatchObject({ name: 'Lefèvre' })
		expect(await database().changeSets.count()).toBe(2)
	})

	test('finds a household by typing the name of one in it', async () => {
		await storeHousehold()
		await openScreen()

		await press('Ajouter')
		await fill('Nom', 'Durand')
		await openFamily()
		await userEvent.fill(form().getByRole('combobox', { name: 'Vit avec' }), 'zoé')
		await expect.element(page.getByRole('option', { name: 'Lefèvre Zoé' })).toBeVisible()
		await userEvent.keyboard('{Enter}')
		await expect.element(form().getByRole('button', { name: 'Ouvrir la fiche de Lefèvre Noé' })).toBeVisible()
		await press('Enregistrer')
		await isSaved(3)

		expect(await database().households.count()).toBe(1)
		expect((await listMembers()).every(({ householdId }) => householdId === 'h1')).toBe(true)
	})

	test('goes on with a further member of the household, his name and address filled in', async () => {
		await openScreen()

		await press('Ajouter')
		await fill('Nom', 'Lefèvre')
		await fill('Prénom', 'Zoé')
		await fill('Adresse', HOME.address)
		await userEvent.keyboard('{Shift>}{Enter}{/Shift}')
		await expect.element(field('Prénom')).toHaveValue('')
		await expect.element(field('Nom')).toHaveValue('Lefèvre')
		await expect.element(field('Adresse')).toHaveValue(HOME.address)
		await fill('Prénom', 'Noé')
		await press('Enregistrer')
		await isSaved(2)

		const [zoe, noe] = await listMembers()
		expect(zoe!.householdId).toBeTruthy()
		expect(noe!.householdId).toBe(zoe!.householdId)
		expect(await database().households.toArray()).toMatchObject([{ name: 'Lefèvre' }])
	})

	test('closes a prefilled form without a word when nothing was typed', async () => {
		await storeHousehold()
		await openScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }).first())
		await expect.element(field('Nom')).toBeVisible()

		await userEvent.click(field('Nom'))
		await userEvent.keyboard('{Shift>}{Enter}{/Shift}')
		await expect.element(page.getByRole('dialog', { name: 'Ajouter un membre' })).toBeVisible()
		await userEvent.click(form().getByRole('button', { name: 'Annuler' }))

		await expect.poll(() => form().query()).toBeNull()
		expect(page.getByText('Reprendre la saisie').query()).toBeNull()
	})

	test('keeps the guardians of a minor, taken from a member or typed', async () => {
		await storeHousehold()
		await openScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }).first())

		await fill('Date de naissance', '2020-05-05')
		await press('Reprendre de la fiche de Lefèvre Zoé')
		await expect.element(field('Nom du responsable 1')).toHaveValue('Zoé Lefèvre')
		await fill('Lien du responsable 1 avec le membre', 'mère')
		await userEvent.click(field('Peut venir chercher'))
		await press('Ajouter un autre responsable')
		await fill('Nom du responsable 2', 'Paul Durand')
		await fill('Tél. du responsable 2', '06 39 98 77 88')
		await press('Enregistrer')
		await expect.poll(() => form().query()).toBeNull()

		expect(await readGuardianDrafts('member-Noé' as MemberId)).toEqual([
			{
				name: 'Zoé Lefèvre',
				relation: 'mère',
				email: '',
				phone: HOME.phone,
				rights: ['collect'],
				guardianMemberId: 'member-Zoé'
			},
			{ name: 'Paul Durand', relation: '', email: '', phone: '06 39 98 77 88', rights: [], guardianMemberId: '' }
		])
	})

	test('notes who pays without being a member', async () => {
		await storeHousehold()
		await openScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }).first())

		await openFamily()
		await userEvent.selectOptions(field('Qui paie'), 'Quelqu’un qui n’est pas membre')
		await fill('Nom du payeur', 'CE Dijon')
		await fill('Mail du payeur', 'ce@example.org')
		await press('Enregistrer')

		await expect
			.poll(() => database().households.toArray())
			.toMatchObject([{ payerId: '', payerName: 'CE Dijon', payerEmail: 'ce@example.org' }])
	})

	test('moves the others who had the same address along, unless they are left out', async () => {
		await storeHousehold()
		await openScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }).first())

		await fill('Adresse', '1 quai Nicolas-Rolin')
		await fill('Téléphone', '06 00 00 00 00')
		await expect.element(field('Changer aussi l’adresse de Lefèvre Zoé')).toBeChecked()
		await expect.element(field('Changer aussi le numéro de Lefèvre Zoé')).not.toBeChecked()
		await press('Enregistrer')
		await expect.poll(() => form().query()).toBeNull()

		const members = await listMembers()
		expect(members.map(({ address }) => address)).toEqual(['1 quai Nicolas-Rolin', '1 quai Nicolas-Rolin'])
		expect(members.map(({ phone }) => phone).sort()).toEqual(['06 00 00 00 00', HOME.phone])
	})

	test('leaves a household, which goes with the last one', async () => {
		await storeHousehold()
		await openScreen()

		for (const count of [1, 0]) {
			await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }).nth(count))
			await openFamily()
			await press('Quitter ce foyer')
			await press('Enregistrer')
			await expect.poll(() => database().households.count()).toBe(count)
			await expect.poll(() => form().query()).toBeNull()
		}
	})

	test('is found again with what was typed after the screen was left', async () => {
		await storeHousehold()
		const screen = await reopenScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }).first())
		await fill('Date de naissance', '2020-05-05')
		await fill('Nom du responsable 1', 'Paul Durand')
		await fill('Nom du foyer', 'Lefèvre-Durand')
		await expect.poll(async () => JSON.stringify(await database().drafts.toArray())).toContain('Lefèvre-Durand')
		await screen.unmount()

		await reopenScreen()
		await expect.element(field('Nom du responsable 1')).toHaveValue('Paul Durand')
		await expect.element(field('Nom du foyer')).toHaveValue('Lefèvre-Durand')
		await press('Enregistrer')

		await expect.poll(() => database().households.toArray()).toMatchObject([{ name: 'Lefèvre-Durand' }])
		await expect.poll(() => database().guardians.count()).toBe(1)
	})
})
