import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { addMember } from '#web/db/members.ts'
import { addPosition, assignPosition } from '#web/db/positions.ts'
import { listSavedFilters } from '#web/db/saved-filters.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import ScreenWithToasts from './ScreenWithToasts.svelte'

const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }))
const panel = () => page.getByRole('dialog', { name: 'Filtrer les membres' })
const shown = () =>
	page
		.getByRole('checkbox', { name: /^Sélectionner / })
		.elements()
		.map((box) => box.getAttribute('aria-label')?.replace('Sélectionner ', ''))

async function open() {
	const zoe = unwrap(await addMember(memberDraft({ firstName: 'Zoé', city: 'Lyon', email: 'zoe@example.org' })))
	unwrap(await addMember(memberDraft({ firstName: 'Tom', city: 'Lyon', email: '' })))
	unwrap(await addMember(memberDraft({ firstName: 'Inès', city: 'Dijon', email: '' })))
	const position = unwrap(await addPosition({ name: 'Trésorière', kind: 'treasurer', description: '' }))
	unwrap(await assignPosition(position, { memberId: zoe, from: '', to: '' }))
	await page.viewport(1400, 900)
	await render(ScreenWithToasts, { onmailing: () => undefined })
	await expect.poll(shown).toHaveLength(3)
}

describe('the filter of the members', () => {
	useFreshDatabase()
	afterEach(cleanup)
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('narrows the list while one chooses, and each criterion can be dropped by itself', async () => {
		await open()

		await press('Filtrer')
		await userEvent.fill(panel().getByLabelText('Ville'), 'lyon')
		await expect.poll(shown).toEqual(['Lefèvre Tom', 'Lefèvre Zoé'])
		await userEvent.selectOptions(panel().getByLabelText('E-mail'), 'without')
		await expect.poll(shown).toEqual(['Lefèvre Tom'])
		await press('Retirer le filtre Ville\u00a0: lyon')

		await expect.poll(shown).toEqual(['Lefèvre Inès', 'Lefèvre Tom'])
		await press('Réinitialiser')
		await expect.poll(shown).toHaveLength(3)
	})

	test('finds who holds a position', async () => {
		await open()

		await press('Filtrer')
		await userEvent.selectOptions(panel().getByLabelText('Poste'), 'Trésorière')

		await expect.poll(shown).toEqual(['Lefèvre Zoé'])
	})

	test('works together with the search, and shows everybody again when nobody is left', async () => {
		await open()

		await press('Filtrer')
		await userEvent.fill(panel().getByLabelText('Ville'), 'lyon')
		await userEvent.fill(page.getByRole('searchbox', { name: 'Rechercher' }), 'ines')
		await expect.element(page.getByText(/Aucune fiche ne répond à tous ces critères/)).toBeVisible()
		await press('Montrer tout le monde')

		await expect.poll(shown).toHaveLength(3)
	})

	test('is saved under a name, taken again, and forgotten', async () => {
		await open()
		await press('Filtrer')
		await press('Enregistrer ce filtre')
		await expect.element(page.getByText('Choisissez d’abord au moins un critère.')).toBeVisible()

		await userEvent.fill(panel().getByLabelText('Ville'), 'Dijon')
		await userEvent.fill(panel().getByLabelText('Nom du filtre'), 'Les Dijonnais')
		await userEvent.keyboard('{Enter}')
		await expect.poll(async () => (await listSavedFilters()).map(({ name }) => name)).toEqual(['Les Dijonnais'])
		await press('Réinitialiser')
		await expect.poll(shown).toHaveLength(3)
		await press('Les Dijonnais')

		await expect.poll(shown).toEqual(['Lefèvre Inès'])
		await press('Supprimer le filtre Les Dijonnais')
		await expect.poll(listSavedFilters).toEqual([])
	})
	test('is saved under a name that was typed, whether its button was pressed or not', async () => {
		await open()
		await press('Filtrer')
		await userEvent.fill(panel().getByLabelText('Nom du filtre'), 'Les Dijonnais')
		await press('Voir la liste')
		await expect.element(page.getByText('Choisissez d’abord au moins un critère.')).toBeVisible()

		await userEvent.fill(panel().getByLabelText('Ville'), 'Dijon')
		await press('Voir la liste')

		await expect.poll(async () => (await listSavedFilters()).map(({ name }) => name)).toEqual(['Les Dijonnais'])
		await expect.poll(() => panel().query()).toBeNull()
	})
})
