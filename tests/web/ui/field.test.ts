import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Field from '#web/ui/Field.svelte'
import Select from '#web/ui/Select.svelte'

describe('Field', () => {
	test('is named by its label to the letter, required or not', async () => {
		await render(Field, { label: 'Nom', required: true })

		const input = page.getByRole('textbox', { name: 'Nom', exact: true })

		await expect.element(input).toBeVisible()
		await expect.element(input).toHaveAttribute('aria-required', 'true')
	})

	test('is valid and undescribed while there is neither error nor hint', async () => {
		await render(Field, { label: 'Nom' })

		const input = page.getByLabelText('Nom')

		await expect.element(input).not.toHaveAttribute('aria-invalid')
		await expect.element(input).not.toHaveAttribute('aria-describedby')
	})

	test('is marked invalid by its error, and described by error then hint', async () => {
		await render(Field, { label: 'E-mail', type: 'email', error: 'Il manque le @.', hint: 'Pour les mailings.' })

		const input = page.getByLabelText('E-mail')

		await expect.element(input).toHaveAttribute('aria-invalid', 'true')
		await expect.element(input).toHaveAccessibleDescription('Il manque le @. Pour les mailings.')
	})

	test('keeps what is typed as text, numbers too', async () => {
		const typed: string[] = []
		await render(Field, {
			label: 'Port',
			type: 'number',
			value: '587',
			oninput: (event) => typed.push(event.currentTarget.value)
		})

		await page.getByLabelText('Port').fill('465')

		expect(typed).toEqual(['465'])
	})

	test('gives each control an id of its own', async () => {
		await render(Field, { label: 'Nom' })
		await render(Field, { label: 'Prénom' })

		const ids = [...document.querySelectorAll('input')].map((input) => input.id)

		expect(new Set(ids).size).toBe(2)
	})
})

describe('Select', () => {
	test('is a native list, named by its label and marked by its error', async () => {
		await render(Select, {
			label: 'Sécurité',
			value: 'tls',
			options: [
				{ value: 'none', label: 'Aucune' },
				{ value: 'tls', label: 'SSL/TLS' }
			],
			error: 'Le serveur ne connaît pas cette sécurité.'
		})

		const select = page.getByRole('combobox', { name: 'Sécurité', exact: true })

		await expect.element(select).toHaveValue('tls')
		await expect.element(select).toHaveAccessibleDescription('Le serveur ne connaît pas cette sécurité.')
	})
})
