import '../../../web/app.css'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { placeOnPhone } from '#web/shell/phone-places.ts'
import Navigation from '#web/shell/Navigation.svelte'
import { NINE_SCREENS } from './nine-screens.ts'

const labels = NINE_SCREENS.map(({ label }) => label)
const show = (path = '#/membres') => render(Navigation, { screens: NINE_SCREENS, path, connection: 'online' })
const link = (name: string) => page.getByRole('link', { name, exact: true })
const more = () => page.getByRole('button', { name: 'Plus', exact: true })
const sheet = () => page.getByRole('dialog', { name: 'Plus' })
const shownLinks = () =>
	page
		.getByRole('link')
		.elements()
		.map(({ textContent }) => textContent.trim())

describe('placeOnPhone', () => {
	test('leaves nothing behind "Plus" while all screens fit', () => {
		const { inBar, behindMore } = placeOnPhone(NINE_SCREENS.slice(0, 5))

		expect(inBar).toHaveLength(5)
		expect(behindMore).toEqual([])
	})

	test('keeps those most in use in the bar, in the order of the navigation', () => {
		const { inBar, behindMore } = placeOnPhone(NINE_SCREENS)

		expect(inBar.map(({ label }) => label)).toEqual(['Membres', 'Postes', 'Clubs MJC', 'Mailing'])
		expect(behindMore).toHaveLength(5)
	})
})

describe('Navigation', () => {
	test.each([
		[1440, 900],
		[1024, 768],
		[800, 500]
	])('shows nine screens and the connection at %i × %i without "Plus"', async (width, height) => {
		await page.viewport(width, height)
		await show()

		expect(shownLinks()).toEqual(labels)
		await expect.element(more()).not.toBeInTheDocument()
		const state = page.getByRole('status').element().getBoundingClientRect()
		expect(state.bottom).toBeLessThanOrEqual(height)
	})

	test('needs no scrolling on a tablet lying down', async () => {
		await page.viewport(1024, 768)
		await show()

		const { scrollHeight, clientHeight } = page.getByRole('navigation').element()
		expect(scrollHeight).toBe(clientHeight)
	})

	test.each([360, 390])('has five places at %i px, none of them cut', async (width) => {
		await page.viewport(width, 740)
		await show()

		expect(shownLinks()).toEqual(['Membres', 'Postes', 'Clubs MJC', 'Mailing'])
		for (const place of document.querySelectorAll('nav li a, nav li button')) {
			const box = place.getBoundingClientRect()
			if (box.width === 0) continue
			expect(place.scrollWidth).toBeLessThanOrEqual(Math.ceil(box.width))
			expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
		}
	})

	test('opens the rest behind "Plus", closes it by Esc and gives focus back', async () => {
		await page.viewport(390, 844)
		await show()

		await more().click()
		await expect.element(sheet()).toBeVisible()
		await expect.element(link('Sauvegarde')).toBeVisible()
		expect(page.getByRole('link', { name: 'Exports' }).elements()).toHaveLength(1)
		await userEvent.keyboard('{Escape}')

		await expect.element(sheet()).not.toBeInTheDocument()
		await expect.element(more()).toHaveFocus()
	})

	test('closes the sheet when a screen is chosen in it', async () => {
		await page.viewport(390, 844)
		await show()
		await more().click()

		await link('Aide').click()

		await expect.element(sheet()).not.toBeInTheDocument()
	})

	test('says behind which place the open screen is', async () => {
		await page.viewport(390, 844)
		await show('#/aide')

		await more().click()

		await expect.element(link('Aide')).toHaveAttribute('aria-current', 'page')
	})
})
