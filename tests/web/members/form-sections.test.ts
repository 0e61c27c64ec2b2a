import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { addMember } from '#web/db/members.ts'
import { tags } from '#web/db/tags.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const form = () => page.getByRole('dialog')
const field = (label: string) => form().getByLabelText(label, { exact: true })
/** The line that folds a section and opens it. */
const line = (title: string) =>
	[...form().element().querySelectorAll('summary')].find((one) => one.textContent.trim().startsWith(title))!
const open = () => userEvent.click(page.getByRole('button', { name: 'Lefèvre' }))

describe('the sections of the member form', () => {
	useScreen()

	test('show what is asked for by name, and fold the rest', async () => {
		await openScreen([{}])

		await open()

		const named = ['Nom', 'E-mail', 'Ville', 'Club MJC', 'Numéro d’adhérent', 'Consentement RGPD', 'Notes']
		for (const label of named) await expect.element(field(label)).toBeVisible()
		await expect.element(form().getByText('Nouvelle étiquette')).not.toBeVisible()
	})

	test('say in a line what they hold while they are folded', async () => {
		const tag = unwrap(await tags.add({ name: 'Bénévole', colour: 'green' }))
		const fields = { memberNumber: '1234', notes: 'Aime les chats' }
		unwrap(await addMember({ ...memberDraft(fields), tagIds: [tag] }))
		await reopenScreen()

		await open()
		await expect.poll(() => line('Étiquettes et groupes').textContent).toContain('Bénévole')
		expect(line('Notes').textContent).not.toContain('Aime les chats')
		await userEvent.click(line('Notes'))
		await userEvent.click(line('Club et numéros'))
		await userEvent.click(line('Étiquettes et groupes'))

		await expect.poll(() => line('Notes').textContent).toContain('Aime les chats')
		await expect.poll(() => line('Club et numéros').textContent).toContain('n° 1234')
		await expect.poll(() => line('Étiquettes et groupes').textContent).not.toContain('Bénévole')
		await userEvent.click(line('Notes'))
		await userEvent.click(line('Club et numéros'))
		await userEvent.click(line('Étiquettes et groupes'))
	})

	test('are one stop each by keyboard, opened by Enter without saving, and stay so in the next form', async () => {
		await openScreen([{}])
		await open()
		await expect.element(form().getByText('Cotisation', { exact: true })).toBeVisible()

		await userEvent.click(field('Ville'))
		await userEvent.keyboard('{Tab}')
		expect(document.activeElement).toBe(line('Famille'))
		await userEvent.keyboard('{Tab}')
		expect(document.activeElement).toBe(line('Cotisation'))
		await userEvent.keyboard('{Tab}')
		expect(document.activeElement).toBe(line('Étiquettes et groupes'))
		await userEvent.keyboard('{Tab}')
		expect(document.activeElement).toBe(line('Club et numéros'))
		await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
		await expect.element(form().getByText('Nouvelle étiquette')).toBeVisible()
		await userEvent.keyboard('{Escape}')
		await open()

		await expect.element(form().getByText('Nouvelle étiquette')).toBeVisible()
		await userEvent.click(line('Étiquettes et groupes'))
	})

	test('open themselves where something keeps it from being saved', async () => {
		await openScreen([{}])
		await open()
		await userEvent.fill(field('Numéro d’adhérent'), '1'.repeat(101))
		await userEvent.click(line('Club et numéros'))
		await expect.element(field('Numéro d’adhérent')).not.toBeVisible()

		await press('Enregistrer')

		await expect.element(field('Numéro d’adhérent')).toHaveFocus()
		await userEvent.click(line('Club et numéros'))
		await press('Enregistrer')
		await expect.element(field('Numéro d’adhérent')).toHaveFocus()
	})
})
