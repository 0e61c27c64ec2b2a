import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { tick } from 'svelte'
import DialogTrial from './DialogTrial.svelte'

const opener = () => page.getByRole('button', { name: 'Ajouter' })
const dialog = () => page.getByRole('dialog', { name: 'Ajouter un membre' })
const field = () => page.getByLabelText('Nom', { exact: true })

describe('Dialog', () => {
	test('is named by its title and takes focus to its first field', async () => {
		await render(DialogTrial)

		await opener().click()

		await expect.element(dialog()).toBeVisible()
		await expect.element(field()).toHaveFocus()
	})

	test('closes by Esc and gives focus back to what opened it', async () => {
		const onclose = vi.fn()
		await render(DialogTrial, { onclose })
		await opener().click()

		await userEvent.keyboard('{Escape}')

		await expect.element(dialog()).not.toBeInTheDocument()
		await expect.element(opener()).toHaveFocus()
		expect(onclose).toHaveBeenCalledOnce()
	})

	test('stays open by Esc, twice over, while the screen objects', async () => {
		await render(DialogTrial, { beforeclose: () => false })
		await opener().click()

		await userEvent.keyboard('{Escape}{Escape}')

		await expect.element(dialog()).toBeVisible()
	})

	test('stays open where it is opened again before the browser has said that it is closed', async () => {
		const onclose = vi.fn()
		await render(DialogTrial, { onclose, modal: false })
		await opener().click()
		await expect.element(dialog()).toBeVisible()
		const element = dialog().element() as HTMLDialogElement
		const said = new Promise((resolve) => element.addEventListener('close', resolve, { once: true }))

		element.close()
		element.show()
		await said
		await tick()

		await expect.element(dialog()).toBeVisible()
		await expect.element(field()).toBeVisible()
		expect(onclose).not.toHaveBeenCalled()
	})

	test('takes it that the browser says so only once the screen is no more', async () => {
		const onclose = vi.fn()
		const { unmount } = await render(DialogTrial, { onclose })
		await opener().click()
		await expect.element(dialog()).toBeVisible()
		const element = dialog().element() as HTMLDialogElement
		const said = new Promise((resolve) => element.addEventListener('close', resolve, { once: true }))
		const onerror = vi.fn((event: ErrorEvent) => event.preventDefault())
		window.addEventListener('error', onerror)

		element.close()
		await unmount()
		await said
		window.removeEventListener('error', onerror)

		expect(onerror).not.toHaveBeenCalled()
		expect(onclose).toHaveBeenCalledOnce()
	})

	test('closes by its cross', async () => {
		await render(DialogTrial)
		await opener().click()

		await dialog()
			.getByRole('button', { name: /Quitter/ })
			.click()

		await expect.element(dialog()).not.toBeInTheDocument()
		await expect.element(opener()).toHaveFocus()
	})

	test('makes room when another one opens, for none stands on another', async () => {
		await render(DialogTrial)
		await opener().click()

		await page.getByRole('button', { name: 'Autre' }).click()

		await expect.element(page.getByRole('dialog', { name: 'Autre fenêtre' })).toBeVisible()
		expect(document.querySelectorAll('dialog[open]')).toHaveLength(1)
		await expect.element(page.getByRole('heading', { name: 'Autre fenêtre' })).toHaveFocus()
	})

	test('as a panel leaves the rest in use, and leaves focus where the person took it', async () => {
		await page.viewport(1280, 800)
		await render(DialogTrial, { modal: false })
		await opener().click()
		await expect.element(field()).toHaveFocus()

		const elsewhere = page.getByRole('button', { name: 'Ailleurs' })
		await elsewhere.click()
		await page.getByRole('button', { name: 'Refermer de loin' }).click()

		await expect.element(dialog()).not.toBeInTheDocument()
		await expect.element(page.getByRole('button', { name: 'Refermer de loin' })).toHaveFocus()
	})

	test('as a panel closes by Esc from inside', async () => {
		await render(DialogTrial, { modal: false })
		await opener().click()

		await userEvent.keyboard('{Escape}')

		await expect.element(dialog()).not.toBeInTheDocument()
		await expect.element(opener()).toHaveFocus()
	})
})
