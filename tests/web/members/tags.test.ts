import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { TagDraft, TagId } from '#shared/tag.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { dayHere } from '#web/db/day-here.ts'
import { addMember, findMember, listMembers, updateMember, updateMembers } from '#web/db/members.ts'
import { saveListColumns } from '#web/db/list-view.ts'
import { readRegister } from '#web/db/register.ts'
import { tags } from '#web/db/tags.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { listMemberColumns, listMemberLines } from '#web/exports/member-columns.ts'
import { describeFields } from '#web/history/change-words.ts'
import { listChangedRows, listHistory } from '#web/db/history.ts'
import TagPreferences from '#web/tags/TagPreferences.svelte'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const form = () => page.getByRole('dialog')
const box = (name: string) => form().getByRole('checkbox', { name, exact: true })
/** The tags of the form lie folded until they are asked for. */
async function unfold() {
	const line = form().getByText('Étiquettes et groupes', { exact: true })
	await expect.element(line).toBeVisible()
	const section = line.element().closest('details')
	if (!section?.open) await userEvent.click(line)
}
const addTag = async (name: string, colour: TagDraft['colour'] = 'green'): Promise<TagId> =>
	unwrap(await tags.add({ name, colour }))
const addOne = async (firstName: string, tagIds: TagId[] = []) =>
	unwrap(await addMember({ ...memberDraft({ firstName }), tagIds }))
const tagsOf = async () => (await listMembers()).map(({ tagIds }) => tagIds ?? [])

describe('the tags of the members', () => {
	useScreen()
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('are ticked in the form, and made there', async () => {
		const volunteer = await addTag('Bénévole')
		await openScreen([{}])

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await unfold()
		await userEvent.click(box('Bénévole'))
		await press('Nouvelle étiquette')
		await userEvent.fill(form().getByLabelText('Nouvelle étiquette'), 'À relancer')
		await userEvent.keyboard('{Enter}')
		await expect.element(box('À relancer')).toBeChecked()
		await press('Enregistrer')

		const remind = (await tags.list()).find(({ name }) => name === 'À relancer')?.id
		await expect.poll(tagsOf).toEqual([[volunteer, remind]])
	})

	test('are saved beside those that another window gave meanwhile', async () => {
		const [one, other] = [await addTag('Un'), await addTag('Deux')]
		const id = await addOne('Zoé')
		await reopenScreen()

		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await unfold()
		await userEvent.click(box('Un'))
		unwrap(await updateMember(id, { tagIds: [other] }))
		await press('Enregistrer')

		await expect.poll(tagsOf).toEqual([[other, one]])
	})

	test('are found again in a form that was left', async () => {
		await addTag('Bénévole')
		await openScreen([{}]).then(async ({ unmount }) => {
			await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
			await unfold()
			await userEvent.click(box('Bénévole'))
			await unmount()
		})

		await reopenScreen()

		await expect.element(form().getByText('Saisie retrouvée')).toBeVisible()
		await expect.element(box('Bénévole')).toBeChecked()
	})

	test('narrow the list, one of those ticked being enough', async () => {
		const [one, other] = [await addTag('Un'), await addTag('Deux')]
		await addOne('Zoé', [one])
		await addOne('Tom', [other])
		await addOne('Inès')
		await reopenScreen()

		await press('Filtrer')
		await userEvent.click(box('Un'))
		await userEvent.click(box('Sans étiquette'))

		await expect.element(page.getByText('2 sur 3').first()).toBeVisible()
		await expect
			.element(page.getByRole('button', { name: 'Retirer le filtre Étiquettes\u00a0: Un ou sans étiquette' }))
			.toBeVisible()
	})

	test('are coloured words in the list, two lines of them uncut', async () => {
		const names = ['Bénévole du dimanche matin', 'Bureau', 'À relancer au printemps', 'Conseil']
		const ids: TagId[] = []
		for (const name of names) ids.push(await addTag(name))
		await addOne('Zoé', ids)
		await saveListColumns([{ id: 'tags', chosen: true }])
		await reopenScreen()

		await expect.element(page.getByText('Bureau', { exact: true })).toBeVisible()

		const chips = [...document.querySelectorAll('td[data-column="tags"] .chip')]
		const tops = [...new Set(chips.map((chip) => chip.getBoundingClientRect().top))].toSorted((a, b) => a - b)
		const [first, second] = chips.map((chip) => chip.getBoundingClientRect()).filter(({ top }) => tops.indexOf(top) < 2)
		const frame = chips[0]?.parentElement?.getBoundingClientRect()
		expect(chips.map((chip) => chip.textContent.trim())).toEqual(names)
		expect(2 * (first?.height ?? 0) + 2).toBeLessThanOrEqual(44)
		expect(second?.bottom).toBeLessThanOrEqual(frame?.bottom ?? 0)
	})

	test('are given to several and taken off them as one action, which is taken back by itself', async () => {
		const [one, other] = [await addTag('Un'), await addTag('Deux')]
		await addOne('Tom', [one])
		await addOne('Zoé')
		await reopenScreen()
		await userEvent.click(page.getByRole('checkbox', { name: 'Tout sélectionner' }))
		await press('Modifier')
		await userEvent.selectOptions(form().getByLabelText('Champ à modifier'), 'Étiquettes')

		await userEvent.click(
			form().getByRole('group', { name: 'Étiquettes à ajouter' }).getByRole('checkbox', { name: 'Deux' })
		)
		await userEvent.click(
			form().getByRole('group', { name: 'Étiquettes à retirer' }).getByRole('checkbox', { name: 'Un' })
		)
		await press('Modifier 2 fiches')

		await expect.poll(tagsOf).toEqual([[other], [other]])
		const later = unwrap(
			await updateMembers(
				(await listMembers()).map(({ id }) => id),
				{ field: 'tagIds', add: [one], remove: [] }
			)
		)
		const [, bulk] = await listHistory({}, 2)
		unwrap(await undoChangeSet(bulk?.set.id ?? ''))
		expect((await tagsOf()).map((ids) => ids.includes(other))).toEqual([false, false])
		unwrap(await undoChangeSet(later?.id ?? ''))
		expect((await tagsOf()).flat().length).toBeLessThan(2)
	})

	test('are in the export by name, and in words in the history', async () => {
		const one = await addTag('Bureau')
		const id = await addOne('Zoé', [one])
		const set = unwrap(await updateMember(id, { tagIds: [], memberNumber: '0042' }))
		unwrap(await updateMember(id, { tagIds: [one] }))

		const register = await readRegister()
		const lines = exportTable(
			listMemberColumns(register, register.members),
			listMemberLines(register.members, register, dayHere())
		)
		const { rows, names } = await listChangedRows(set?.id ?? '', 5)

		expect(lines.lines(['tags', 'memberNumber'])).toEqual([
			['Étiquettes', 'Numéro d’adhérent'],
			['Bureau', '0042']
		])
		expect(rows.flatMap((row) => describeFields(row, names))).toEqual(
			expect.arrayContaining([
				{ field: 'Étiquettes', before: 'Bureau', after: '' },
				{ field: 'Numéro d’adhérent', before: '', after: '0042' }
			])
		)
	})

	test('are called by the name they had once they are gone, and come back with who bore them', async () => {
		const one = await addTag('Bureau')
		const id = await addOne('Zoé', [one])
		const removed = unwrap(await tags.remove([one]))
		expect((await findMember(id))?.tagIds).toEqual([])

		const [entry] = await listHistory({}, 1)
		const { rows, names } = await listChangedRows(removed?.id ?? '', 5)
		expect(entry?.about).toBe('Bureau')
		expect(rows.flatMap((row) => describeFields(row, names))).toContainEqual({
			field: 'Étiquettes',
			before: 'Bureau',
			after: ''
		})
		unwrap(await undoChangeSet(removed?.id ?? ''))

		expect((await findMember(id))?.tagIds).toEqual([one])
		expect((await tags.list()).map(({ name }) => name)).toEqual(['Bureau'])
	})
})

describe('the list of tags', () => {
	useScreen()
	afterEach(cleanup)

	test('is written by keyboard alone: added, renamed, and refused under a name that is there', async () => {
		await addTag('Bénévole')
		await render(TagPreferences)

		await press('Nouvelle étiquette')
		await userEvent.keyboard('benevole{Enter}')
		await expect.element(page.getByText('« Bénévole » existe déjà.')).toBeVisible()
		await userEvent.keyboard('{Control>}a{/Control}Bureau{Enter}')
		await expect.poll(async () => (await tags.list()).map(({ name }) => name).sort()).toEqual(['Bureau', 'Bénévole'])
		await press('Modifier Bureau')
		await userEvent.keyboard('{Control>}a{/Control}Conseil{Enter}')

		await expect.poll(async () => (await tags.list()).map(({ name }) => name).sort()).toEqual(['Bénévole', 'Conseil'])
		await expect.element(page.getByRole('button', { name: 'Modifier Conseil' })).toHaveFocus()
	})

	test('finds what was typed again after the screen was left, and saves it', async () => {
		const id = await addTag('Bénévole')
		const { unmount } = await render(TagPreferences)
		await press('Modifier Bénévole')
		await userEvent.fill(page.getByLabelText('Nom', { exact: true }), 'Bénévole du samedi')
		await unmount()

		await render(TagPreferences)

		await expect.element(page.getByText('Saisie retrouvée')).toBeVisible()
		await press('Enregistrer')
		await expect.poll(tags.list).toMatchObject([{ id, name: 'Bénévole du samedi', colour: 'green' }])
	})

	test('says that a tag was removed while it was written, and keeps what was typed', async () => {
		const id = await addTag('Bénévole')
		await render(TagPreferences)
		await press('Modifier Bénévole')
		await userEvent.fill(page.getByLabelText('Nom', { exact: true }), 'Bureau')

		unwrap(await tags.remove([id]))
		await expect.element(page.getByText('Aucune étiquette', { exact: false }).first()).toBeVisible()
		await press('Enregistrer')

		await expect.element(page.getByText(/a été supprimée pendant que vous écriviez/)).toBeVisible()
		await expect.element(page.getByLabelText('Nom', { exact: true })).toHaveValue('Bureau')
	})

	test('gives back what was typed and given up', async () => {
		await render(TagPreferences)
		await press('Nouvelle étiquette')
		await userEvent.keyboard('Bureau{Escape}')

		toasts.items.findLast(({ action }) => action)?.action?.run()

		await expect.element(page.getByLabelText('Nom', { exact: true })).toHaveValue('Bureau')
	})
})
