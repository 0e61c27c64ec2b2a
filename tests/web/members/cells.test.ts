import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { database } from '#web/db/database.ts'
import { saveFormDraft } from '#web/db/form-drafts.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { listHistory } from '#web/db/history.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const PEOPLE = [
	{ lastName: 'Bernard', firstName: 'Lucas', phone: '', city: 'Dijon' },
	{ lastName: 'Martin', firstName: 'Inès', phone: '', city: 'Dijon' }
]
const name = (text: string) => page.getByRole('button', { name: text, exact: true })
const cell = (text: string) => page.getByRole('cell', { name: text, exact: true })
const field = (label: string) => page.getByRole('textbox', { name: label, exact: true })
const phones = async () => (await listMembers()).map(({ phone }) => phone).toSorted()
const form = () => page.getByRole('dialog')

/** F2 in the row of this name. */
async function writeIn(text: string) {
	name(text).element().focus()
	await userEvent.keyboard('{F2}')
}

describe('a cell of the list', () => {
	useScreen()

	test('becomes a field by F2, and Enter keeps what was typed as one action that is undone', async () => {
		await openScreen(PEOPLE)
		await expect.element(name('Martin')).toBeVisible()

		await writeIn('Martin')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('Agnès{Enter}')

		await expect.element(cell('Agnès')).toBeVisible()
		await expect.element(name('Martin')).toHaveFocus()
		expect((await listHistory({}, 10)).map(({ set }) => set.action)).toEqual([
			'member-updated',
			'member-added',
			'member-added'
		])
		await press('Annuler')
		await expect.element(cell('Inès')).toBeVisible()
	})

	test('is given up by Escape, and nothing is written', async () => {
		await openScreen(PEOPLE)
		await expect.element(name('Martin')).toBeVisible()

		await writeIn('Martin')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('Agnès{Escape}')

		await expect.element(name('Martin')).toHaveFocus()
		await expect.element(cell('Inès')).toBeVisible()
		expect((await listHistory({}, 10)).map(({ set }) => set.action)).not.toContain('member-updated')
	})

	test('leads by Tab to the next one, and from the last to the row beneath', async () => {
		await openScreen(PEOPLE)
		await expect.element(name('Bernard')).toBeVisible()

		await writeIn('Bernard')
		await expect.element(field('Prénom de Lucas Bernard')).toHaveFocus()
		await userEvent.keyboard('{Tab}')
		await expect.element(field('E-mail de Lucas Bernard')).toHaveFocus()
		await userEvent.keyboard('{Tab}')
		await expect.element(field('Téléphone de Lucas Bernard')).toHaveFocus()
		await userEvent.keyboard('06 39 98 11 11{Tab}')
		await expect.element(field('Ville de Lucas Bernard')).toHaveFocus()
		await userEvent.keyboard('{Tab}')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
		await expect.element(field('Ville de Lucas Bernard')).toHaveFocus()
		await userEvent.keyboard('{Enter}')

		expect(await phones()).toEqual(['', '06 39 98 11 11'])
	})

	test('is the one of the same column in the next row, once one was written in', async () => {
		await openScreen(PEOPLE)
		await expect.element(name('Bernard')).toBeVisible()
		await writeIn('Bernard')
		await expect.element(field('Prénom de Lucas Bernard')).toHaveFocus()
		await userEvent.keyboard('{Tab}')
		await expect.element(field('E-mail de Lucas Bernard')).toHaveFocus()
		await userEvent.keyboard('{Tab}')
		await expect.element(field('Téléphone de Lucas Bernard')).toHaveFocus()

		await userEvent.keyboard('06 39 98 11 11{Enter}')
		await expect.element(name('Bernard')).toHaveFocus()
		await userEvent.keyboard('{ArrowDown}{F2}')
		await expect.element(field('Téléphone de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('06 39 98 22 22{Enter}')

		await expect.poll(phones).toEqual(['06 39 98 11 11', '06 39 98 22 22'])
	})

	test('is written in by a double click, and no form stays open', async () => {
		await openScreen(PEOPLE)
		await expect.element(cell('Inès')).toBeVisible()

		await userEvent.dblClick(cell('Inès'))
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('Agnès')
		await userEvent.click(page.getByRole('searchbox'))

		await expect.element(cell('Agnès')).toBeVisible()
		expect(form().query()).toBeNull()
	})

	test('takes letters as letters, whatever they do in the list', async () => {
		await openScreen(PEOPLE)
		await expect.element(name('Martin')).toBeVisible()

		await writeIn('Martin')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('xn/{Home}{ArrowDown}x')

		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await expect.element(page.getByRole('checkbox', { name: 'Sélectionner Martin Inès' })).not.toBeChecked()
		await userEvent.keyboard('{Escape}')
	})

	test('says what looks odd, and saves it all the same', async () => {
		await openScreen(PEOPLE)
		await expect.element(name('Martin')).toBeVisible()
		await writeIn('Martin')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('{Tab}')
		await expect.element(field('E-mail de Inès Martin')).toHaveFocus()

		await userEvent.keyboard('{Control>}a{/Control}ines chez example{Enter}')

		await expect.element(page.getByText(/Inès Martin.: E-mail modifié. Une seule adresse/)).toBeVisible()
		expect((await listMembers()).map(({ email }) => email)).toContain('ines chez example')
	})

	test('refuses what is too long, and stays a field', async () => {
		await openScreen(PEOPLE)
		await expect.element(name('Martin')).toBeVisible()
		await writeIn('Martin')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()

		await userEvent.fill(field('Prénom de Inès Martin'), 'a'.repeat(201))
		await userEvent.keyboard('{Enter}')

		await expect.element(field('Prénom de Inès Martin')).toHaveAttribute('aria-invalid', 'true')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('{Escape}')
		await expect.element(cell('Inès')).toBeVisible()
	})

	test('keeps what was typed when the list is left', async () => {
		const { unmount } = await openScreen(PEOPLE)
		await expect.element(name('Martin')).toBeVisible()
		await writeIn('Martin')
		await expect.element(field('Prénom de Inès Martin')).toHaveFocus()
		await userEvent.keyboard('Agnès')
		await unmount()

		await expect.poll(async () => (await listMembers()).map(({ firstName }) => firstName)).toContain('Agnès')
		await expect.poll(() => database().drafts.count()).toBe(0)
	})

	test('is found again with what was typed after an accident', async () => {
		for (const fields of PEOPLE) unwrap(await addMember(memberDraft(fields)))
		const memberId = (await listMembers()).find(({ lastName }) => lastName === 'Martin')!.id
		unwrap(await saveFormDraft<'cell'>('cell-form-left', { memberId, field: 'firstName', text: 'Agnès' }))

		await reopenScreen()

		await expect.element(field('Prénom de Inès Martin')).toHaveValue('Agnès')
		await userEvent.keyboard('{Enter}')
		await expect.element(cell('Agnès')).toBeVisible()
		await expect.poll(() => database().drafts.count()).toBe(0)
	})

	test('is none where members are cards', async () => {
		await openScreen(PEOPLE, 400)
		await expect.element(page.getByText('Martin Inès').first()).toBeVisible()

		page
			.getByRole('button', { name: /Martin/ })
			.first()
			.element()
			.focus()
		await userEvent.keyboard('{F2}')

		expect(page.getByRole('textbox').elements()).toHaveLength(0)
	})
})
