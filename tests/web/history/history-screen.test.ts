import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { addMember, findMember, removeMembers, updateMember } from '#web/db/members.ts'
import { addMjcClub } from '#web/db/mjc-clubs.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import ScreenWithToasts from './ScreenWithToasts.svelte'

const press = (name: string | RegExp) => userEvent.click(page.getByRole('button', { name }))
const addZoe = async () => unwrap(await addMember(memberDraft({ firstName: 'Zoé', city: 'Lyon' })))

describe('the screen Historique', () => {
	useFreshDatabase()
	afterEach(cleanup)
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('says what belongs there as long as nothing was done', async () => {
		await render(ScreenWithToasts)

		await expect.element(page.getByText('Rien n’a encore été fait')).toBeVisible()
	})

	test('shows what an action changed, takes it back whenever it was, and does it again', async () => {
		const zoe = await addZoe()
		unwrap(await updateMember(zoe, { city: 'Dijon' }))
		unwrap(await updateMember(zoe, { phone: '0612345678' }))
		await render(ScreenWithToasts)

		const rows = page.getByRole('listitem').filter({ hasText: '1 fiche modifiée : Lefèvre Zoé' })
		await userEvent.click(rows.nth(1).getByText('1 fiche modifiée : Lefèvre Zoé'))
		await expect.element(page.getByText('Lyon', { exact: true })).toBeVisible()
		await userEvent.click(rows.nth(1).getByRole('button', { name: /^Annuler/ }))

		await expect.poll(async () => (await findMember(zoe))?.city).toBe('Lyon')
		expect((await findMember(zoe))?.phone).toBe('0612345678')
		await expect.element(page.getByText('Annulée')).toBeVisible()
		await press(/^Rétablir.+fiche/)
		await expect.poll(async () => (await findMember(zoe))?.city).toBe('Dijon')
	})

	test('narrows to one kind of action, and says so when there is none', async () => {
		await addZoe()
		unwrap(await addMjcClub({ name: 'MJC Centre' }))
		await render(ScreenWithToasts)
		await expect.element(page.getByText('1 fiche ajoutée : Lefèvre Zoé')).toBeVisible()

		await userEvent.click(page.getByText('Filtrer', { exact: true }))
		await userEvent.selectOptions(page.getByLabelText('Type d’action'), 'clubs')

		await expect.element(page.getByText('1 club MJC ajouté : MJC Centre')).toBeVisible()
		await expect.element(page.getByText('1 fiche ajoutée : Lefèvre Zoé')).not.toBeInTheDocument()
		await userEvent.selectOptions(page.getByLabelText('Type d’action'), 'imports')
		await expect.element(page.getByText('Aucune action ne correspond')).toBeVisible()
	})

	test('opens on one member’s actions', async () => {
		const zoe = await addZoe()
		unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
		await render(ScreenWithToasts, { memberId: zoe })

		await expect.element(page.getByText('1 fiche ajoutée : Lefèvre Zoé')).toBeVisible()
		await expect.element(page.getByText('1 fiche ajoutée : Lefèvre Tom')).not.toBeInTheDocument()
		await expect.element(page.getByRole('combobox', { name: 'Membre concerné' })).toHaveValue('Lefèvre Zoé')
	})

	test('gives one member back from the trash', async () => {
		const zoe = await addZoe()
		const tom = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
		unwrap(await removeMembers([zoe, tom]))
		await render(ScreenWithToasts)

		await userEvent.click(page.getByRole('radio', { name: /^Corbeille/ }))
		await press('Restaurer Zoé Lefèvre')

		await expect.poll(async () => (await findMember(zoe))?.firstName).toBe('Zoé')
		expect(await findMember(tom)).toBeUndefined()
		await expect.element(page.getByText('Zoé Lefèvre : fiche restaurée')).toBeVisible()
		await expect.element(page.getByRole('button', { name: 'Restaurer Zoé Lefèvre' })).not.toBeInTheDocument()
	})
})
