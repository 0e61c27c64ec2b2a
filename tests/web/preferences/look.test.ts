import '../../../web/app.css'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { PLAIN_LOOK, THEME_NAMES } from '#shared/club-look.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { readClubLook, saveClubLook } from '#web/db/club-look.ts'
import { readSmtpSettings } from '#web/db/smtp-settings.ts'
import LookPreferences from '#web/preferences/LookPreferences.svelte'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { forgetPaint } from '#web/state/paint-cache.ts'
import { deviceScheme } from '#web/shell/device-scheme.svelte.ts'
import { GROUNDS, paintLook } from '#web/shell/theme.ts'

useFreshDatabase()

const root = document.documentElement
const token = (name: string) => getComputedStyle(root).getPropertyValue(name).trim()
const radio = (name: string) => page.getByRole('radio', { name, exact: true })

let stop = () => {}

beforeEach(async () => {
	await clubLook.load()
	stop = clubLook.watch()
})

afterEach(async () => {
	stop()
	deviceScheme.chosen = 'automatic'
	await paintLook(PLAIN_LOOK, 'light')
	forgetPaint()
})

describe('the look in Préférences', () => {
	test('keeps the theme, the name and the colour with the club', async () => {
		await render(LookPreferences)

		await radio('Jardin').click()
		await page.getByLabelText('Nom du club').fill('  Judo Club de Talant ')
		await radio('Rouge').click()

		await expect.element(radio('Rouge')).toBeChecked()
		await expect
			.poll(readClubLook)
			.toEqual({ name: 'Judo Club de Talant', theme: 'garden', colour: '#c62f35', logo: '' })
	})

	test('shows what another window chose', async () => {
		await render(LookPreferences)

		await saveClubLook({ theme: 'slate' })

		await expect.element(radio('Ardoise')).toBeChecked()
	})

	test('shows light or dark as it was chosen elsewhere, in the palette', async () => {
		await render(LookPreferences)

		deviceScheme.chosen = 'dark'

		await expect.element(radio('Sombre')).toBeChecked()
	})

	test('takes a logo, and gives it back after it was removed', async () => {
		await render(LookPreferences)
		const canvas = new OffscreenCanvas(20, 20)
		canvas.getContext('2d')?.fillRect(0, 0, 9, 9)
		const bytes = await canvas.convertToBlob()

		await page
			.getByLabelText('Choisir un logo')
			.last()
			.upload(new File([bytes], 'logo.png', { type: 'image/png' }))
		await expect.element(page.getByRole('img', { name: 'Logo du club' })).toBeVisible()
		await page.getByRole('button', { name: 'Retirer le logo' }).click()

		await expect.element(page.getByRole('img', { name: 'Logo du club' })).not.toBeInTheDocument()
		expect((await readClubLook()).logo).toBe('')
	})

	test('says why a file cannot be the logo', async () => {
		await render(LookPreferences)

		await page
			.getByLabelText('Choisir un logo')
			.last()
			.upload(new File(['x'], 'x.png', { type: 'image/png' }))

		await expect.element(page.getByText(/n’a pas pu être lue/)).toBeVisible()
	})
})

describe('paintLook', () => {
	test.each(THEME_NAMES)('knows the ground of %s', async (theme) => {
		for (const shade of ['light', 'dark'] as const) {
			await paintLook({ theme, colour: '' }, shade)

			expect(token('--color-base-100')).toBe(GROUNDS[theme][shade])
		}
	})

	test('puts the club’s colour over the theme, and takes it off again', async () => {
		await paintLook({ theme: 'paper', colour: '' }, 'light')
		const own = token('--color-primary')

		await paintLook({ theme: 'paper', colour: '#c62f35' }, 'light')
		const painted = token('--color-primary')
		await paintLook({ theme: 'paper', colour: '' }, 'light')

		expect(painted).not.toBe(own)
		expect(token('--color-primary')).toBe(own)
	})
})

describe('readSmtpSettings', () => {
	test('signs with the name of the club until another was chosen', async () => {
		await saveClubLook({ name: 'Judo Club' })

		expect((await readSmtpSettings()).senderName).toBe('Judo Club')
	})
	test('shows what was asked for last, however long the one before takes', async () => {
		const coloured = paintLook({ theme: 'paper', colour: '#c62f35' }, 'light')
		await paintLook({ theme: 'garden', colour: '' }, 'light')
		await coloured

		expect(document.documentElement.dataset['theme']).toBe('garden')
		expect(document.documentElement.style.getPropertyValue('--color-primary')).toBe('')
	})
})
