import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { openScreen, press, useScreen } from './members-on-screen.ts'

const THREE = [
	{ lastName: 'Zola', firstName: 'Émile', email: 'emile@example.org', city: 'Paris', birthDate: '2010-04-02' as const },
	{ lastName: 'Éluard', firstName: 'Paul', phone: '06 12 34 56 78', city: 'Saint-Denis' },
	{ lastName: 'Duras', firstName: 'Marguerite', city: 'Gif', birthDate: '2014-04-04' as const }
] as never[]

const listNames = () =>
	page
		.getByRole('row')
		.elements()
		.slice(1)
		.map((row) => row.querySelector('td button')?.textContent)

const tickOf = (name: string) => page.getByRole('checkbox', { name: `Sélectionner ${name}` })

describe('the list of members', () => {
	useScreen()

	test('is in the order of a French directory', async () => {
		await openScreen(THREE)

		await expect.poll(listNames).toEqual(['Duras', 'Éluard', 'Zola'])
		await expect.element(page.getByText('3 membres')).toBeVisible()
	})

	test('is ordered by the column that is pressed, then the other way round, the unknown last', async () => {
		await openScreen(THREE)

		await press('Date de naissance')
		await expect.poll(listNames).toEqual(['Zola', 'Duras', 'Éluard'])
		await press('Date de naissance')

		await expect.poll(listNames).toEqual(['Duras', 'Zola', 'Éluard'])
		const header = page.getByRole('columnheader', { name: 'Date de naissance' })
		await expect.element(header).toHaveAttribute('aria-sort', 'descending')
	})

	test('finds by any words of any field, without accents, and begins anew', async () => {
		await openScreen(THREE)

		await userEvent.fill(page.getByRole('searchbox', { name: 'Rechercher' }), 'DENIS 061234 elu')
		await expect.poll(listNames).toEqual(['Éluard'])
		await expect.element(page.getByText('1 sur 3')).toBeVisible()
		await press('Réinitialiser')

		await expect.poll(() => listNames().length).toBe(3)
		expect(page.getByRole('button', { name: 'Réinitialiser' }).query()).toBeNull()
	})

	test('says so when nobody is found', async () => {
		await openScreen(THREE)

		await userEvent.fill(page.getByRole('searchbox'), 'quelqu’un')

		await expect.element(page.getByText('Personne ne correspond')).toBeVisible()
	})

	test('keeps what is ticked through a search, and says what is out of sight', async () => {
		await openScreen(THREE)

		await userEvent.click(tickOf('Zola Émile'))
		await userEvent.fill(page.getByRole('searchbox'), 'duras')
		await userEvent.click(page.getByRole('checkbox', { name: 'Tout sélectionner' }))

		await expect.element(page.getByText('2 membres sélectionnés, dont 1 hors de cette recherche')).toBeVisible()
	})

	test('ticks a range with the shift key', async () => {
		await openScreen(THREE)

		await userEvent.click(tickOf('Duras Marguerite'))
		await userEvent.keyboard('{Shift>}')
		await userEvent.click(tickOf('Zola Émile'))
		await userEvent.keyboard('{/Shift}')

		await expect.element(page.getByText('3 membres sélectionnés')).toBeVisible()
	})

	test('is walked through by the arrows and opened by Enter', async () => {
		await openScreen(THREE)
		const first = page.getByRole('button', { name: 'Duras' })
		await expect.element(first).toBeVisible()
		;(first.element() as HTMLElement).focus()

		await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{Enter}')

		const form = page.getByRole('dialog', { name: 'Modifier un membre' })
		await expect.element(form.getByLabelText('Nom', { exact: true })).toHaveValue('Éluard')
	})

	test('is searched, walked into and ticked without a pointer', async () => {
		await openScreen(THREE)
		await expect.element(page.getByRole('button', { name: 'Duras' })).toBeVisible()

		await userEvent.keyboard('/')
		await userEvent.keyboard('a')
		await expect.element(page.getByText('3 sur 3')).toBeVisible()
		await userEvent.keyboard('{ArrowDown}x{ArrowDown}{ArrowDown}{Shift>}X{/Shift}')
		await expect.element(page.getByText('3 membres sélectionnés')).toBeVisible()
		await userEvent.keyboard('x')

		await expect.element(page.getByText('2 membres sélectionnés')).toBeVisible()
	})

	test('draws a part of a long list, says how long it is, and reaches its end by a key', async () => {
		const rows = Array.from({ length: 2_000 }, (_, n) => ({
			...memberDraft({ lastName: `Membre ${n}`, firstName: '' }),
			id: `m${n}` as MemberId,
			createdAt: 0,
			updatedAt: 0
		}))
		await database().members.bulkAdd(rows)
		await openScreen()
		const first = page.getByRole('button', { name: 'Membre 0', exact: true })
		await expect.element(first).toBeVisible()
		;(first.element() as HTMLElement).focus()

		await userEvent.keyboard('{End}')

		await expect.element(page.getByRole('button', { name: 'Membre 1999' })).toHaveFocus()
		await expect.element(page.getByRole('table')).toHaveAttribute('aria-rowcount', '2001')
		expect(page.getByRole('row').elements().length).toBeLessThan(120)
	})

	test('is a list of cards on a phone, none wider than the screen', async () => {
		const long = { lastName: 'de La Rochefoucauld-Montmorency'.repeat(3), email: `${'a'.repeat(60)}@example.org` }
		await openScreen([long], 360)

		await expect.element(page.getByRole('checkbox', { name: /^Sélectionner de La/ })).toBeVisible()
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360)
	})

	test('offers the first step when it is empty', async () => {
		await openScreen()

		await expect.element(page.getByText('Aucun membre pour l’instant')).toBeVisible()
		await press('Inscrire la première personne')

		await expect.element(page.getByRole('dialog', { name: 'Ajouter un membre' })).toBeVisible()
	})
})
