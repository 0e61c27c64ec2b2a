import { describe, expect, onTestFinished, test } from 'vitest'
import type { Journal } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { EventReader } from '#tests/support/event-reader.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

/** Keeps waiting whoever calls a method of a journal from now on; `asked` resolves when somebody does. */
function holdUp(journal: Journal, method: 'putMailing' | 'updateMailing') {
	const asked = Promise.withResolvers<void>()
	const letGo = Promise.withResolvers<void>()
	const real = journal[method].bind(journal) as (...given: unknown[]) => Promise<void>
	const held = async (...given: unknown[]) => {
		asked.resolve()
		await letGo.promise
		await real(...given)
	}
	Object.assign(journal, { [method]: held })
	return { asked: asked.promise, letGo: () => letGo.resolve() }
}

describe('a relay that stops while a mailing is being taken in', () => {
	test('waits for it, and sends nothing of it', async () => {
		const server = await startTestServer()
		onTestFinished(server.close)
		const journal = createMemoryJournal()
		const { asked, letGo } = holdUp(journal, 'putMailing')
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

	test('refuses who posts again what it has stopped sending: nobody passes for cancelled', async () => {
		const answer = Promise.withResolvers<void>()
		const server = await startTestServer({
			script: async ({ stage, message }) => (stage === 'dot' && message === 1 ? await answer.promise : undefined)
		})
		onTestFinished(server.close)
		const journal = createMemoryJournal()
		const relay = await createTestRelay({ servers: [server], journal })
		const mailing = mailingTo(server, { count: 3 })
		const first = await relay.send(mailing)
		await first.until('accepted')
		await expect.poll(() => server.commands).toContain('DATA')
		const { asked, letGo } = holdUp(journal, 'updateMailing')
		const again = relay.post('/api/v1/mailings', mailing)
		await asked

		const stopping = relay.mailings.stop()
		answer.resolve()
		letGo()
		await stopping
		const next = await createTestRelay({ servers: [server], journal })
		onTestFinished(() => next.mailings.stop())
		const events = await (await next.send(mailing)).all()

		expect(await (await again).json()).toMatchObject({ status: 503, code: 'journal-unavailable' })
		expect((await first.all()).map(({ type }) => type)).not.toContain('done')
		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 3, cancelled: 0 })
	})
})
