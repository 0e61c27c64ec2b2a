import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { EventReader } from '#tests/support/event-reader.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

/** A journal that keeps waiting whoever adds a mailing, until it is let go. */
function slowJournal() {
	const journal = createMemoryJournal()
	const asked = Promise.withResolvers<void>()
	const letGo = Promise.withResolvers<void>()
	const put = journal.putMailing.bind(journal)
	Object.assign(journal, {
		async putMailing(...row: Parameters<typeof put>) {
			asked.resolve()
			await letGo.promise
			await put(...row)
		}
	})
	return { journal, asked: asked.promise, letGo: () => letGo.resolve() }
}

describe('a relay that stops while a mailing is being taken in', () => {
	test('waits for it, and sends nothing of it', async () => {
		const server = await startTestServer()
		onTestFinished(server.close)
		const { journal, asked, letGo } = slowJournal()
		const relay = await createTestRelay({ servers: [server], journal })
		const posting = relay.post('/api/v1/mailings', mailingTo(server, { count: 3 }))
		await asked

		let stopped = false
		const stopping = relay.mailings.stop().then(() => (stopped = true))
		await new Promise(setImmediate)
		const stoppedBefore = stopped
		letGo()
		await stopping
		const acceptedThen = server.accepted.length
		const events = await new EventReader(await posting).all()

		expect([stoppedBefore, acceptedThen]).toEqual([false, 0])
		expect(events.map(({ type }) => type)).toEqual(['accepted'])
		expect(server.accepted).toEqual([])
	})
})
