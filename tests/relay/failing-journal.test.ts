import { describe, expect, onTestFinished, test } from 'vitest'
import { JournalUnavailable, type Journal } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

/** A journal of which one method refuses, as a full disk makes it refuse, until it is mended. */
function brokenAt(method: 'findMailing' | 'commit' | 'settle' | 'listUses') {
	const journal: Journal = createMemoryJournal()
	let broken = true
	const real = journal[method].bind(journal) as (...args: unknown[]) => Promise<never>
	const refusing = (...args: unknown[]) =>
		broken ? Promise.reject(new JournalUnavailable('disk full')) : real(...args)
	Object.assign(journal, { [method]: refusing })
	return { journal, mend: () => void (broken = false) }
}

async function start(method: Parameters<typeof brokenAt>[0]) {
	const server = await startTestServer()
	onTestFinished(server.close)
	const clock = new ManualClock()
	const { journal, mend } = brokenAt(method)
	const relay = await createTestRelay({ servers: [server], journal, clock })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay, clock, mend }
}

describe('a journal that cannot be written', () => {
	test('refuses a posting before anything is connected to', async () => {
		const { server, relay } = await start('findMailing')

		const response = await relay.post('/api/v1/mailings', mailingTo(server))

		expect(await response.json()).toMatchObject({ status: 503, code: 'journal-unavailable' })
		expect(server.connections).toBe(0)
	})

	test.each(['commit', 'listUses'] as const)(
		'lets nothing be sent (%s), and sends once when it is back',
		async (method) => {
			const { server, relay, clock, mend } = await start(method)
			const reader = await relay.send(mailingTo(server, { count: 2, pace: { batchDelayMs: 0, hourlyLimit: 10 } }))

			const paused = await reader.until('paused')
			const before = server.accepted.length
			mend()
			await clock.pass(paused.resumeInMs ?? 0)
			const events = await reader.all()

			expect(paused).toMatchObject({ reason: 'connection', code: 'journal-unavailable', resumeInMs: 30_000 })
			expect(before).toBe(0)
			expect(events.at(-1)).toMatchObject({ type: 'done', sent: 2 })
			expect(server.accepted).toHaveLength(2)
		}
	)

	test('tells a result only once it is written', async () => {
		const { server, relay, clock, mend } = await start('settle')
		const reader = await relay.send(mailingTo(server))
		await reader.until('accepted')

		await clock.pass(1000)
		await clock.pass(1000)
		const events = reader.all()
		const meanwhile = reader.seen.length
		mend()
		await clock.pass(1000)

		expect(meanwhile).toBe(1)
		expect((await events).map(({ type }) => type)).toEqual(['accepted', 'result', 'done'])
		expect(server.accepted).toHaveLength(1)
	})
})
