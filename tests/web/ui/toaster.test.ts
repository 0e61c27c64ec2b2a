import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Toaster from '#web/ui/Toaster.svelte'
import { toasts } from '#web/ui/toasts.svelte.ts'

const tick = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('Toaster', () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
	})

	afterEach(() => {
		for (const { id } of toasts.items) toasts.remove(id)
		vi.useRealTimers()
	})

	test('says a message in a polite live region that was there before it', async () => {
		await render(Toaster)
		const region = page.getByRole('status').element()

		toasts.add('Membre ajouté')

		await expect.element(page.getByText('Membre ajouté')).toBeVisible()
		expect(region.getAttribute('aria-live')).toBe('polite')
		expect(region.textContent).toContain('Membre ajouté')
	})

	test('offers an action for longer than eight seconds, then goes', async () => {
		await render(Toaster)
		toasts.add('12 membres supprimés', { action: { label: 'Annuler', run: () => {} } })
		await expect.element(page.getByRole('button', { name: 'Annuler' })).toBeVisible()

		await tick(8_000)
		expect(toasts.items).toHaveLength(1)

		await tick(5_000)
		expect(toasts.items).toHaveLength(0)
	})

	test('runs the action once and goes', async () => {
		const run = vi.fn()
		await render(Toaster)
		toasts.add('12 membres supprimés', { action: { label: 'Annuler', run } })

		await page.getByRole('button', { name: 'Annuler' }).click()

		expect(run).toHaveBeenCalledOnce()
		expect(toasts.items).toHaveLength(0)
	})

	test('waits while the keyboard is on it', async () => {
		await render(Toaster)
		toasts.add('12 membres supprimés', { action: { label: 'Annuler', run: () => {} } })
		await expect.element(page.getByRole('button', { name: 'Annuler' })).toBeVisible()

		await userEvent.tab()
		await tick(60_000)

		expect(toasts.items).toHaveLength(1)
	})

	test('shows three at most, the newest', async () => {
		await render(Toaster)

		for (const message of ['Un', 'Deux', 'Trois', 'Quatre']) toasts.add(message)

		expect(toasts.items.map((toast) => toast.message)).toEqual(['Deux', 'Trois', 'Quatre'])
		await expect.element(page.getByText('Quatre')).toBeVisible()
	})
})
