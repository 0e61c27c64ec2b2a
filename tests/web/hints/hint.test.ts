import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { markHintSeen, readHints, showHintsAgain, switchHints } from '#web/hints/hints.ts'
import { useFreshDatabase } from '../../support/database.ts'
import HintTrial from './HintTrial.svelte'

const note = () => page.getByRole('note')

describe('a hint', () => {
	useFreshDatabase()
	afterEach(cleanup)

	test('is shown until it is dismissed, and never again', async () => {
		const first = await render(HintTrial, { names: ['undo'] })
		await expect.element(note()).toHaveTextContent('undo')

		await userEvent.click(page.getByRole('button', { name: 'Ne plus montrer ce conseil' }))
		await expect.element(note()).not.toBeInTheDocument()
		await first.unmount()
		await render(HintTrial, { names: ['undo', 'first-draft'] })

		await expect.element(note()).toHaveTextContent('first-draft')
	})

	test('waits while another one is on the screen', async () => {
		await render(HintTrial, { names: ['undo', 'first-draft'] })

		await expect.element(note()).toHaveTextContent('undo')
		expect(page.getByRole('note').all()).toHaveLength(1)
	})

	test('stays away where hints are switched off, and comes back where they are wanted again', async () => {
		await markHintSeen('undo')
		await switchHints(false)
		await render(HintTrial, { names: ['undo'] })
		expect((await readHints()).seen).toEqual(['undo'])
		expect(note().query()).toBeNull()

		await showHintsAgain()

		await expect.element(note()).toHaveTextContent('undo')
	})
})
