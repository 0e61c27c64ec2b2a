import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { Day } from '#shared/day.ts'
import { addMember } from '#web/db/members.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import PickerTrial from './PickerTrial.svelte'

const box = () => page.getByRole('combobox', { name: 'Membre' })
const options = () =>
	page
		.getByRole('option')
		.elements()
		.map((option) => option.textContent?.trim().replace(/\s+/g, ' '))
const chosen = () => document.querySelector('output')?.textContent

async function openPicker() {
	const zoe = unwrap(await addMember(memberDraft({ birthDate: '2012-03-04' as Day, email: 'zoe@example.org' })))
	const other = unwrap(await addMember(memberDraft({ email: 'autre@example.org' })))
	const eric = unwrap(await addMember(memberDraft({ lastName: 'Éluard', firstName: 'Paul' })))
	await render(PickerTrial)
	return { zoe, other, eric }
}

describe('the choice of a member', () => {
	useFreshDatabase()
	afterEach(cleanup)

	test('finds without accents or capitals, in any order, and takes the first by Enter', async () => {
		const { eric } = await openPicker()

		await userEvent.fill(box(), 'paul elu')
		await expect.poll(options).toEqual(['Éluard Paul'])
		await userEvent.keyboard('{Enter}')

		expect(chosen()).toBe(eric)
		await expect.element(box()).toHaveValue('Éluard Paul')
		await expect.element(box()).toHaveAttribute('aria-expanded', 'false')
	})

	test('tells namesakes apart, in the list and once chosen', async () => {
		const { other } = await openPicker()

		await userEvent.fill(box(), 'lefevre')
		await expect
			.poll(() => options().sort())
			.toEqual(['Lefèvre Zoé autre@example.org', 'Lefèvre Zoé né(e) le 04/03/2012 · zoe@example.org'])
		await userEvent.click(page.getByRole('option', { name: /autre@/ }))

		expect(chosen()).toBe(other)
		await expect.element(box()).toHaveAccessibleDescription('autre@example.org')
	})

	test('is moved through by the arrows, which a screen reader follows', async () => {
		await openPicker()

		await userEvent.click(box())
		await userEvent.keyboard('{ArrowUp}')

		const last = page.getByRole('option').elements().at(-1)
		await expect.element(box()).toHaveAttribute('aria-activedescendant', last?.id)
		await expect.element(box()).toHaveAttribute('aria-controls', last?.parentElement?.id)
	})

	test('closes by Esc without a choice, and keeps the one there was', async () => {
		const { eric } = await openPicker()
		await userEvent.fill(box(), 'paul')
		await expect.element(page.getByRole('option')).toBeVisible()
		await userEvent.keyboard('{Enter}')

		await userEvent.fill(box(), 'lef')
		await userEvent.keyboard('{Escape}')

		expect(chosen()).toBe(eric)
		await expect.element(box()).toHaveValue('Éluard Paul')
	})

	test('takes the only one meant when it is left, and nobody when nobody is', async () => {
		const { eric } = await openPicker()

		await userEvent.fill(box(), 'elua')
		await userEvent.click(page.getByRole('button', { name: 'Ailleurs' }))
		expect(chosen()).toBe(eric)
		await userEvent.fill(box(), 'quelqu’un')
		await expect.element(page.getByRole('status').getByText('Personne ne correspond')).toBeInTheDocument()
		await userEvent.click(page.getByRole('button', { name: 'Ailleurs' }))

		expect(chosen()).toBe('')
	})

	test('chooses nobody again', async () => {
		await openPicker()
		await userEvent.fill(box(), 'paul')
		await userEvent.keyboard('{Enter}')

		await userEvent.click(page.getByRole('button', { name: 'Effacer ce choix' }))

		expect(chosen()).toBe('')
		await expect.element(box()).toHaveValue('')
		await expect.element(box()).toHaveFocus()
	})
})
