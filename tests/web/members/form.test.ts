import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { database } from '#web/db/database.ts'
import { recoverMemberForm } from '#web/state/open-member-form.ts'
import { addMember, listMembers, readConsents, removeMembers, updateMember } from '#web/db/members.ts'
import { addMjcClub, listMjcClubs } from '#web/db/mjc-clubs.ts'
import { addPosition, assignPosition } from '#web/db/positions.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const form = () => page.getByRole('dialog')
const field = (label: string) => form().getByLabelText(label, { exact: true })
const fill = (label: string, text: string) => userEvent.fill(field(label), text)

async function addStored(fields = {}): Promise<MemberId> {
	const added = await addMember(memberDraft(fields))
	if (!added.ok) throw new Error(added.error.code)
	return added.value
}

describe('the member form', () => {
	useScreen()

	test('adds a member with all that was typed', async () => {
		await openScreen()

		await press('Ajouter')
		await fill('Nom', ' Colette ')
		await fill('Prénom', 'Gabrielle')
		await fill('Date de naissance', '2011-01-28')
		await fill('E-mail', 'colette@example.org')
		await fill('Téléphone', '06 12 34 56 78')
		await fill('Adresse', '9, rue de Beaujolais')
		await fill('Code postal', '75001')
		await fill('Ville', 'Paris')
		await fill('Notes', 'Aime les chats')
		await userEvent.selectOptions(field('Consentement RGPD'), 'Oui')
		await userEvent.selectOptions(form().getByLabelText("Droit à l'image"), 'Non')
		await fill('Réponse image donnée le', '2026-09-01')
		await press('Enregistrer')

		await expect.element(page.getByRole('cell', { name: 'Colette', exact: true })).toBeVisible()
		const [member] = await listMembers()
		expect(member).toMatchObject({
			lastName: 'Colette',
			birthDate: '2011-01-28',
			postalCode: '75001',
			notes: 'Aime les chats'
		})
		const answers = await readConsents(member!.id)
		expect(answers.data).toMatchObject({ given: true })
		expect(answers.image).toEqual({ given: false, on: '2026-09-01' })
		expect(page.getByRole('dialog').query()).toBeNull()
	})

	test('refuses only a missing name, at the field, with the focus there', async () => {
		await openScreen()

		await press('Ajouter')
		await fill('E-mail', 'colette@example.org')
		await press('Enregistrer')

		await expect.element(form().getByText(/^Écrivez au moins un nom ou un prénom/)).toBeVisible()
		await expect.element(field('Nom')).toHaveFocus()
		expect(await listMembers()).toEqual([])
	})

	test('points out what looks odd and saves it all the same', async () => {
		await openScreen()

		await press('Ajouter')
		await fill('Prénom', 'Sidonie')
		await fill('E-mail', 'sidonie chez example')
		await expect.element(form().getByText(/^Une seule adresse par champ/)).toBeVisible()
		await press('Enregistrer')

		await expect.poll(async () => (await listMembers())[0]?.email).toBe('sidonie chez example')
	})

	test('saves by Enter in a field and by Ctrl+Enter in the notes', async () => {
		await openScreen()

		await press('Ajouter')
		await fill('Nom', 'Colette')
		await userEvent.keyboard('{Enter}')
		await expect.poll(async () => (await listMembers()).length).toBe(1)
		await press('Ajouter')
		await fill('Nom', 'Sand')
		await userEvent.click(field('Notes'))
		await userEvent.keyboard('{Control>}{Enter}{/Control}')

		await expect.poll(async () => (await listMembers()).length).toBe(2)
	})

	test('writes only the fields that were changed, over what another window wrote meanwhile', async () => {
		const id = await addStored({ city: 'Lyon', phone: '0601' })
		await reopenScreen()

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await fill('Ville', 'Dijon')
		await updateMember(id, { phone: '0602' })
		await press('Enregistrer')

		await expect.poll(async () => (await listMembers())[0]).toMatchObject({ city: 'Dijon', phone: '0602' })
	})

	test('gives back what was typed when it is closed by mistake', async () => {
		await openScreen()

		await press('Ajouter')
		await fill('Nom', 'Colette')
		await userEvent.keyboard('{Escape}')
		await press('Reprendre la saisie')

		await expect.element(field('Nom')).toHaveValue('Colette')
	})

	test('closes without a word when nothing was typed', async () => {
		await openScreen()

		await press('Ajouter')
		await userEvent.click(form().getByRole('button', { name: 'Annuler' }))

		await expect.poll(() => form().query()).toBeNull()
		expect(page.getByText('Reprendre la saisie').query()).toBeNull()
	})

	test('finds what was typed again after the screen was left', async () => {
		const id = await addStored({ city: 'Lyon' })
		const screen = await reopenScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await fill('Ville', 'Dijon')
		await expect.poll(() => database().drafts.count()).toBe(1)
		await screen.unmount()
		await updateMember(id, { phone: '0602' })

		await reopenScreen()

		await expect.element(form().getByText('Saisie retrouvée')).toBeVisible()
		await expect.element(field('Ville')).toHaveValue('Dijon')
		await press('Enregistrer')
		await expect.poll(async () => (await listMembers())[0]).toMatchObject({ city: 'Dijon', phone: '0602' })
		await expect.poll(() => database().drafts.count()).toBe(0)
	})

	test('does not take over a form that another window has open', async () => {
		await openScreen()
		await press('Ajouter')
		await fill('Nom', 'Colette')
		await expect.poll(() => database().drafts.count()).toBe(1)

		expect(await recoverMemberForm()).toBeUndefined()
	})

	test('keeps the form when the member was removed meanwhile, and adds him anew', async () => {
		const id = await addStored()
		await reopenScreen()

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await fill('Ville', 'Dijon')
		await removeMembers([id])
		await press('Enregistrer')
		await expect.element(form().getByText(/supprimée pendant que vous écriviez/)).toBeVisible()
		await press('Enregistrer')

		await expect.poll(async () => (await listMembers())[0]).toMatchObject({ lastName: 'Lefèvre', city: 'Dijon' })
	})

	test('gives a member a club, known or new, without leaving the form', async () => {
		await addMjcClub({ name: 'MJC Été' })
		await addStored()
		await reopenScreen()

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await press('Ajouter un club à la liste')
		await userEvent.fill(field('Nouveau club MJC'), 'mjc ete')
		await userEvent.keyboard('{Enter}')
		await expect.element(field('Club MJC')).toHaveDisplayValue('MJC Été')
		await press('Ajouter un club à la liste')
		await userEvent.fill(field('Nouveau club MJC'), 'MJC Nord')
		await press('Ajouter ce club')
		await expect.element(field('Club MJC')).toHaveDisplayValue('MJC Nord')
		await press('Enregistrer')

		const clubs = await listMjcClubs()
		await expect
			.poll(async () => (await listMembers())[0]?.mjcClubId)
			.toBe(clubs.find(({ name }) => name === 'MJC Nord')?.id)
		expect(clubs).toHaveLength(2)
		await userEvent.fill(page.getByRole('searchbox'), 'nord')
		await expect.element(page.getByText('1 sur 1')).toBeVisible()
	})

	test('adds a club that was typed and not added yet, once the rest is right', async () => {
		await openScreen()
		await press('Ajouter')
		await press('Ajouter un club à la liste')
		await userEvent.fill(field('Nouveau club MJC'), ' MJC Nord ')

		await press('Enregistrer')
		await expect.element(field('Nom')).toHaveFocus()
		expect(await listMjcClubs()).toEqual([])
		await fill('Nom', 'Colette')
		await press('Enregistrer')

		await expect.poll(async () => (await listMembers()).length).toBe(1)
		const [club] = await listMjcClubs()
		expect(club?.name).toBe('MJC Nord')
		expect((await listMembers())[0]?.mjcClubId).toBe(club?.id)
	})

	test('gives back a club that was typed alone when the form is closed by mistake', async () => {
		await addStored()
		await reopenScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await press('Ajouter un club à la liste')
		await userEvent.fill(field('Nouveau club MJC'), 'MJC Nord')

		await userEvent.click(form().getByRole('button', { name: 'Annuler' }).last())
		await press('Reprendre la saisie')

		await expect.element(field('Nouveau club MJC')).toHaveValue('MJC Nord')
	})

	test('says that the day of an answer is incomplete before it is dropped', async () => {
		await openScreen()
		await press('Ajouter')
		await fill('Nom', 'Colette')
		await userEvent.selectOptions(form().getByLabelText("Droit à l'image"), 'Non')
		await userEvent.click(field('Réponse image donnée le'))
		await userEvent.keyboard('{Delete}')

		await press('Enregistrer')

		await expect.element(form().getByText(/^Cette date est incomplète/)).toBeVisible()
		expect(await listMembers()).toEqual([])
		await press('Enregistrer')
		await expect.poll(async () => (await listMembers()).length).toBe(1)
	})

	test('shows the positions that a member holds and held', async () => {
		const id = await addStored()
		const post = unwrap(await addPosition({ name: 'Trésorière', kind: 'treasurer', description: '' }))
		await assignPosition(post, { memberId: id, from: '2025-09-01' as Day, to: '' })
		await reopenScreen()

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))

		await expect.element(form().getByRole('link', { name: 'Trésorière' })).toHaveAttribute('href', `#${post}`)
		await expect.element(form().getByText('depuis le 01/09/2025')).toBeVisible()
	})

	test('stays open with what was typed when the device is full', async () => {
		await openScreen()
		await press('Ajouter')
		await fill('Nom', 'Colette')
		const add = database().changes.bulkAdd.bind(database().changes)
		const full = new DOMException('full', 'QuotaExceededError')
		database().changes.bulkAdd = (() => Promise.reject(full)) as never

		await press('Enregistrer')

		await expect.element(form().getByText(/mémoire de cet appareil est pleine/)).toBeVisible()
		await expect.element(field('Nom')).toHaveValue('Colette')
		database().changes.bulkAdd = add
		await press('Enregistrer')
		await expect.poll(async () => (await listMembers()).length).toBe(1)
	})
})
