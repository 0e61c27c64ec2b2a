import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { startTestServer, type Moment, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo, recipients } from '#tests/support/test-relay.ts'

async function start(options: TestServerOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const journal = createMemoryJournal()
	const startRelay = async () => {
		const relay = await createTestRelay({ servers: [server], journal })
		onTestFinished(() => relay.mailings.stop())
		return relay
	}
	return { server, journal, relay: await startRelay(), restart: startRelay }
}

const brief = (event: MailingEvent) =>
	event.type === 'result'
		? `${event.recipientId}/${event.attempt} ${event.outcome}${event.replayed ? ' again' : ''}`
		: event.type

/** Refuses at the dot what is for one address; takes the rest. */
const dieAtDotOf = (address: string) => (moment: Moment) =>
	moment.stage === 'dot' && moment.to[0] === address ? ({ then: 'reset' } as const) : undefined

const attempt = (
	mailing: MailingRequestInput,
	id: number,
	number: number,
	changes: Partial<MailingRequestInput> = {}
) => ({
	...mailing,
	recipients: [{ id: `r${id}`, email: addressOf(id), attempt: number }],
	...changes
})

describe('POST /mailings again', () => {
	test('replays what is decided and sends nothing, under a new run', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 2 })
		const first = await (await relay.send(mailing)).all()

		const second = await (await relay.send(mailing)).all()

		expect(second.map(brief)).toEqual(['accepted', 'r1/1 sent again', 'r2/1 sent again', 'done'])
		expect(second[0]).toMatchObject({ total: 2, settled: 2 })
		expect(second.map((event) => 'seq' in event && event.seq)).toEqual([1, 2, 3, 4])
		expect(second[1]).toMatchObject({ messageId: first[1]?.type === 'result' ? first[1].messageId : '' })
		expect(server.accepted).toHaveLength(2)
	})

	test('sends the rest to those who are new', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 2 })
		await (await relay.send(mailing)).all()

		const events = await (await relay.send({ ...mailing, recipients: recipients(4).slice(1) })).all()

		expect(events.map(brief)).toEqual(['accepted', 'r2/1 sent again', 'r3/1 sent', 'r4/1 sent', 'done'])
		expect(events[0]).toMatchObject({ total: 4, settled: 2 })
		expect(events.at(-1)).toMatchObject({ sent: 4 })
	})

	test('attaches while it runs: the same run from the start, and those who are new', async () => {
		const { server, relay } = await start({ delayMs: 20 })
		const mailing = mailingTo(server, { count: 3 })
		const first = await relay.send(mailing)
		await first.until('result')

		const second = await relay.send({ ...mailing, recipients: recipients(5) })
		const [, events] = await Promise.all([first.all(), second.all()])

		expect(events[0]).toMatchObject({ total: 5, run: first.seen[0]?.type === 'accepted' ? first.seen[0].run : '' })
		expect(events.slice(1)).toEqual(first.seen.slice(1))
		expect(events.map(brief)).toEqual([
			'accepted',
			'r1/1 sent',
			'r2/1 sent',
			'r3/1 sent',
			'r4/1 sent',
			'r5/1 sent',
			'done'
		])
		expect(server.accepted).toHaveLength(5)
	})

	test('sends once when posted several times at once', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 20 })

		const readers = await Promise.all([relay.send(mailing), relay.send(mailing), relay.send(mailing)])
		await Promise.all(readers.map((reader) => reader.all()))

		expect(server.accepted).toHaveLength(20)
	})

	test('keeps the server’s words of a failure as long as the process lives, not longer', async () => {
		const { server, relay, restart } = await start({ rejectRcpt: { [addressOf(1)]: '550 5.1.1 No such user' } })
		const mailing = mailingTo(server)
		await (await relay.send(mailing)).all()

		const same = await (await relay.send(mailing)).all()
		const other = await (await (await restart()).send(mailing)).all()

		expect(same[1]).toMatchObject({ code: 'address-unknown', reply: expect.stringContaining('No such user') as string })
		expect(other[1]).toMatchObject({
			outcome: 'failed',
			code: 'address-unknown',
			scope: 'recipient',
			tries: 1,
			replayed: true
		})
		expect(other[1]).not.toHaveProperty('reply')
		expect(other[1]).toMatchObject({ messageId: same[1]?.type === 'result' ? same[1].messageId : '' })
	})

	test('marks as uncertain what an earlier process was committing, and sends the rest', async () => {
		const { server, relay, journal, restart } = await start()
		const mailing = mailingTo(server, { count: 3, pace: { batchSize: 1, batchDelayMs: 600_000 } })
		const key = { owner: 'club', mailingId: mailing.id }
		await relay.send(mailing).then((reader) => reader.until('result'))
		await relay.mailings.stop()
		await journal.commit(
			{ ...key, recipientId: 'r2', attempt: 1 },
			{ mac: 'unknown', tries: 1, at: Date.now(), account: 'a' }
		)

		const next = await restart()
		const changed = await next.post('/api/v1/mailings', { ...mailing, pace: { batchDelayMs: 0 } })
		const rest = { ...mailing, recipients: recipients(3).filter(({ id }) => id !== 'r2'), pace: { batchDelayMs: 0 } }
		const events = await (await next.send(rest)).all()

		expect(await changed.json()).toMatchObject({ code: 'mailing-changed' })
		expect(events.map(brief)).toEqual(['accepted', 'r1/1 sent again', 'r3/1 sent', 'done'])
		expect(events.at(-1)).toMatchObject({ sent: 2, uncertain: 1 })
		expect(await journal.listMessages(key)).toContainEqual(
			expect.objectContaining({ recipientId: 'r2', state: 'uncertain', code: 'interrupted' })
		)
	})

	test('tells of an interrupted message alike after every restart', async () => {
		const { server, relay, journal, restart } = await start()
		const mailing = mailingTo(server)
		await (await relay.send(mailing)).all()
		const [row] = await journal.listMessages({ owner: 'club', mailingId: mailing.id })
		const at = Date.now() - 60_000
		Object.assign(journal, { listMessages: async () => [{ ...row, state: 'committing', at }] })
		const settled: unknown[] = []
		Object.assign(journal, { settle: async (_key: unknown, result: unknown) => void settled.push(result) })

		const events = await (await (await restart()).send(mailing)).all()

		expect(events[1]).toMatchObject({ outcome: 'uncertain', replayed: true, at: new Date(at).toISOString() })
		expect(settled).toMatchObject([{ outcome: 'uncertain', at }])
	})

	test.each<[string, Partial<MailingRequestInput>]>([
		['subject', { subject: 'Autre chose' }],
		['text', { text: 'Autre chose' }],
		['html', { html: '<p>Autre chose</p>' }],
		['sender', { sender: { email: 'other@test.example' } }],
		['createdAt', { createdAt: new Date(Date.now() - 1000).toISOString() }],
		['address', { recipients: [{ id: 'r1', email: 'other@example.org' }] }],
		['name', { recipients: [{ id: 'r1', email: addressOf(1), name: 'Zoé' }] }],
		['fields', { recipients: [{ id: 'r1', email: addressOf(1), fields: { a: 'b' } }] }]
	])('refuses another %s under the same id', async (_what, changes) => {
		const { server, relay } = await start()
		const mailing = mailingTo(server)
		await (await relay.send(mailing)).all()

		const response = await relay.post('/api/v1/mailings', { ...mailing, ...changes })

		expect(await response.json()).toMatchObject({ status: 422, code: 'mailing-changed' })
	})

	test('refuses another attachment under the same id', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server)
		const postWith = async (file: File) => {
			const body = new FormData()
			body.append('mailing', JSON.stringify(mailing))
			body.append('attachment', file)
			return (await relay.request('/api/v1/mailings', { method: 'POST', body })).status
		}

		expect(await postWith(new File(['a'], 'a.txt', { type: 'text/plain' }))).toBe(200)
		expect(await postWith(new File(['a'], 'a.txt', { type: 'text/plain' }))).toBe(200)
		expect(await postWith(new File(['b'], 'a.txt', { type: 'text/plain' }))).toBe(422)
		expect(await postWith(new File(['a'], 'b.txt', { type: 'text/plain' }))).toBe(422)
		expect(await postWith(new File(['a'], 'a.txt', { type: 'text/csv' }))).toBe(422)
	})

	test('does not mind another way of writing the same instant, nor other settings and pace', async () => {
		const { server, relay } = await start()
		const createdAt = '2026-11-22T10:00:00Z'
		const mailing = mailingTo(server, { createdAt })
		await (await relay.send(mailing)).all()

		const changed = { ...mailing, createdAt: '2026-11-22T10:00:00.000Z', pace: { maxRetries: 5 } }
		const response = await relay.post('/api/v1/mailings', { ...changed, smtp: { ...mailing.smtp, username: 'other' } })

		expect(response.status).toBe(200)
	})
})

describe('POST /mailings, further attempts', () => {
	test('sends a second attempt after a failed one, a byte for byte copy', async () => {
		const { server, relay } = await start({ rejectRcpt: { [addressOf(1)]: ['550 5.1.1 Unknown'] } })
		const mailing = mailingTo(server, { html: '<p>Bonjour</p>' })
		await (await relay.send(mailing)).all()

		const events = await (await relay.send(attempt(mailing, 1, 2))).all()

		expect(events.map(brief)).toEqual(['accepted', 'r1/2 sent', 'done'])
		expect(events[0]).toMatchObject({ total: 1, settled: 0 })
		expect(events.at(-1)).toMatchObject({ sent: 1, failed: 0 })
	})

	test('asks for consent before a second attempt after an uncertain one, then sends the very same bytes', async () => {
		const script = dieAtDotOf(addressOf(1))
		let dead = true
		const { server, relay } = await start({
			acceptScripted: true,
			script: (moment) => (dead ? script(moment) : undefined)
		})
		const mailing = mailingTo(server, { html: '<p>Bonjour</p>' })
		await (await relay.send(mailing)).all()
		dead = false

		const refused = await relay.post('/api/v1/mailings', attempt(mailing, 1, 2))
		const events = await (await relay.send(attempt(mailing, 1, 2, { acceptDuplicateRisk: true }))).all()

		expect(await refused.json()).toMatchObject({ status: 409, code: 'duplicate-risk' })
		expect(events.map(brief)).toEqual(['accepted', 'r1/2 sent', 'done'])
		expect(server.accepted).toHaveLength(2)
		expect(server.accepted[1]?.raw).toBe(server.accepted[0]?.raw)
	})

	test.each([
		['after one that was sent', 2],
		['that skips one', 3]
	])('refuses one %s', async (_what, number) => {
		const { server, relay } = await start()
		const mailing = mailingTo(server)
		await (await relay.send(mailing)).all()

		const response = await relay.post('/api/v1/mailings', attempt(mailing, 1, number, { acceptDuplicateRisk: true }))

		expect(await response.json()).toMatchObject({ status: 409, code: 'attempt-refused' })
	})

	test('refuses one while the first is waiting', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 2, pace: { batchSize: 1, batchDelayMs: 600_000 } })
		await relay.send(mailing).then((reader) => reader.until('result'))

		const response = await relay.post('/api/v1/mailings', attempt(mailing, 2, 2, { acceptDuplicateRisk: true }))

		expect(await response.json()).toMatchObject({ status: 409, code: 'attempt-refused' })
	})

	test('refuses one while the first is on its way, though it was cancelled', async () => {
		const reached = Promise.withResolvers<void>()
		const letGo = Promise.withResolvers<void>()
		const script: TestServerOptions['script'] = async ({ stage }) => {
			if (stage === 'dot') reached.resolve()
			if (stage === 'dot') await letGo.promise
			return undefined
		}
		const { server, relay } = await start({ script })
		const mailing = mailingTo(server)
		const reader = await relay.send(mailing)
		await reached.promise
		await relay.post(`/api/v1/mailings/${mailing.id}/cancel`, undefined)

		const response = await relay.post('/api/v1/mailings', attempt(mailing, 1, 2, { acceptDuplicateRisk: true }))
		letGo.resolve()
		await reader.all()

		expect(await response.json()).toMatchObject({ status: 409, code: 'attempt-refused' })
		expect(server.accepted).toHaveLength(1)
	})

	test('takes one of which this journal knows nothing when the risk is accepted', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server)

		const events = await (await relay.send(attempt(mailing, 1, 2, { acceptDuplicateRisk: true }))).all()

		expect(events.map(brief)).toEqual(['accepted', 'r1/2 sent', 'done'])
	})
})
