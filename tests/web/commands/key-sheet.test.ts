import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import type { Command } from '#web/commands/command.ts'
import { desk } from '#web/commands/desk.svelte.ts'
import { singleKeys } from '#web/commands/single-keys.svelte.ts'
import Trial from './Trial.svelte'

const LIST: Command[] = [
	{ id: 'a', group: 'here', label: () => 'Rechercher', icon: 'search', keys: ['/'], run: () => undefined },
	{
		id: 'b',
		group: 'app',
		label: () => 'Rétablir',
		icon: 'redo',
		keys: ['Mod+Y', 'Mod+Shift+Z'],
		run: () => undefined
	},
	{ id: 'c', group: 'here', label: () => 'Cocher la ligne', icon: 'check', keys: ['Space'] },
	{ id: 'd', group: 'app', label: () => 'Sans touche', icon: 'info', run: () => undefined }
]

const sheet = () => page.getByRole('dialog', { name: 'Raccourcis clavier' })

describe('the sheet of keys', () => {
	afterEach(() => {
		desk.open = undefined
		singleKeys.on = true
		cleanup()
	})

	test('shows the keys of every command that has some, those of the control in focus too', async () => {
		await render(Trial, { list: LIST })
		desk.openKeys()

		await expect.element(sheet().getByText('Rétablir')).toBeVisible()
		await expect.element(sheet().getByText('Cocher la ligne')).toBeVisible()
		expect(sheet().getByText('Sans touche').query()).toBeNull()
		const keys = [...sheet().element().querySelectorAll('kbd')].map(({ textContent }) => textContent)
		expect(keys).toEqual(['/', 'Espace', 'Ctrl', 'Y', 'Ctrl', 'Maj', 'Z'])
	})

	test('leaves out single keys where they are switched off, and says so', async () => {
		singleKeys.on = false
		await render(Trial, { list: LIST })
		desk.openKeys()

		await expect.element(sheet().getByText(/sont désactivées/)).toBeVisible()
		expect(sheet().getByText('Rechercher').query()).toBeNull()
	})
})
