import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { database } from '#web/db/database.ts'
import { addMember, findMember } from '#web/db/members.ts'
import { addMjcClub, listMjcClubs } from '#web/db/mjc-clubs.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import ScreenWithToasts from './ScreenWithToasts.svelte'

const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }))
const field = () => page.getByLabelText('Nom du club MJC', { exact: true })
const dialog = () => page.getByRole('dialog', { name: 'Importer une liste de clubs MJC' })
const pasted = () => page.getByLabelText('Liste des clubs, un par ligne')
const listed = () =>
	page
		.getByRole('row')
		.elements()
		.slice(1)
		.map((row) => row.querySelector('td')?.textContent?.trim())
const listNames = async () => (await listMjcClubs()).map(({ name }) => name).sort()

async function open(names: string[] = [], width = 1400) {
	for (const name of names) unwrap(await addMjcClub({ name }))
	await page.viewport(width, 900)
	return render(ScreenWithToasts)
}

describe('the screen of the clubs', () => {
	useFreshDatabase()
	afterEach(cleanup)
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('adds one after the other by Enter, and lists them from A to Z', async () => {
		await open()

		await userEvent.fill(field(), 'MJC Nord')
		await userEvent.keyboard('{Enter}')
		await expect.element(page.getByText('MJC Nord : club ajouté')).toBeVisible()
		await expect.element(field()).toHaveFocus()
		await userEvent.keyboard('Été des enfants{Enter}')

		await expect.poll(listed).toEqual(['Été des enfants', 'MJC Nord'])
		await expect.element(field()).toHaveValue('')
	})

	test('knows a club whatever the case and the accents, and keeps what was typed', async () => {
		await open(['MJC Été'])

		await userEvent.fill(field(), 'mjc  ETE')
		await press('Ajouter')

		await expect.element(page.getByText('Ce club est déjà dans la liste : « MJC Été ».')).toBeVisible()
		await expect.element(field()).toHaveValue('mjc  ETE')
		await expect.element(field()).toHaveAttribute('aria-invalid', 'true')
	})

	test('renames in its place, and refuses the name of another', async () => {
		await open(['MJC Centre', 'MJC Nord'])

		await press('Modifier MJC Centre')
		const name = page.getByLabelText('Nouveau nom de MJC Centre')
		await expect.element(name).toHaveFocus()
		await userEvent.fill(name, 'mjc nord')
		await userEvent.keyboard('{Enter}')
		await expect.element(page.getByText('Ce club est déjà dans la liste : « MJC Nord ».')).toBeVisible()
		await userEvent.fill(name, 'MJC Sud')
		await press('Enregistrer')

		await expect.poll(listed).toEqual(['MJC Nord', 'MJC Sud'])
		await press('Modifier MJC Sud')
		await userEvent.keyboard('{Escape}')
		await expect.element(page.getByRole('button', { name: 'Modifier MJC Sud' })).toHaveFocus()
	})

	test('says how many members lose their club, and gives it back', async () => {
		const id = unwrap(await addMjcClub({ name: 'MJC Centre' }))
		const member = unwrap(await addMember(memberDraft({ mjcClubId: id })))
		unwrap(await addMember(memberDraft({ mjcClubId: id })))
		await open()
		await expect.element(page.getByRole('cell', { name: '2 membres' })).toBeVisible()

		await press('Supprimer MJC Centre')
		await expect.element(page.getByText(/2 membres n’ont plus de club/)).toBeVisible()
		expect((await findMember(member))?.mjcClubId).toBe('')
		await press('Annuler')

		await expect.element(page.getByRole('cell', { name: '2 membres' })).toBeVisible()
		expect((await findMember(member))?.mjcClubId).toBe(id)
	})

	test('previews a pasted list line by line, imports what is new, and takes it back at once', async () => {
		await open(['MJC Centre'])

		await press('Importer une liste')
		await userEvent.fill(pasted(), 'mjc centre\nMJC Nord\nMJC Sud\nmjc NORD\n---')
		await expect
			.element(page.getByText('2 à ajouter, 1 déjà connu, 1 en double dans la liste, 1 illisible ou trop long'))
			.toBeVisible()
		expect(
			page
				.getByRole('listitem')
				.elements()
				.map((line) => line.textContent?.replace(/\s+/g, ' ').trim())
		).toEqual([
			'1 mjc centre déjà connu',
			'2 MJC Nord à ajouter',
			'3 MJC Sud à ajouter',
			'4 mjc NORD en double',
			'5 --- illisible'
		])
		expect(await listNames()).toEqual(['MJC Centre'])
		await press('Importer 2 clubs')

		await expect.element(page.getByText('2 clubs ajoutés, 1 déjà connu', { exact: false })).toBeVisible()
		expect(await listNames()).toEqual(['MJC Centre', 'MJC Nord', 'MJC Sud'])
		await press('Annuler')
		await expect.poll(listNames).toEqual(['MJC Centre'])
	})

	test('reads a file in Windows-1252, and refuses what is no text', async () => {
		await open()
		await press('Importer une liste')
		const picker = dialog().element().querySelector('input[type="file"]')!
		const choose = (bytes: number[], name: string) => {
			const files = new DataTransfer()
			files.items.add(new File([Uint8Array.from(bytes)], name))
			Object.assign(picker, { files: files.files })
			picker.dispatchEvent(new Event('change', { bubbles: true }))
		}

		choose([0x4d, 0x4a, 0x43, 0x20, 0xc9, 0x74, 0xe9, 0x0d, 0x0a, 0x4d, 0x4a, 0x43], 'clubs.txt')
		await expect.element(pasted()).toHaveValue('MJC Été\nMJC')
		choose([0x50, 0x4b, 0x03, 0x04, 0, 0, 0x08, 0, 0x21, 0], 'clubs.xlsx')

		await expect.element(page.getByText(/Ce fichier n’est pas du texte/)).toBeVisible()
		await expect.element(pasted()).toHaveValue('MJC Été\nMJC')
	})

	test('says what is missing when there is nothing to import', async () => {
		await open(['MJC Centre'])

		await press('Importer une liste')
		await press('Importer')
		await expect.element(page.getByText('Collez d’abord une liste, ou choisissez un fichier.')).toBeVisible()
		await userEvent.fill(pasted(), 'MJC centre')
		await press('Importer')

		await expect.element(page.getByText(/Il n’y a rien à ajouter/)).toBeVisible()
		await expect.element(pasted()).toHaveFocus()
	})

	test('finds a pasted list and a name half typed again', async () => {
		const screen = await open()
		await userEvent.fill(field(), 'MJC Nor')
		await press('Importer une liste')
		await userEvent.fill(pasted(), 'MJC Sud')
		await expect.poll(() => database().drafts.count()).toBe(2)
		await screen.unmount()

		await open()

		await expect.element(pasted()).toHaveValue('MJC Sud')
		await userEvent.keyboard('{Escape}')
		await expect.element(field()).toHaveValue('MJC Nor')
		await press('Reprendre la saisie')
		await expect.element(pasted()).toHaveValue('MJC Sud')
	})

	test('is searched when it is long, and fits a phone', async () => {
		await open(
			Array.from({ length: 9 }, (_, index) => `MJC du quartier ${index}`),
			360
		)

		await userEvent.fill(page.getByRole('searchbox'), 'quartier 7')

		await expect.poll(listed).toEqual([expect.stringContaining('MJC du quartier 7')])
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360)
	})
})
