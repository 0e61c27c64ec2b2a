import { describe, expect, test } from 'vitest'
import { database } from '#web/db/database.ts'
import { findLeftForm, KeptForm } from '#web/state/kept-form.ts'
import { useFreshDatabase } from '../../support/database.ts'

const leavePage = () => window.dispatchEvent(new PageTransitionEvent('pagehide'))

describe('a form that is kept', () => {
	useFreshDatabase()

	test('is found again with what was typed right before the page went, whether or not the database got it', async () => {
		const form = new KeptForm('club-import')
		form.keep({ text: 'Dojo de la Plaine' })
		leavePage()
		form.suspend()
		// What a page does to a write under way when it goes.
		await expect.poll(() => database().drafts.count()).toBe(1)
		await database().drafts.clear()

		await expect.poll(() => findLeftForm('club-import')).toMatchObject({ id: form.draftId, text: 'Dojo de la Plaine' })
		expect(await database().drafts.count()).toBe(1)
	})

	test('leaves nothing behind once it is given up', async () => {
		const form = new KeptForm('club-import')
		form.keep({ text: 'Dojo de la Plaine' })
		leavePage()
		await form.discard()

		expect(await findLeftForm('club-import')).toBeUndefined()
	})

	test('leaves nothing to a page that is still in it', async () => {
		const form = new KeptForm('club-import')
		form.keep({ text: 'Dojo de la Plaine' })
		leavePage()

		expect(await findLeftForm('club-import')).toBeUndefined()
		form.suspend()
		await expect.poll(() => findLeftForm('club-import')).toMatchObject({ text: 'Dojo de la Plaine' })
	})
})
