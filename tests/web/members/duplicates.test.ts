import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { EMPTY_GUARDIAN } from '#shared/guardian.ts'
import type { MemberId } from '#shared/member.ts'
import { applyChanges } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { listMembers } from '#web/db/members.ts'
import { openScreen, press, useScreen } from './members-on-screen.ts'

const ZOE = { lastName: 'Lefèvre', firstName: 'Zoé', birthDate: '1984-03-07', email: 'zoe@example.org' }
const AGAIN = { lastName: 'LEFEVRE', firstName: 'Zoe', birthDate: '1984-03-07', phone: '06 12 34 56 78' }
const TOM = { lastName: 'Petit', firstName: 'Tom' }
const PEOPLE = [ZOE, AGAIN, TOM] as never[]

const panel = page.getByRole('dialog', { name: 'Doublons possibles' })

async function openPanel() {
	await press('Filtrer')
	await press('Chercher les doublons')
	await expect.element(panel.getByText('Même nom, même date de naissance')).toBeVisible()
}

describe('members who may be one', () => {
	useScreen()

	test('are listed, compared field by field and made one, and two again', async () => {
		await openScreen(PEOPLE)
		await openPanel()

		await userEvent.click(panel.getByRole('button', { name: 'Comparer' }))
		const names = panel.getByRole('group', { name: 'Nom', exact: true })
		await userEvent.click(names.getByRole('radio', { name: 'Lefèvre' }))
		await userEvent.click(panel.getByRole('button', { name: 'Fusionner' }))

		await expect.element(panel.getByText(/^Aucun doublon/)).toBeVisible()
		const merged = (await listMembers()).find(({ lastName }) => lastName === 'Lefèvre')
		expect(merged).toMatchObject({ email: 'zoe@example.org', phone: '06 12 34 56 78' })
		await press('Annuler')
		await expect.poll(async () => (await listMembers()).length).toBe(3)
		await expect.element(panel.getByText('Même nom, même date de naissance')).toBeVisible()
	})

	test('keep the two guardians who are chosen of three, and are told who goes', async () => {
		await openScreen(PEOPLE)
		const members = await listMembers()
		const [zoe, again] = ['Lefèvre', 'LEFEVRE'].map((name) => members.find(({ lastName }) => lastName === name)?.id)
		const guardian = (id: string, memberId: MemberId, place: 1 | 2) => ({ ...EMPTY_GUARDIAN, id, memberId, place })
		await applyChanges({ action: 'member-updated', count: 1 }, () =>
			[
				{ ...guardian('g1', zoe!, 1), name: 'Odile' },
				{ ...guardian('g2', zoe!, 2), name: 'Paul' },
				{ ...guardian('g3', again!, 1), name: 'Karim' }
			].map((row) => ({ table: 'guardians' as const, key: row.id, row }))
		)
		await openPanel()
		await userEvent.click(panel.getByRole('button', { name: 'Comparer' }))
		const box = (name: string) => panel.getByRole('group', { name: 'Responsables' }).getByRole('checkbox', { name })
		await expect.element(box('Karim')).not.toBeChecked()
		await expect.element(box('Karim')).toBeDisabled()
		await expect.element(panel.getByText(/Ne sera plus responsable.*Karim/)).toBeVisible()

		await userEvent.click(box('Paul'))
		await userEvent.click(box('Karim'))
		await expect.element(panel.getByText(/Ne sera plus responsable.*Paul/)).toBeVisible()
		await userEvent.click(panel.getByRole('button', { name: 'Fusionner' }))
		await expect.element(panel.getByText(/^Aucun doublon/)).toBeVisible()

		const names = (await database().guardians.toArray()).map(({ name }) => name)
		expect(names.sort()).toEqual(['Karim', 'Odile'])
	})

	test('are left alone once they are said to be two', async () => {
		await openScreen(PEOPLE)
		await openPanel()

		await userEvent.click(panel.getByRole('button', { name: 'Ce sont deux personnes' }))

		await expect.element(panel.getByText(/^Aucun doublon/)).toBeVisible()
		expect(await listMembers()).toHaveLength(3)
	})

	test('are pointed out while the second one is being typed', async () => {
		await openScreen([ZOE, TOM] as never[])
		await press('Ajouter')
		const form = page.getByRole('dialog', { name: 'Ajouter un membre' })
		await userEvent.fill(form.getByLabelText('Nom', { exact: true }), 'lefevre')
		await userEvent.fill(form.getByLabelText('Prénom'), 'zoé')
		await userEvent.fill(form.getByLabelText('E-mail'), 'ZOE@example.org')

		await expect.element(form.getByText(/Même prénom, même adresse e-mail/)).toBeVisible()
		await userEvent.click(form.getByRole('button', { name: 'Ouvrir la fiche de Lefèvre Zoé' }))

		const known = page.getByRole('dialog', { name: 'Modifier un membre' })
		await expect.element(known.getByLabelText('Prénom')).toHaveValue('Zoé')
	})
})
