import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, listMembers, readConsents, updateMembers } from '#web/db/members.ts'
import { listMjcClubs } from '#web/db/mjc-clubs.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import ScreenWithToasts from './ScreenWithToasts.svelte'

const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }))
const dialog = () => page.getByRole('dialog', { name: /^Modifier 3 membres$/ })
const cities = async () => (await listMembers()).map(({ city }) => city).sort()

async function addThree() {
	const ids = []
	for (const [firstName, city] of [
		['Zoé', 'Lyon'],
		['Tom', 'Dijon'],
		['Inès', '']
	] as const) {
		ids.push(unwrap(await addMember(memberDraft({ firstName, city }))))
	}
	return ids
}

async function openTogether() {
	await addThree()
	await page.viewport(1400, 900)
	await render(ScreenWithToasts, { onmailing: () => undefined })
	await userEvent.click(page.getByRole('checkbox', { name: 'Tout sélectionner' }))
	await press('Modifier')
}

describe('editing several members together', () => {
	useFreshDatabase()
	afterEach(cleanup)
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('shows who changes and who has it already, writes it as one action, and takes it back', async () => {
		await openTogether()

		await userEvent.fill(dialog().getByLabelText('Nouvelle valeur'), 'Dijon')
		await expect.element(dialog().getByText(/2 fiches changent\..*1 fiche a déjà cette valeur/)).toBeVisible()
		await press('Modifier 2 fiches')

		await expect.poll(cities).toEqual(['Dijon', 'Dijon', 'Dijon'])
		await expect.element(page.getByText('2 fiches modifiées', { exact: true })).toBeVisible()
		await userEvent.click(page.getByRole('button', { name: 'Annuler', exact: true }).last())
		await expect.poll(cities).toEqual(['', 'Dijon', 'Lyon'])
	})

	test('sets an answer', async () => {
		await openTogether()

		await userEvent.selectOptions(dialog().getByLabelText('Champ à modifier'), 'image')
		await userEvent.selectOptions(dialog().getByLabelText("Droit à l'image"), 'no')
		await press('Modifier 3 fiches')

		await expect.poll(() => database().consents.count()).toBe(3)
		const [member] = await listMembers()
		expect(member && (await readConsents(member.id)).image?.given).toBe(false)
	})

	test('asks which tags are meant before it says that nothing changes', async () => {
		await openTogether()

		await userEvent.selectOptions(dialog().getByLabelText('Champ à modifier'), 'tagIds')

		await expect.element(dialog().getByText('Cochez ce qu’il faut ajouter ou retirer.')).toBeVisible()
	})

	test('changes nothing as long as nothing is chosen, and says what to choose', async () => {
		await openTogether()
		await userEvent.selectOptions(dialog().getByLabelText('Champ à modifier'), 'groupIds')
		await press('Modifier les fiches')

		await expect.element(dialog()).toBeVisible()
		await expect.element(dialog().getByRole('status')).toHaveTextContent('Cochez ce qu’il faut ajouter ou retirer.')
		expect(await database().changeSets.orderBy('clock').last()).toMatchObject({ action: 'member-added' })
	})

	test('says that a value left empty erases', async () => {
		await openTogether()

		await press('Effacer sur 2 fiches')

		await expect.poll(cities).toEqual(['', '', ''])
	})

	test('gives them a club that was typed and not added yet', async () => {
		await openTogether()
		await userEvent.selectOptions(dialog().getByLabelText('Champ à modifier'), 'mjcClubId')
		await press('Ajouter un club à la liste')
		await userEvent.fill(dialog().getByLabelText('Nouveau club MJC'), 'MJC Nord')

		await press('Modifier 3 fiches')

		await expect.poll(async () => (await listMjcClubs()).map(({ name }) => name)).toEqual(['MJC Nord'])
		const [club] = await listMjcClubs()
		await expect
			.poll(async () => (await listMembers()).map(({ mjcClubId }) => mjcClubId))
			.toEqual([club?.id, club?.id, club?.id])
	})

	test('gives back what was typed when it is closed by mistake', async () => {
		await openTogether()
		await userEvent.fill(dialog().getByLabelText('Nouvelle valeur'), 'Talant')

		await userEvent.keyboard('{Escape}')
		await press('Reprendre la saisie')

		await expect.element(dialog().getByLabelText('Nouvelle valeur')).toHaveValue('Talant')
	})

	test('finds what was typed again after the screen was left', async () => {
		await openTogether()
		await userEvent.selectOptions(dialog().getByLabelText('Champ à modifier'), 'notes')
		await userEvent.fill(dialog().getByLabelText('Nouvelle valeur'), 'Absents samedi')
		await expect.poll(() => database().drafts.count()).toBe(1)
		cleanup()

		await render(ScreenWithToasts, { onmailing: () => undefined })

		await expect.element(dialog().getByLabelText('Nouvelle valeur')).toHaveValue('Absents samedi')
		await press('Modifier 3 fiches')
		await expect
			.poll(async () => (await listMembers()).map(({ notes }) => notes))
			.toEqual(['Absents samedi', 'Absents samedi', 'Absents samedi'])
		await expect.poll(() => database().drafts.count()).toBe(0)
	})

	test('refuses what does not fit, and keeps it to be mended', async () => {
		await openTogether()

		await userEvent.selectOptions(dialog().getByLabelText('Champ à modifier'), 'postalCode')
		await userEvent.fill(dialog().getByLabelText('Nouvelle valeur'), '2'.repeat(30))
		await press('Modifier 3 fiches')

		await expect.element(dialog().getByLabelText('Nouvelle valeur')).toHaveAttribute('aria-invalid', 'true')
		await expect.element(dialog().getByLabelText('Nouvelle valeur')).toHaveValue('2'.repeat(30))
	})

	test('takes five hundred back in one step', async () => {
		const ids = []
		for (let n = 0; n < 500; n += 1)
			ids.push(unwrap(await addMember(memberDraft({ firstName: `M${n}`, city: `V${n}` }))))
		const before = await cities()
		const set = unwrap(await updateMembers(ids, { patch: { city: 'Dijon' } }))
		expect(new Set(await cities())).toEqual(new Set(['Dijon']))

		unwrap(await undoChangeSet(set?.id ?? ''))

		expect(await cities()).toEqual(before)
	})
})
