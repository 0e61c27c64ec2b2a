import { describe, expect, onTestFinished, test } from 'vitest'
import { JournalUnavailable, type Journal } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

type Method = 'findMailing' | 'commit' | 'settle' | 'listUses' | 'updateMailing'

/** A journal of which some methods refuse, as a full disk makes them refuse, until it is mended. */
function brokenAt(methods: Method[]) {
	const journal: Journal = createMemoryJournal()
	let broken = true
	for (const method of methods) {
		const real = journal[method].bind(journal) as (...args: unknown[]) => Promise<never>
		const refusing = (...args: unknown[]) =>
			broken ? Promise.reject(new JournalUnavailable('disk full')) : real(...args)
		Object.assign(journal, { [method]: refusing })
	}
	return { journal, mend: () => void (broken = false), fill: () => void (broken = true) }
}

async function start(...methods: Method[]) {
	const server = await startTestServer()
	onTestFinished(server.close)
	const clock = new ManualClock()
	const { journal, mend, fill } = brokenAt(methods)
	const relay = await createTestRelay({ servers: [server], journal, clock })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay, clock, mend, fill }
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

	test('says that a mailing is cancelled only once that is written, however often it is asked', async () => {
		const { server, relay, clock, mend, fill } = await start('commit', 'updateMailing')
		const mailing = mailingTo(server, { count: 3 })
		const cancel = async () => (await relay.post(`/api/v1/mailings/${mailing.id}/cancel`, undefined)).status
		const row = () => relay.journal.findMailing({ owner: 'club', mailingId: mailing.id })
		mend()
		const reader = await relay.send({ ...mailing, pace: { batchDelayMs: 0, hourlyLimit: 1 } })
		await reader.until('paused')
		fill()

		expect([await cancel(), await cancel(), await cancel()]).toEqual([503, 503, 503])
		expect(await row()).toMatchObject({ cancelledAttempt: 0, finished: false })
		mend()
		expect(await cancel()).toBe(202)

		await clock.pass(1000)
		expect((await reader.all()).at(-1)).toMatchObject({ type: 'done', sent: 1, cancelled: 2 })
		expect(await row()).toMatchObject({ cancelledAttempt: 1, finished: true })
		expect(server.accepted).toHaveLength(1)
	})

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
