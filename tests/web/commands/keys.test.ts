import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { Command } from '#web/commands/command.ts'
import { desk } from '#web/commands/desk.svelte.ts'
import { matchesKey } from '#web/commands/keys.ts'
import { commands } from '#web/commands/registry.svelte.ts'
import { singleKeys } from '#web/commands/single-keys.svelte.ts'
import Trial from './Trial.svelte'

const done: string[] = []

const command = (id: string, more: Partial<Command> = {}): Command => ({
	id,
	group: 'app',
	label: () => id,
	icon: 'info',
	run: (argument) => done.push(argument === undefined ? id : `${id}: ${argument}`),
	...more
})

const button = () => page.getByRole('button', { name: 'Bouton' })

afterEach(() => {
	cleanup()
	done.length = 0
	singleKeys.on = true
	desk.open = undefined
})

describe('the keys of commands', () => {
	test('do what they stand for, and what the screen says before what the app says', async () => {
		await render(Trial, { list: [command('app', { keys: ['/'] }), command('screen', { group: 'here', keys: ['/'] })] })

		await userEvent.keyboard('/')

		expect(done).toEqual(['screen'])
	})

	test('are left alone while something is typed, but for those that say otherwise', async () => {
		await render(Trial, {
			list: [
				command('single', { keys: ['x'], whileTyping: true }),
				command('redo', { keys: ['Mod+Y'] }),
				command('palette', { keys: ['Mod+K'], whileTyping: true })
			]
		})

		await userEvent.click(page.getByLabelText('Champ'))
		await userEvent.keyboard('x{Control>}yk{/Control}')

		expect(done).toEqual(['palette'])
		await expect.element(page.getByLabelText('Champ')).toHaveValue('x')
	})

	test('act no more when single keys are switched off; those with Ctrl do', async () => {
		await render(Trial, { list: [command('single', { keys: ['?'] }), command('double', { keys: ['Mod+Y'] })] })
		singleKeys.on = false

		await userEvent.keyboard('?{Control>}y{/Control}')

		expect(done).toEqual(['double'])
		expect(localStorage.getItem('single-keys')).toBe('off')
	})

	test('wait while a dialog asks for an answer', async () => {
		await render(Trial, { list: [command('single', { keys: ['x'] })], asking: true })

		page.getByRole('button', { name: 'Réponse' }).element().focus()
		await userEvent.keyboard('x')

		expect(done).toEqual([])
	})

	test('pass over what cannot be done now', async () => {
		await render(Trial, { list: [command('closed', { keys: ['Escape'], offered: () => false })] })

		await userEvent.click(button())
		await userEvent.keyboard('{Escape}')

		expect(done).toEqual([])
	})

	test('tell Ctrl+Z from Ctrl+Shift+Z, and take "/" with Shift or without', () => {
		const pressed = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more })

		expect(matchesKey(pressed('z', { ctrlKey: true }), 'Mod+Z')).toBe(true)
		expect(matchesKey(pressed('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z')).toBe(false)
		expect(matchesKey(pressed('Z', { metaKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(true)
		expect(matchesKey(pressed('/', { shiftKey: true }), '/')).toBe(true)
		expect(matchesKey(pressed('/', { ctrlKey: true }), '/')).toBe(false)
		expect(matchesKey(pressed('z', { ctrlKey: true, altKey: true }), 'Mod+Z')).toBe(false)
	})
})

describe('a command that is awaited', () => {
	test('is done once the screen that offers it is there, and then no more', async () => {
		commands.runWhenOffered('members.open', 'm-1')

		const screen = await render(Trial, { list: [command('members.open')] })
		await expect.poll(() => done).toEqual(['members.open: m-1'])
		await screen.unmount()
		await render(Trial, { list: [command('members.open')] })

		expect(done).toEqual(['members.open: m-1'])
	})
})
