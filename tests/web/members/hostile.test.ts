import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import { formatCsv, readCell } from '#shared/csv.ts'
import { readRows } from '#shared/csv-rows.ts'
import { EMPTY_MEMBER, MAX_NOTES_LENGTH, type Member, type MemberDraft } from '#shared/member.ts'
import { memberTest, NO_FILTER, parseMemberFilter, type FilterFacts, type MemberFilter } from '#shared/member-filter.ts'
import { customFields } from '#web/db/custom-fields.ts'
import { dayHere } from '#web/db/day-here.ts'
import { applyImport, readImportGround } from '#web/db/member-import.ts'
import { addMember, listMembers, readConsents } from '#web/db/members.ts'
import { readRegister } from '#web/db/register.ts'
import { listSavedFilters, saveFilter } from '#web/db/saved-filters.ts'
import { tags } from '#web/db/tags.ts'
import { makeExportFile } from '#web/exports/export-file.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { listMemberColumns, listMemberLines } from '#web/exports/member-columns.ts'
import FieldPreferences from '#web/custom-fields/FieldPreferences.svelte'
import { describeAsking } from '#web/members/filter-words.ts'
import TagPreferences from '#web/tags/TagPreferences.svelte'
import { HOSTILE_TEXTS } from '../../support/hostile-texts.ts'
import { planText } from '../../support/import-plan.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const CASES = Object.entries(HOSTILE_TEXTS)
/** A form takes its time; all of them go through what it stores with in the other tests. */
const TYPED = CASES.filter((_, at) => at % 2 === 0)
const form = () => page.getByRole('dialog')
const field = (label: string) => form().getByLabelText(label, { exact: true })
const nothingRan = () => expect('pwned' in window).toBe(false)

/** A cell that a spreadsheet would run. */
const RUNS = /^[=+\-@\t\r]/
const NUMBER = /^\+?[0-9][0-9 ()./-]*$/

/** Fields that take a text as it is typed. */
const TEXTS = ['lastName', 'firstName', 'email', 'phone', 'address', 'city', 'memberNumber', 'notes'] as const

async function addHostile(text: string) {
	const own = unwrap(await customFields.add({ name: text.slice(0, 80), kind: 'text', options: '' }))
	const tag = unwrap(await tags.add({ name: text.slice(0, 80), colour: 'red' }))
	const draft = memberDraft(Object.fromEntries(TEXTS.map((name) => [name, text])))
	const answers: ConsentAnswers = { ...NO_ANSWERS, image: { given: true, on: '', source: text } }
	const id = unwrap(await addMember({ ...draft, custom: { [own]: text }, tagIds: [tag] }, answers))
	return { id, own, tag }
}

async function exportAll(): Promise<string[][]> {
	const register = await readRegister()
	const table = exportTable(
		listMemberColumns(register, register.members),
		listMemberLines(register.members, register, dayHere())
	)
	const every = table.defaults.map((column) => ({ ...column, chosen: true }))
	const { text } = makeExportFile('members', table, every)
	return [...readRows(text.slice(1), ';')].map(({ cells }) => [...cells])
}

describe('hostile texts', () => {
	useScreen()
	afterEach(nothingRan)

	test.each(TYPED)('%s: typed into the form, is kept and shown again to the letter', async (_, text) => {
		await openScreen()
		await press('Ajouter')
		for (const label of ['Nom', 'Prénom', 'Ville', 'Notes']) await userEvent.fill(field(label), text)
		await userEvent.fill(field('E-mail'), 'zoe@example.org')
		await press('Enregistrer')

		await expect.poll(async () => (await listMembers()).length).toBe(1)
		const [stored] = await listMembers()
		// Of a name, the spaces around it go, and what the trimming of a text takes for one.
		const line = text.trim()
		expect(stored).toMatchObject({ lastName: line, firstName: line, city: line, notes: text })
		await userEvent.click(page.getByRole('row').nth(1).getByRole('button').first())
		await expect.element(field('Notes')).toHaveValue(text)
		nothingRan()
	})

	test.each(CASES)(
		'%s: in every field, leaves in a file that runs nothing, and comes back unchanged',
		async (_, text) => {
			await addHostile(text)
			const [headings = [], ...rows] = await exportAll()

			for (const cell of [...headings, ...rows.flat()]) {
				if (!NUMBER.test(cell)) expect(cell).not.toMatch(RUNS)
			}
			const cells = rows[0]?.map(readCell) ?? []
			expect(cells.filter((cell) => cell === text).length).toBeGreaterThanOrEqual(1)
			const file = formatCsv([headings, ...rows].map((row) => row.map(readCell)))
			const { counts, lines } = planText(file.slice(1), await readImportGround())
			expect(lines.flatMap(({ changes }) => changes)).toEqual([])
			expect(counts).toMatchObject({ created: 0, changed: 0 })
		}
	)

	test.each(CASES)('%s: imported, is kept as it stands or refused by its line', async (_, text) => {
		const own = unwrap(await customFields.add({ name: 'Ceinture', kind: 'text', options: '' }))
		const file = formatCsv([
			['Nom', 'Ville', 'Ceinture', 'Notes', 'Attestation ou certificat', 'Saison de la pièce', 'Droit à l’image'],
			['Roux', text, text, text, '', '', ''],
			['Zola', '', '', '', text, text, text]
		])
		const { lines } = planText(file.slice(1), await readImportGround())

		expect(lines).toHaveLength(2)
		unwrap(await applyImport(lines.slice(0, 1)))
		const [stored] = await listMembers()
		expect(stored?.notes).toBe(text)
		expect(stored?.city).toBe(text.trim())
		expect(stored?.custom?.[own] ?? '').toBe(text.trim())
		for (const { field: where } of lines[1]?.problems ?? []) {
			expect(['sportPaper', 'sportSeason', 'imageRight']).toContain(where)
		}
	})

	test.each(CASES)('%s: asked for by a filter, finds whom it names and breaks nothing', async (_, text) => {
		const { id, own } = await addHostile(text)
		const facts: FilterFacts = {
			...{ today: dayHere(), clubIds: new Set<string>(), answersOf: () => NO_ANSWERS, duesOf: () => undefined },
			...{ positionsOf: () => new Set<string>(), householdIds: new Set<string>() },
			...{ guardiansOf: () => 0, seasonsOf: () => [] }
		}
		const [member] = (await listMembers()) as [Member]
		const names = { clubs: new Map(), positions: new Map(), lists: new Map(), householdOf: () => '' }

		for (const asked of [...Object.keys(NO_FILTER), `field:text:${own}`, `field:number:${own}`, `field:day:${own}`]) {
			const filter = parseMemberFilter({ [asked]: text }) as MemberFilter
			expect(typeof memberTest(filter, facts)(member)).toBe('boolean')
			expect(typeof describeAsking(filter, asked as never, names as never)).toBe('string')
		}
		const byOwn = parseMemberFilter({ [`field:text:${own}`]: text }) as MemberFilter
		expect(memberTest(byOwn, facts as never)(member)).toBe(true)
		unwrap(await saveFilter(text.slice(0, 60), byOwn))
		expect((await listSavedFilters()).map(({ name }) => name)).toEqual([text.slice(0, 60)])
		expect((await readConsents(id)).image?.source).toBe(text.trim().slice(0, 200))
	})

	test('show in the list as what they are', async () => {
		await openScreen(CASES.slice(0, 12).map(([, text]) => ({ lastName: text, firstName: 'Zoé' })))

		for (const text of ['<script>window.pwned = 1</script>', '=cmd()', '{{email}}', '2000-01-01']) {
			await expect.element(page.getByRole('button', { name: text, exact: true }).first()).toBeInTheDocument()
		}
		expect(document.querySelector('main img[src="x"]')).toBeNull()
	})

	test('name tags and fields of the club, which are listed as they were typed', async () => {
		for (const [Screen, what] of [
			[TagPreferences, 'Nouvelle étiquette'],
			[FieldPreferences, 'Nouveau champ']
		] as const) {
			await render(Screen)
			for (const text of ['<img src=x onerror="window.pwned = 1">', '=cmd()', '__proto__', 'محمد']) {
				await press(what)
				await userEvent.fill(page.getByLabelText('Nom', { exact: true }), text)
				await press('Enregistrer')
				await expect.element(page.getByRole('button', { name: `Modifier ${text}`, exact: true })).toBeVisible()
			}
			cleanup()
		}
		expect((await customFields.list()).map(({ mergeName }) => mergeName).sort()).toEqual(
			['cmd', 'img_src_x_onerror_window_pwned_1', 'proto', 'محمد'].sort()
		)
	})
})

describe('notes of twenty thousand characters', () => {
	useScreen()

	test('are kept to the last one, and one more is refused where it stands', async () => {
		const notes = 'é'.repeat(MAX_NOTES_LENGTH)
		await addMember({ ...EMPTY_MEMBER, lastName: 'Lefèvre', notes } satisfies MemberDraft)
		await reopenScreen()
		await userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))
		await expect.element(field('Notes')).toHaveValue(notes)
		const box = field('Notes').element() as HTMLTextAreaElement
		box.value = `${notes}!`
		box.dispatchEvent(new InputEvent('input', { bubbles: true }))
		await press('Enregistrer')

		await expect.element(form().getByText(/trop long/)).toBeVisible()
		expect((await listMembers())[0]?.notes).toBe(notes)
	})
})
