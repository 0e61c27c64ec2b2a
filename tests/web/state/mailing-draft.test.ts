import { describe, expect, test } from 'vitest'
import { database } from '#web/db/database.ts'
import { readDraft, saveDraft } from '#web/db/drafts.ts'
import { MailingDraft } from '#web/state/mailing-draft.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { watchDraft } from './watch-draft.svelte.ts'

describe('the draft of a mailing', () => {
	useFreshDatabase()

	test('never falls back to an older text while it is stored', async () => {
		const draft = new MailingDraft()
		const seen: string[] = []
		const stop = watchDraft(draft, () => seen.push(draft.subject))
		await expect.poll(() => draft.loaded).toBe(true)

		for (let length = 1; length <= 30; length += 1) {
			draft.subject = 'A'.repeat(length)
			await draft.keep()
		}
		await expect.poll(async () => (await readDraft()).subject).toBe('A'.repeat(30))

		stop()
		expect(seen.map((subject) => subject.length)).toEqual(seen.map(({ length }) => length).sort((a, b) => a - b))
		expect(draft.subject).toBe('A'.repeat(30))
	})

	test('takes over what another window stored, but in the part that is being typed here', async () => {
		const draft = new MailingDraft()
		const stop = watchDraft(draft)
		await expect.poll(() => draft.loaded).toBe(true)
		draft.body = 'typed here'

		await saveDraft({ subject: 'from elsewhere', body: 'from elsewhere' })

		await expect.poll(() => draft.subject).toBe('from elsewhere')
		stop()
		expect(draft.body).toBe('typed here')
	})

	test('is found again with what was typed right before the page went', async () => {
		const left = new MailingDraft()
		const stopLeft = watchDraft(left)
		await expect.poll(() => left.loaded).toBe(true)
		left.subject = 'Assemblée générale'
		window.dispatchEvent(new PageTransitionEvent('pagehide'))
		const atTheEnd = { ...localStorage }
		await left.keep()
		stopLeft()
		// What a page does to a write under way when it goes.
		await database().drafts.clear()
		Object.assign(localStorage, atTheEnd)

		const draft = new MailingDraft()
		const stop = watchDraft(draft)

		await expect.poll(() => draft.subject).toBe('Assemblée générale')
		await draft.keep()
		stop()
		expect((await readDraft()).subject).toBe('Assemblée générale')
	})

	test('is not made older by what a page left behind', async () => {
		const left = new MailingDraft()
		const stopLeft = watchDraft(left)
		await expect.poll(() => left.loaded).toBe(true)
		left.subject = 'Assemblée'
		window.dispatchEvent(new PageTransitionEvent('pagehide'))
		const atTheEnd = { ...localStorage }
		await left.keep()
		stopLeft()
		await saveDraft({ subject: 'Assemblée générale' })
		Object.assign(localStorage, atTheEnd)

		const draft = new MailingDraft()
		const stop = watchDraft(draft)

		await expect.poll(() => draft.loaded).toBe(true)
		stop()
		expect(draft.subject).toBe('Assemblée générale')
	})
})
