import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { NO_ANSWERS } from '#shared/consent.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'
import { SearchedPeople } from '#shared/member-search/searched-people.ts'
import { commandChoices, findChoices, personChoices } from '#web/commands/choices.ts'
import type { Command } from '#web/commands/command.ts'
import { desk } from '#web/commands/desk.svelte.ts'
import { database } from '#web/db/database.ts'
import { useFreshDatabase } from '../../support/database.ts'
import Trial from './Trial.svelte'

const done: string[] = []
const opened: string[] = []

const command = (id: string, group: Command['group'], label: string, more: Partial<Command> = {}): Command => ({
	id,
	group,
	label: () => label,
	icon: 'info',
	run: () => done.push(id),
	...more
})

const LIST = [
	command('add', 'here', 'Ajouter', { synonyms: () => 'nouveau', keys: ['N'] }),
	command('mailing', 'screens', 'Mailing'),
	command('undo', 'app', 'Annuler la dernière action'),
	command('open', 'here', 'Modifier un membre', { listed: false }),
	command('rows', 'here', 'Aller d’une ligne à l’autre', { run: undefined, keys: ['ArrowUp'] })
]

const member = (id: string, lastName: string, firstName: string, more: Partial<Member> = {}): Member => ({
	...EMPTY_MEMBER,
	id: id as MemberId,
	lastName,
	firstName,
	createdAt: 0,
	updatedAt: 0,
	...more
})

const box = () => page.getByRole('combobox')
const options = () => page.getByRole('option')

async function open(members: Member[] = []) {
	await database().members.bulkAdd(members)
	await render(Trial, { list: LIST, onperson: (id) => opened.push(id) })
	page.getByRole('button', { name: 'Bouton' }).element().focus()
	desk.openPalette()
	await expect.element(box()).toHaveFocus()
}

describe('the palette', () => {
	useFreshDatabase()
	afterEach(() => {
		desk.open = undefined
		cleanup()
		done.length = 0
		opened.length = 0
	})

	test('finds a person whatever the accents, and opens him by Enter', async () => {
		await open([member('m-1', 'Lefèvre', 'Zoé'), member('m-2', 'Çelik', 'Özgür')])

		await userEvent.keyboard('ozgur cel')
		await expect.element(options()).toHaveTextContent('Çelik Özgür')
		await userEvent.keyboard('{Enter}')

		expect(opened).toEqual(['m-2'])
		await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
	})

	test('is a combobox that says which of its options is taken', async () => {
		await open()

		await expect.element(box()).toHaveAttribute('aria-expanded', 'true')
		await expect.element(options().nth(0)).toHaveAttribute('aria-selected', 'true')
		await userEvent.keyboard('{ArrowDown}')
		await expect.element(options().nth(1)).toHaveAttribute('aria-selected', 'true')
		const active = box().element().getAttribute('aria-activedescendant')
		expect(document.getElementById(active ?? '')).toBe(options().nth(1).element())
		await userEvent.keyboard('{ArrowUp}{ArrowUp}')

		await expect.element(options().last()).toHaveAttribute('aria-selected', 'true')
		await expect.element(page.getByRole('listbox')).toBeVisible()
	})

	test('does an action, found by another word for it too', async () => {
		await open()

		await userEvent.keyboard('nouv{Enter}')

		expect(done).toEqual(['add'])
	})

	test('gives the focus back when it is left by Escape', async () => {
		await open()

		await userEvent.keyboard('{Escape}')

		await expect.element(page.getByRole('button', { name: 'Bouton' })).toHaveFocus()
		expect(desk.open).toBeUndefined()
	})

	test('shows what was chosen lately first', async () => {
		await open([member('m-1', 'Lefèvre', 'Zoé')])
		await userEvent.keyboard('zoe')
		await expect.element(options()).toHaveTextContent('Lefèvre Zoé')
		await userEvent.keyboard('{Enter}')
		await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
		desk.openPalette()

		const lately = page.getByRole('group', { name: 'Dernièrement' })
		await expect.element(lately.getByRole('option')).toHaveTextContent('Lefèvre Zoé')
		await userEvent.keyboard('{Enter}')

		expect(opened).toEqual(['m-1', 'm-1'])
	})

	test('says so when nothing is found', async () => {
		await open()

		await userEvent.keyboard('xyzzy')

		await expect.element(page.getByText('Rien ne correspond', { exact: false })).toBeVisible()
		await expect.element(box()).toHaveAttribute('aria-expanded', 'false')
	})
})

const listed = (known: Member) => ({ member: known, answers: NO_ANSWERS })

describe('findChoices', () => {
	const offered = commandChoices(LIST)

	test('puts the group of the best find first, and names that begin with the words before the rest', () => {
		const people = personChoices([
			listed(member('m-1', 'Durand', 'Paul', { city: 'Mailly' })),
			listed(member('m-2', 'Amail', 'Zoé')),
			listed(member('m-3', 'Mailhot', 'Inès'))
		])

		const groups = findChoices('mail', { people, commands: offered, recent: [] })

		expect(groups.map(({ id }) => id)).toEqual(['people', 'screens'])
		expect(groups[0]?.choices.map(({ label }) => label)).toEqual(['Mailhot Inès', 'Amail Zoé', 'Durand Paul'])
	})

	test('lists neither what the palette cannot run nor what it must not', () => {
		const names = findChoices('', { people: [], commands: offered, recent: [] })
			.flatMap(({ choices }) => choices)
			.map(({ name }) => name)

		expect(names).toEqual(['command:add', 'command:mailing', 'command:undo'])
	})

	test('shows a few of thousands', () => {
		const members = Array.from({ length: 5_000 }, (_, index) =>
			listed(
				member(`m-${index}`, `Lefèvre${index}`, `Zoé${index % 77}`, { email: `zoe${index}@example.org`, city: 'Dijon' })
			)
		)
		const searched = new SearchedPeople()
		searched.put(0, members)
		const people = personChoices(searched.search(members, 'zoe12 lef').bestFirst)

		expect(findChoices('zoe12 lef', { people, commands: offered, recent: [] })[0]?.choices).toHaveLength(8)
	})
})
