import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { EMPTY_GUARDIAN } from '#shared/guardian.ts'
import type { HouseholdId } from '#shared/household.ts'
import type { MemberDraft, MemberId, MemberLinks } from '#shared/member.ts'
import { parseContent } from '#shared/message/content.ts'
import { dayHere } from '#web/db/day-here.ts'
import { saveMember, type FamilyChange } from '#web/db/families.ts'
import { describeFields } from '#web/history/change-words.ts'
import { listChangedRows } from '#web/db/history.ts'
import { readRegister } from '#web/db/register.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { listMemberColumns, listMemberLines } from '#web/exports/member-columns.ts'
import { mergeValuesOf, readMergeFacts } from '#web/merge-values.ts'
import { findFieldGaps } from '#web/mailing/field-gaps.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, useScreen } from './members-on-screen.ts'

const HOME = 'h1' as HouseholdId
const shown = () =>
	page
		.getByRole('checkbox', { name: /^Sélectionner / })
		.elements()
		.map((box) => box.getAttribute('aria-label')?.replace('Sélectionner ', ''))

async function add(id: string, fields: Partial<MemberDraft> & MemberLinks, guardians: FamilyChange['guardians'] = {}) {
	const draft = { name: 'Les Lefèvre', payerId: 'zoe' as MemberId, payerName: '', payerEmail: '', payerPhone: '' }
	const household = fields.householdId ? { household: { id: HOME, before: draft, after: draft } } : {}
	const family = { ...household, joining: [], guardians, following: [] }
	const newId = id as MemberId
	const save = { id: undefined, newId, fields: { ...memberDraft(), ...fields }, answers: undefined, followers: 0 }
	return unwrap(await saveMember({ ...save, family }))
}

/** A mother, her child with her as a guardian, a child without anybody, and an adult alone. */
async function store() {
	const born = (year: number) => `${year}-01-01` as MemberDraft['birthDate']
	const guardian = { ...EMPTY_GUARDIAN, name: 'Zoé Mercier', phone: '06 39 98 12 34', rights: ['mail' as const] }
	await add('zoe', { firstName: 'Zoé', birthDate: born(1984), email: 'zoe@example.org', householdId: HOME })
	const set = await add(
		'noe',
		{ firstName: 'Noé', birthDate: born(2016), householdId: HOME },
		{ 1: { before: EMPTY_GUARDIAN, after: guardian } }
	)
	await add('tom', { lastName: 'Petit', firstName: 'Tom', birthDate: born(2015) })
	await add('ida', { lastName: 'Roux', firstName: 'Ida', birthDate: born(1960) })
	return set
}

describe('families', () => {
	useScreen()

	test('stand in columns of the list, which a search looks through', async () => {
		await store()
		await openScreen()
		await press('Colonnes')
		const panel = page.getByRole('dialog', { name: 'Colonnes de la liste' })
		for (const title of ['Foyer', 'Responsables', 'Payeur']) {
			await userEvent.click(panel.getByRole('checkbox', { name: title, exact: true }))
		}

		const row = page.getByRole('row', { name: /Noé/ })
		await expect.element(row.getByText('Les Lefèvre')).toBeVisible()
		await expect.element(row.getByText('Zoé Mercier 06 39 98 12 34')).toBeVisible()
		await expect.element(row.getByText('Zoé Lefèvre')).toBeVisible()
		await userEvent.fill(page.getByRole('searchbox'), 'mercier')
		await expect.poll(shown).toEqual(['Lefèvre Noé'])
	})

	test('can be filtered: who has a household, whose it is, and minors without a guardian', async () => {
		await store()
		await openScreen()
		await press('Filtrer')
		const panel = page.getByRole('dialog', { name: 'Filtrer les membres' })

		await userEvent.selectOptions(panel.getByLabelText('Foyer', { exact: true }), 'Sans foyer')
		await expect.poll(shown).toEqual(['Petit Tom', 'Roux Ida'])
		await userEvent.selectOptions(panel.getByLabelText('Foyer', { exact: true }), 'Foyer de')
		await userEvent.fill(panel.getByRole('combobox', { name: 'Foyer de' }), 'noé')
		await expect.element(page.getByRole('option', { name: 'Lefèvre Noé' })).toBeVisible()
		await userEvent.keyboard('{Enter}')
		await expect.poll(shown).toEqual(['Lefèvre Noé', 'Lefèvre Zoé'])
		await expect.element(page.getByRole('button', { name: 'Retirer le filtre Foyer\u00a0: Les Lefèvre' })).toBeVisible()

		await userEvent.selectOptions(panel.getByLabelText('Foyer', { exact: true }), '')
		await userEvent.selectOptions(panel.getByLabelText('Responsables', { exact: true }), 'Mineurs sans responsable')
		await expect.poll(shown).toEqual(['Petit Tom'])
	})

	test('are in files and messages', async () => {
		await store()
		const register = await readRegister()
		const noe = register.members.find(({ id }) => id === 'noe')!

		const lines = exportTable(
			listMemberColumns(register, register.members),
			listMemberLines([noe], register, dayHere())
		)
		const cells = lines.lines([
			'household',
			'payer',
			'guardian1-name',
			'guardian1-email',
			'guardian1-phone',
			'guardian2-name'
		])
		const facts = await readMergeFacts([noe])
		const values = mergeValuesOf(noe, facts)
		const template = parseContent({ subject: '{{responsable_1}}', text: '{{foyer}} {{responsable_3}}' })

		expect(cells).toEqual([
			[
				'Foyer',
				'Payeur',
				'Responsable 1',
				'Responsable 1\u00a0: e-mail',
				'Responsable 1\u00a0: téléphone',
				'Responsable 2'
			],
			['Les Lefèvre', 'Zoé Lefèvre', 'Zoé Mercier', '', '06 39 98 12 34', '']
		])
		expect(values).toMatchObject({ responsable_1: 'Zoé Mercier', foyer: 'Les Lefèvre', payeur: 'Zoé Lefèvre' })
		expect(findFieldGaps(template, [noe], facts).unknown).toEqual(['responsable_3'])
	})

	test('are told in the history, field by field', async () => {
		const set = await store()

		const { rows, names } = await listChangedRows(set!.id, 10)

		const fields = rows.flatMap((row) => describeFields(row, names))
		expect(fields).toContainEqual({ field: 'Foyer', before: '', after: 'Les Lefèvre' })
		expect(fields).toContainEqual({ field: 'Responsable 1\u00a0: Droits', before: '', after: 'Reçoit les courriers' })
		expect(fields).toContainEqual({ field: 'Responsable 1\u00a0: Nom', before: '', after: 'Zoé Mercier' })
	})
})
