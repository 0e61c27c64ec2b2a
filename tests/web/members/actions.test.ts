import { afterEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { readDraft } from '#web/db/drafts.ts'
import { listMembers } from '#web/db/members.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const TWO = [
	{ lastName: 'Duras', firstName: 'Marguerite' },
	{ lastName: 'Zola', firstName: 'Émile', phone: '+33612345678', notes: '=HYPERLINK("x")' }
]

const tick = (name: string) => userEvent.click(page.getByRole('checkbox', { name: `Sélectionner ${name}` }))
const clearToasts = () => toasts.items.forEach(({ id }) => toasts.remove(id))
const countMembers = async () => (await listMembers()).length

describe('what one does with members', () => {
	useScreen()
	afterEach(clearToasts)

	test('removes the ticked ones at once, and brings them back', async () => {
		await openScreen(TWO)

		await tick('Duras Marguerite')
		await tick('Zola Émile')
		await press('Supprimer')
		await expect.element(page.getByText('2 membres supprimés')).toBeVisible()
		await expect.poll(countMembers).toBe(0)
		await press('Annuler')

		await expect.poll(countMembers).toBe(2)
	})

	test('offers the undo again after a reload', async () => {
		const screen = await openScreen(TWO)
		await tick('Duras Marguerite')
		await press('Supprimer')
		await expect.poll(countMembers).toBe(1)
		await screen.unmount()
		clearToasts()

		await reopenScreen()
		await expect.element(page.getByText(/^1 membre supprimé à/)).toBeVisible()
		await press('Annuler')

		await expect.poll(countMembers).toBe(2)
	})

	test('undoes by Ctrl+Z, but not while something is typed', async () => {
		await openScreen(TWO)
		await tick('Duras Marguerite')
		await press('Supprimer')
		await expect.poll(countMembers).toBe(1)

		const key = new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true })
		page.getByRole('searchbox').element().dispatchEvent(key)
		expect(key.defaultPrevented).toBe(false)
		await userEvent.click(page.getByRole('heading', { name: 'Membres' }))
		await userEvent.keyboard('{Control>}z{/Control}')

		await expect.poll(countMembers).toBe(2)
	})

	test('does again what was undone', async () => {
		await openScreen(TWO)
		await tick('Duras Marguerite')
		await press('Supprimer')

		await press('Annuler')
		await expect.poll(countMembers).toBe(2)
		await press('Rétablir')

		await expect.poll(countMembers).toBe(1)
	})

	test('takes back the adding and the changing of a member', async () => {
		await openScreen(TWO.slice(0, 1))
		await userEvent.click(page.getByRole('button', { name: 'Duras' }))
		await userEvent.fill(page.getByRole('dialog').getByLabelText('Ville'), 'Gif')
		await press('Enregistrer')
		await expect.element(page.getByText('Marguerite Duras : fiche modifiée')).toBeVisible()

		await press('Annuler')

		await expect.poll(async () => (await listMembers())[0]?.city).toBe('')
	})

	test('says what to do when nobody is ticked, and edits several together', async () => {
		await openScreen(TWO)

		await press('Modifier')
		await expect.element(page.getByText('Cochez d’abord un membre', { exact: false })).toBeVisible()
		await tick('Duras Marguerite')
		await tick('Zola Émile')
		await press('Modifier')

		await expect.element(page.getByRole('dialog', { name: 'Modifier 2 membres' })).toBeVisible()
	})

	test('opens the one that is ticked', async () => {
		await openScreen(TWO)

		await tick('Zola Émile')
		await press('Modifier')

		const form = page.getByRole('dialog', { name: 'Modifier un membre' })
		await expect.element(form.getByLabelText('Nom', { exact: true })).toHaveValue('Zola')
	})

	test('makes a file of what is shown, safe to open', async () => {
		await openScreen(TWO)
		const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
		const make = vi.spyOn(URL, 'createObjectURL')

		await userEvent.fill(page.getByRole('searchbox'), 'zola')
		await expect.element(page.getByText('1 sur 2')).toBeVisible()
		await press('Exporter')

		await expect.poll(() => click.mock.contexts.length).toBe(1)
		const link = click.mock.contexts[0] as HTMLAnchorElement
		expect(link.download).toMatch(/^membres-\d{4}-\d\d-\d\d\.csv$/)
		const text = await (make.mock.calls[0]?.[0] as Blob).text()
		const [head, row] = text.split('\r\n')
		expect(head).toContain('Nom;Prénom;Date de naissance;E-mail;Téléphone')
		expect(row).toBe(`Zola;Émile;;;+33612345678;;;;;Jamais demandé;;Jamais demandé;;"'=HYPERLINK(""x"")"`)
		vi.restoreAllMocks()
	})

	test('carries the ticked members over to the mailing, or all that are shown', async () => {
		const { written } = await openScreen(TWO)
		const [duras, zola] = ['Duras', 'Zola'].map((name) => async () => {
			return (await listMembers()).find(({ lastName }) => lastName === name)?.id
		})

		await press('Ouvrir Mailing')
		await expect.poll(() => written.length).toBe(1)
		expect((await readDraft()).recipientIds).toEqual([await duras!(), await zola!()])
		await tick('Zola Émile')
		await press('Ouvrir Mailing')

		await expect.poll(() => written.length).toBe(2)
		expect((await readDraft()).recipientIds).toEqual([await zola!()])
	})
})
