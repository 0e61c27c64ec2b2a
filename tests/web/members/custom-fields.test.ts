import { afterEach, describe, expect, test } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { CustomFieldDraft, CustomFieldId } from '#shared/custom-field.ts'
import { parseContent } from '#shared/message/content.ts'
import FieldPreferences from '#web/custom-fields/FieldPreferences.svelte'
import { undoChangeSet } from '#web/db/changes.ts'
import { customFields } from '#web/db/custom-fields.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listChangedRows } from '#web/db/history.ts'
import { addMember, findMember, listMembers, updateMember, updateMembers } from '#web/db/members.ts'
import { readRegister } from '#web/db/register.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { listMemberColumns, listMemberLines } from '#web/exports/member-columns.ts'
import { describeFields } from '#web/history/change-words.ts'
import { findFieldGaps } from '#web/mailing/field-gaps.ts'
import { NO_MERGE_FACTS } from '#web/merge-values.ts'
import { freezeMessage, messageTo } from '#web/outbox/freeze-message.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { press, reopenScreen, useScreen } from './members-on-screen.ts'

const form = () => page.getByRole('dialog')
const addField = async (draft: Partial<CustomFieldDraft>): Promise<CustomFieldId> =>
	unwrap(await customFields.add({ name: 'Taille', kind: 'text', options: '', ...draft }))
const addOne = async (firstName: string, custom: Record<CustomFieldId, string> = {}) =>
	unwrap(await addMember({ ...memberDraft({ firstName }), custom }))
const customs = async () => (await listMembers()).map(({ custom }) => custom)

describe('the fields of the club', () => {
	useScreen()
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('are made in the preferences, by keyboard alone', async () => {
		await render(FieldPreferences)

		await press('Nouveau champ')
		await userEvent.keyboard('Taille de T-shirt')
		await userEvent.selectOptions(page.getByLabelText('Sorte'), 'Choix dans une liste')
		await userEvent.fill(page.getByLabelText('Choix possibles'), 'S\nM')
		await press('Enregistrer')

		await expect
			.poll(customFields.list)
			.toMatchObject([{ name: 'Taille de T-shirt', kind: 'choice', options: 'S\nM', mergeName: 'taille_de_t_shirt' }])
	})

	test('are filled in with the form, each by its kind, over what another window wrote meanwhile', async () => {
		const size = await addField({ kind: 'choice', options: 'S\nM' })
		const belt = await addField({ name: 'Ceinture' })
		const alone = await addField({ name: 'Rentre seul', kind: 'yes-no' })
		const id = await addOne('Zoé')
		await reopenScreen()

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await userEvent.selectOptions(form().getByLabelText('Taille'), 'M')
		await userEvent.selectOptions(form().getByLabelText('Rentre seul'), 'Oui')
		unwrap(await updateMember(id, { custom: { [belt]: 'noire' } }))
		await press('Enregistrer')

		await expect.poll(customs).toEqual([{ [belt]: 'noire', [size]: 'M', [alone]: 'yes' }])
	})

	test('narrow the list', async () => {
		const year = await addField({ name: 'Arrivée', kind: 'number' })
		await addOne('Zoé', { [year]: '2019' })
		await addOne('Tom', { [year]: '2024' })
		await reopenScreen()

		await press('Filtrer')
		await userEvent.fill(form().getByLabelText('Arrivée\u00a0: à partir de'), '2020')

		await expect.element(page.getByText('1 sur 2').first()).toBeVisible()
		await expect
			.element(page.getByRole('button', { name: 'Retirer le filtre Arrivée\u00a0: à partir de 2020' }))
			.toBeVisible()
	})

	test('are set for several, and taken back one by one', async () => {
		const [size, belt] = [await addField({}), await addField({ name: 'Ceinture' })]
		const ids = [await addOne('Zoé', { [size]: 'S' }), await addOne('Tom')]
		const set = unwrap(await updateMembers(ids, { custom: size, value: 'M' }))
		unwrap(await updateMembers(ids, { custom: belt, value: 'noire' }))

		unwrap(await undoChangeSet(set?.id ?? ''))

		expect((await findMember(ids[0]!))?.custom).toEqual({ [size]: 'S', [belt]: 'noire' })
		expect((await findMember(ids[1]!))?.custom).toEqual({ [belt]: 'noire' })
	})

	test('are in the export, in messages and in the history, in words', async () => {
		const since = await addField({ name: 'Depuis', kind: 'day' })
		const id = await addOne('Zoé')
		const set = unwrap(await updateMember(id, { custom: { [since]: '2026-09-01' } }))
		const [register, fields] = [await readRegister(), await customFields.list()]
		const [member] = register.members
		const template = parseContent({ subject: 'Depuis {{depuis}}', text: '{{rien}}' })

		const lines = exportTable(listMemberColumns(register), listMemberLines(register.members, register, dayHere()))
		const { rows, names } = await listChangedRows(set?.id ?? '', 5)

		expect(lines.lines([`field:${since}`])).toEqual([['Depuis'], ['01/09/2026']])
		const facts = { ...NO_MERGE_FACTS, customFields: fields }
		expect(member && freezeMessage(messageTo(member), template, facts).fields).toEqual({
			depuis: '01/09/2026'
		})
		expect(findFieldGaps(template, register.members, facts).unknown).toEqual(['rien'])
		expect(rows.flatMap((row) => describeFields(row, names))).toContainEqual({
			field: 'Depuis',
			before: '',
			after: '01/09/2026'
		})
	})

	test('take their values along when they are removed, and bring them back', async () => {
		const [size, belt] = [await addField({}), await addField({ name: 'Ceinture' })]
		const id = await addOne('Zoé', { [size]: 'M', [belt]: 'noire' })
		const removed = unwrap(await customFields.remove([size]))
		expect((await findMember(id))?.custom).toEqual({ [belt]: 'noire' })

		unwrap(await undoChangeSet(removed?.id ?? ''))

		expect((await findMember(id))?.custom).toEqual({ [size]: 'M', [belt]: 'noire' })
	})
})
