import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { EMPTY_GROUP, type GroupDraft, type GroupId } from '#shared/group.ts'
import { database } from '#web/db/database.ts'
import { saveFormDraft } from '#web/db/form-drafts.ts'
import { groups } from '#web/db/groups.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { groupForms } from '#web/state/named-forms.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import GroupsTrial from './GroupsTrial.svelte'

const panel = () => page.getByRole('dialog')
const field = (label: string) => panel().getByLabelText(label, { exact: true })
const adding = () => panel().getByRole('combobox', { name: 'Ajouter un membre au groupe' })
const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }))
const row = (name: string | RegExp) => page.getByRole('row', { name })
const addGroup = async (draft: Partial<GroupDraft> = {}): Promise<GroupId> =>
	unwrap(await groups.add({ ...EMPTY_GROUP, name: 'Judo enfants', ...draft }))
const addOne = async (firstName: string, groupIds: GroupId[] = []) =>
	unwrap(await addMember({ ...memberDraft({ firstName }), groupIds }))
const groupsOf = async () => Object.fromEntries((await listMembers()).map((one) => [one.firstName, one.groupIds ?? []]))

async function openGroups() {
	await page.viewport(1400, 900)
	const asked: string[] = []
	const note = (what: string) => (entry: { group: { name: string } }) => void asked.push(`${what} ${entry.group.name}`)
	const links = { onsheet: note('sheet'), onwrite: note('write'), onlist: note('list') }
	return { asked, ...(await render(GroupsTrial, { links })) }
}

describe('the screen Groupes', () => {
	useFreshDatabase()
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))
	afterEach(cleanup)

	test('adds a first group with when, where and with whom it meets', async () => {
		await openGroups()

		await press('Ajouter un premier groupe')
		await userEvent.fill(field('Nom du groupe'), 'Chorale')
		await userEvent.fill(field('Horaire'), 'jeudi 18 h 30')
		await userEvent.fill(field('Lieu'), 'Petite salle')
		await userEvent.fill(field('Responsable'), 'Aoife Ó Briain')
		await userEvent.keyboard('{Enter}')

		await expect.element(row(/Chorale jeudi 18 h 30 · Petite salle · Aoife Ó Briain 0/)).toBeVisible()
		expect(await groups.list()).toMatchObject([{ name: 'Chorale', place: 'Petite salle' }])
	})

	test('refuses a name that is there, at the field', async () => {
		await addGroup({ name: 'Chorale' })
		await openGroups()

		await press('Nouveau groupe')
		await userEvent.fill(field('Nom du groupe'), ' chorale ')
		await userEvent.keyboard('{Enter}')

		await expect.element(field('Nom du groupe')).toHaveAttribute('aria-invalid', 'true')
		await expect.element(field('Nom du groupe')).toHaveFocus()
		expect(await groups.list()).toHaveLength(1)
	})

	test('puts one member after the other into a group by keyboard, and takes one out, each undone by itself', async () => {
		const id = await addGroup()
		await addOne('Zoé')
		await addOne('Tom')
		await openGroups()

		await press('Judo enfants')
		await userEvent.click(adding())
		await userEvent.keyboard('zoé{Enter}')
		await expect.element(panel().getByText('1 membre', { exact: true })).toBeVisible()
		await userEvent.keyboard('tom{Enter}')
		await expect.element(panel().getByText('2 membres', { exact: true })).toBeVisible()
		await expect.element(adding()).toHaveFocus()
		await press('Retirer Lefèvre Zoé du groupe')

		await expect.poll(groupsOf).toEqual({ Zoé: [], Tom: [id] })
		await userEvent.click(page.getByRole('button', { name: 'Annuler' }).last())
		await expect.poll(groupsOf).toEqual({ Zoé: [id], Tom: [id] })
	})

	test('does not offer who is in it already, and adds nobody who is only half typed', async () => {
		const id = await addGroup()
		await addOne('Zoé', [id])
		await addOne('Tom')
		await openGroups()

		await press('Judo enfants')
		await userEvent.click(adding())
		await expect.element(page.getByRole('option')).toHaveTextContent('Lefèvre Tom')
		await userEvent.keyboard('to{Tab}')

		expect(await groupsOf()).toEqual({ Zoé: [id], Tom: [] })
	})

	test('removes a group from everybody and brings it back', async () => {
		const id = await addGroup()
		await addOne('Zoé', [id])
		await openGroups()

		await press('Judo enfants')
		await press('Supprimer')
		await expect.poll(groupsOf).toEqual({ Zoé: [] })
		await press('Annuler')

		await expect.element(row(/Judo enfants 1/)).toBeVisible()
		expect(await groupsOf()).toEqual({ Zoé: [id] })
	})

	test('leads to its sheet, its mailing and its members in the list', async () => {
		const id = await addGroup()
		await addOne('Zoé', [id])
		const { asked } = await openGroups()

		await press('Judo enfants')
		await press('Feuille d’émargement')
		await press('Écrire au groupe')
		await press('Voir dans la liste')

		expect(asked).toEqual(['sheet Judo enfants', 'write Judo enfants', 'list Judo enfants'])
	})

	test('finds what was typed again after the screen was left', async () => {
		await addGroup()
		const { unmount } = await openGroups()
		await press('Judo enfants')
		await press('Modifier')
		await userEvent.fill(field('Lieu'), 'Dojo')
		await expect.poll(() => database().drafts.count()).toBe(1)
		await unmount()

		await openGroups()

		await expect.element(panel().getByText('Saisie retrouvée')).toBeVisible()
		await expect.element(field('Lieu')).toHaveValue('Dojo')
		await userEvent.keyboard('{Enter}')
		await expect.poll(groups.list).toMatchObject([{ place: 'Dojo' }])
	})

	test('finds a form of an earlier build again over the group that it was about', async () => {
		const id = unwrap(await groups.add({ ...EMPTY_GROUP, name: 'Judo' }))
		const base = { ...EMPTY_GROUP, name: 'Judo' }
		const kept = { groupId: id, base, entry: { ...base, place: 'Dojo' } }
		unwrap(await saveFormDraft<'group'>('group-form-left', kept as never))

		const form = await groupForms.recover()

		expect([form?.rowId, form?.values.place]).toEqual([id, 'Dojo'])
		form?.suspend()
	})

	test('shows the first of a very large group, and says how many there are', async () => {
		const id = await addGroup()
		for (let at = 0; at < 103; at++) await addOne(`Zoé${String(at).padStart(3, '0')}`, [id])
		await openGroups()

		await press('Judo enfants')

		await expect.element(panel().getByText('103 membres', { exact: true })).toBeVisible()
		await expect.element(panel().getByText('Et 3 autres', { exact: false })).toBeVisible()
	})
})
