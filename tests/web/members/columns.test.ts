import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findListColumns, findListSort } from '#web/db/list-view.ts'
import { openScreen, press, reopenScreen, useScreen } from './members-on-screen.ts'

const THREE = [
	{ lastName: 'Zola', firstName: 'Émile', postalCode: '75001', birthDate: '2010-04-02' },
	{ lastName: 'Éluard', firstName: 'Paul', postalCode: '9000' },
	{ lastName: 'Duras', firstName: 'Marguerite', postalCode: '69002', birthDate: '2014-04-04' }
] as never[]

const listTitles = () =>
	page
		.getByRole('columnheader')
		.elements()
		.slice(1)
		.map((header) => header.textContent?.trim())
const listNames = () =>
	page
		.getByRole('row')
		.elements()
		.slice(1)
		.map((row) => row.querySelector('td button')?.textContent)
const panel = page.getByRole('dialog', { name: 'Colonnes de la liste' })
const boxOf = (title: string) => panel.getByRole('checkbox', { name: title, exact: true })

describe('the columns of the list', () => {
	useScreen()

	test('are chosen, put in order and remembered', async () => {
		const screen = await openScreen(THREE)
		await press('Colonnes')
		for (const title of ['E-mail', 'Téléphone', 'Ville', 'Date de naissance', 'Accords']) {
			await userEvent.click(boxOf(title))
		}
		await userEvent.click(boxOf('Code postal'))
		await expect.poll(listTitles).toEqual(['Nom', 'Prénom', 'Code postal'])

		boxOf('Prénom').element().closest('li')?.querySelector<HTMLElement>('.arrows button:last-child')?.focus()
		for (let step = 0; step < 60; step += 1) await userEvent.keyboard('{Enter}')
		await expect.poll(listTitles).toEqual(['Nom', 'Code postal', 'Prénom'])
		await expect.poll(async () => (await findListColumns())?.at(-1)).toEqual({ id: 'firstName', chosen: true })
		await screen.unmount()
		await reopenScreen()

		await expect.poll(listTitles).toEqual(['Nom', 'Code postal', 'Prénom'])
	})

	test('are no more than there is room for, as long as nobody chose them', async () => {
		await openScreen(THREE)
		for (let width = 700; width <= 1_700; width += 50) {
			await page.viewport(width, 900)
			await expect.poll(() => document.querySelector('.list')?.clientWidth).toBeGreaterThan(width / 2)
			await expect.poll(() => document.querySelector('.list.scrolls'), { message: `${width} px` }).toBeNull()
		}
	})

	test('order the list, any of them, also when they are not shown, and it is remembered', async () => {
		const screen = await openScreen(THREE)
		await press('Colonnes')

		await userEvent.selectOptions(panel.getByLabelText('Trier par'), 'Code postal')
		await expect.poll(listNames).toEqual(['Éluard', 'Duras', 'Zola'])
		await userEvent.selectOptions(panel.getByLabelText('Trier par'), 'Âge')
		await expect.poll(listNames).toEqual(['Duras', 'Zola', 'Éluard'])
		await userEvent.selectOptions(panel.getByLabelText('Sens'), 'Décroissant')
		await expect.poll(listNames).toEqual(['Zola', 'Duras', 'Éluard'])
		await expect.poll(findListSort).toEqual({ by: 'age', descending: true })
		await screen.unmount()
		await reopenScreen()

		await expect.poll(listNames).toEqual(['Zola', 'Duras', 'Éluard'])
	})

	test('scroll in the list, never the page, and leave the name in sight', async () => {
		await openScreen(THREE, 1000)
		await expect.poll(() => listTitles().length).toBeGreaterThan(3)
		const pageWidth = document.documentElement.scrollWidth
		await userEvent.keyboard('c')
		await userEvent.click(panel.getByRole('button', { name: 'Tout cocher' }))
		await userEvent.click(panel.getByRole('button', { name: 'Voir la liste' }))
		await expect.poll(() => listTitles().length).toBeGreaterThan(15)
		const list = page.getByRole('table').element().parentElement!
		const name = () =>
			page
				.getByRole('button', { name: /^Duras/ })
				.element()
				.getBoundingClientRect().left

		expect(listNames()).toContain('Duras')
		const before = name()
		list.scrollTo({ left: list.scrollWidth })
		await expect.poll(() => list.scrollLeft).toBeGreaterThan(500)
		// The first name has slid beneath.
		await expect.poll(listNames).toContain('Duras Marguerite')

		expect(Math.abs(name() - before)).toBeLessThan(2)
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(pageWidth)
	})

	test('are as there is room for them, as long as nobody chose', async () => {
		await openScreen(THREE, 800)

		await expect.poll(listTitles).toEqual(['Nom', 'Prénom', 'E-mail', 'Téléphone'])
	})
})
