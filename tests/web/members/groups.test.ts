import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { EMPTY_GROUP, type GroupId } from '#shared/group.ts'
import { dayHere } from '#web/db/day-here.ts'
import { groups } from '#web/db/groups.ts'
import { listChangedRows } from '#web/db/history.ts'
import { addMember, listMembers, updateMember } from '#web/db/members.ts'
import { readRegister } from '#web/db/register.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { listMemberColumns, listMemberLines } from '#web/exports/member-columns.ts'
import { describeFields } from '#web/history/change-words.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const form = () => page.getByRole('dialog')
const addGroup = async (name: string): Promise<GroupId> => unwrap(await groups.add({ ...EMPTY_GROUP, name }))
const addOne = async (firstName: string, groupIds: GroupId[] = []) =>
	unwrap(await addMember({ ...memberDraft({ firstName }), groupIds }))
const groupsOf = async () => (await listMembers()).map(({ groupIds }) => groupIds ?? [])

describe('the groups of the members', () => {
	useScreen()

	test('are ticked in the form, and made there', async () => {
		const judo = await addGroup('Judo')
		await openScreen([{}])

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await userEvent.click(form().getByText('Étiquettes et groupes', { exact: true }))
		await userEvent.click(form().getByRole('checkbox', { name: 'Judo', exact: true }))
		await press('Nouveau groupe')
		await userEvent.fill(form().getByLabelText('Nouveau groupe'), 'Chorale')
		await userEvent.keyboard('{Enter}')
		await expect.element(form().getByRole('checkbox', { name: 'Chorale' })).toBeChecked()
		await press('Enregistrer')

		const choir = (await groups.list()).find(({ name }) => name === 'Chorale')?.id
		await expect.poll(groupsOf).toEqual([[judo, choir]])
	})

	test('narrow the list, with those who are in none', async () => {
		const [judo, choir] = [await addGroup('Judo'), await addGroup('Chorale')]
		await addOne('Zoé', [judo])
		await addOne('Tom', [choir])
		await addOne('Inès')
		await reopenScreen()

		await press('Filtrer')
		await userEvent.click(form().getByRole('checkbox', { name: 'Judo', exact: true }))
		await userEvent.click(form().getByRole('checkbox', { name: 'Dans aucun groupe' }))

		await expect.element(page.getByText('2 sur 3').first()).toBeVisible()
		await expect
			.element(page.getByRole('button', { name: 'Retirer le filtre Groupes\u00a0: Judo ou dans aucun groupe' }))
			.toBeVisible()
	})

	test('are given to several and taken off them as one action', async () => {
		const [judo, choir] = [await addGroup('Judo'), await addGroup('Chorale')]
		await addOne('Tom', [judo])
		await addOne('Zoé')
		await reopenScreen()
		await userEvent.click(page.getByRole('checkbox', { name: 'Tout sélectionner' }))
		await press('Modifier')
		await userEvent.selectOptions(form().getByLabelText('Champ à modifier'), 'Groupes')

		await userEvent.click(
			form().getByRole('group', { name: 'Groupes à ajouter' }).getByRole('checkbox', { name: 'Chorale' })
		)
		await userEvent.click(
			form().getByRole('group', { name: 'Groupes à retirer' }).getByRole('checkbox', { name: 'Judo' })
		)
		await expect.element(form().getByText('Judo → Chorale', { exact: false })).toBeVisible()
		await press('Modifier 2 fiches')

		await expect.poll(groupsOf).toEqual([[choir], [choir]])
	})

	test('are in the export by name, and in words in the history', async () => {
		const judo = await addGroup('Judo')
		const id = await addOne('Zoé', [judo])
		const moved = unwrap(await groups.update(judo, { schedule: 'lundi' }))
		const set = unwrap(await updateMember(id, { groupIds: [] }))
		unwrap(await updateMember(id, { groupIds: [judo] }))

		const register = await readRegister()
		const columns = listMemberColumns(register, register.members)
		const lines = exportTable(columns, listMemberLines(register.members, register, dayHere()))
		const [left, changed] = [await listChangedRows(set?.id ?? '', 5), await listChangedRows(moved?.id ?? '', 5)]

		expect(lines.lines(['groups'])).toEqual([['Groupes'], ['Judo']])
		const wordsOf = ({ rows, names }: typeof left) => rows.flatMap((row) => describeFields(row, names))
		expect(wordsOf(left)).toContainEqual({ field: 'Groupes', before: 'Judo', after: '' })
		expect(wordsOf(changed)).toContainEqual({ field: 'Horaire', before: '', after: 'lundi' })
	})
})
