import { simpleParser } from 'mailparser'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import { systemClock, type Clock } from '#relay/clock.ts'
import { EventReader } from '#tests/support/event-reader.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

async function start(options: TestServerOptions = {}, clock: Clock = systemClock) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const relay = await createTestRelay({ servers: [server], clock })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay }
}

/** The same, but the second before a retry takes no time. */
async function startWithRetry(options: TestServerOptions) {
	const clock = new ManualClock()
	void clock.pass(1000)
	return await start(options, clock)
}

const brief = (event: MailingEvent) =>
	event.type === 'result' ? `${event.type} ${event.recipientId} ${event.outcome}` : event.type

describe('POST /mailings', () => {
	test('streams accepted, a result for each recipient, and done, numbered from 1', async () => {
		const { server, relay } = await start()

		const events = await (await relay.send(mailingTo(server, { count: 3 }))).all()

		expect(events.map(brief)).toEqual(['accepted', 'result r1 sent', 'result r2 sent', 'result r3 sent', 'done'])
		expect(events.map((event) => 'seq' in event && event.seq)).toEqual([1, 2, 3, 4, 5])
		expect(events[0]).toMatchObject({ total: 3, settled: 0, journalEpoch: relay.journal.epoch })
		expect(events[1]).toMatchObject({ attempt: 1, tries: 1 })
		expect(events.at(-1)).toMatchObject({ sent: 3, failed: 0, uncertain: 0, cancelled: 0 })
		expect(server.accepted.map(({ to }) => to)).toEqual([[addressOf(1)], [addressOf(2)], [addressOf(3)]])
	})

	test('ignores names that the protocol does not know', async () => {
		const { server, relay } = await start()
		const mailing = { ...mailingTo(server), colour: 'blue' }

		const events = await (await relay.send(mailing)).all()

		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 1 })
	})

	test('answers as newline-delimited JSON that nothing on the way may keep', async () => {
		const { server, relay } = await start()

		const response = await relay.post('/api/v1/mailings', mailingTo(server))

		expect(response.headers.get('content-type')).toBe('application/x-ndjson')
		expect(response.headers.get('cache-control')).toBe('no-store')
		expect(response.headers.get('x-accel-buffering')).toBe('no')
		await new EventReader(response).all()
	})

	test('fills in the merge fields of each recipient and names the message as its result does', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, {
			subject: 'Bonjour {{prénom|à vous}}',
			text: 'Cher {{prénom|ami}}, {{solde}} €',
			html: '<p>Cher {{prénom|ami}}, {{solde}} €</p>',
			recipients: [
				{ id: 'r1', email: addressOf(1), name: 'Zoé, "Z"', fields: { prénom: 'Zoé & <Léa>', solde: '12' } },
				{ id: 'r2', email: addressOf(2), fields: { prénom: '', solde: '0' } }
			]
		})

		const events = await (await relay.send(mailing)).all()

		const messages = await Promise.all(server.accepted.map(({ raw }) => simpleParser(raw)))
		expect(messages[0]).toMatchObject({ subject: 'Bonjour Zoé & <Léa>', text: 'Cher Zoé & <Léa>, 12 €' })
		expect(messages[0]?.html).toContain('Cher Zoé &amp; &lt;Léa&gt;, 12 €')
		expect(messages[1]).toMatchObject({ subject: 'Bonjour à vous', text: 'Cher ami, 0 €' })
		expect(events[1]).toMatchObject({ recipientId: 'r1', messageId: messages[0]?.messageId })
	})

	test('dates every message by the mailing, whenever it goes out', async () => {
		const { server, relay } = await start()

		await (await relay.send(mailingTo(server, { createdAt: '2026-11-20T08:30:00.000Z' }))).all()

		expect(server.accepted[0]?.raw).toContain('\r\nDate: Fri, 20 Nov 2026 08:30:00 +0000\r\n')
	})

	test('takes attachments in the order of their parts', async () => {
		const { server, relay } = await start()
		const form = new FormData()
		form.append('mailing', JSON.stringify(mailingTo(server)))
		form.append(
			'attachment',
			new File([new Uint8Array([1, 2, 3])], 'Règlement intérieur.pdf', { type: 'application/pdf' })
		)
		form.append('attachment', new File(['a;b\r\n'], 'liste.csv', { type: 'text/csv' }))

		await new EventReader(await relay.request('/api/v1/mailings', { method: 'POST', body: form })).all()

		const { attachments } = await simpleParser(server.accepted[0]?.raw ?? '')
		expect(attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
			['Règlement intérieur.pdf', 'application/pdf'],
			['liste.csv', 'text/csv']
		])
		expect(attachments[0]?.content).toEqual(Buffer.from([1, 2, 3]))
	})

	test('sends in batches over one connection, with the delay between them', async () => {
		const { server, relay } = await start()
		const pace = { batchSize: 2, batchDelayMs: 150, maxRetries: 0 }

		await (await relay.send(mailingTo(server, { count: 5, pace }))).all()

		const times = server.accepted.map(({ at }) => at)
		const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0) >= 140)
		expect(gaps).toEqual([false, true, false, true])
		expect(server.connections).toBe(1)
	})

	test('uses as many connections as it is told, and no recipient twice', async () => {
		const { server, relay } = await start({ delayMs: 5 })
		const pace = { batchSize: 100, batchDelayMs: 0, connections: 4 }

		const events = await (await relay.send(mailingTo(server, { count: 40, pace }))).all()

		expect(server.connections).toBe(4)
		expect(new Set(server.accepted.flatMap(({ to }) => to)).size).toBe(40)
		expect(server.accepted).toHaveLength(40)
		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 40 })
	})

	test('makes do with the connections that the server allows', async () => {
		const busy = { then: 'close', reply: '421 4.7.0 Too many connections' } as const
		const { server, relay } = await start({
			delayMs: 5,
			script: ({ stage, connection }) => (stage === 'greeting' && connection > 2 ? busy : undefined)
		})
		const pace = { batchSize: 100, batchDelayMs: 0, connections: 5 }

		const events = await (await relay.send(mailingTo(server, { count: 20, pace }))).all()

		expect(events.map(({ type }) => type)).not.toContain('paused')
		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 20 })
	})

	test('carries on when the caller goes away', async () => {
		const { server, relay } = await start({ delayMs: 20 })
		const mailing = mailingTo(server, { count: 5 })

		const caller = await relay.send(mailing)
		await caller.until('result')
		await caller.leave()
		const events = await new EventReader(await relay.request(`/api/v1/mailings/${mailing.id}/events`)).all()

		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 5 })
		expect(server.accepted).toHaveLength(5)
	})

	test('is not held up by a caller who does not read', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 200 })

		const unread = await relay.post('/api/v1/mailings', mailing)
		const reader = new EventReader(await relay.request(`/api/v1/mailings/${mailing.id}/events`))
		await reader.all()

		expect(server.accepted).toHaveLength(200)
		expect(await new EventReader(unread).all()).toEqual(reader.seen)
	})

	test('lets two mailings of one id exist for two owners, each unseen by the other', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 1 })

		await (await relay.send(mailing)).all()
		const before = await relay.request(`/api/v1/mailings/${mailing.id}`, { key: relay.otherKey })
		const other = await relay.post('/api/v1/mailings', { ...mailing, subject: 'Autre' }, { key: relay.otherKey })
		await new EventReader(other).all()

		expect(before.status).toBe(404)
		expect(server.accepted).toHaveLength(2)
	})
})

describe('POST /mailings, a recipient in trouble', () => {
	test('tries again what is refused for now, later each time, and says so', async () => {
		const { server, relay } = await startWithRetry({
			rejectRcpt: { [addressOf(1)]: ['451 4.3.0 Try later'] }
		})

		const events = await (await relay.send(mailingTo(server, { count: 2 }))).all()

		expect(events.map(brief)).toEqual(['accepted', 'retry', 'result r2 sent', 'result r1 sent', 'done'])
		expect(events[1]).toMatchObject({
			recipientId: 'r1',
			try: 1,
			delayMs: 1000,
			reply: expect.stringContaining('451') as string
		})
		expect(events[3]).toMatchObject({ tries: 2 })
	})

	test('gives up after the tries it was given', async () => {
		const { server, relay } = await startWithRetry({ rejectRcpt: { [addressOf(1)]: '451 4.3.0 Try later' } })
		const pace = { batchDelayMs: 0, maxRetries: 1 }

		const events = await (await relay.send(mailingTo(server, { pace }))).all()

		expect(events.map(brief)).toEqual(['accepted', 'retry', 'result r1 failed', 'done'])
		expect(events[2]).toMatchObject({ tries: 2, scope: 'recipient', code: 'temporarily-refused' })
	})

	test('never tries again what is refused for good', async () => {
		const { server, relay } = await start({ rejectRcpt: { [addressOf(2)]: '550 5.1.1 No such user' } })

		const events = await (await relay.send(mailingTo(server, { count: 3 }))).all()

		expect(events.map(brief)).toEqual(['accepted', 'result r1 sent', 'result r2 failed', 'result r3 sent', 'done'])
		expect(events[2]).toMatchObject({
			tries: 1,
			code: 'address-unknown',
			scope: 'recipient',
			reply: expect.any(String) as string
		})
		expect(server.commands.filter((line) => line.includes(addressOf(2)))).toHaveLength(1)
	})

	test('tries again after a temporary refusal of the content', async () => {
		let refused = false
		const { server, relay } = await startWithRetry({
			script: ({ stage }) => {
				if (stage !== 'dot' || refused) return undefined
				refused = true
				return '451 4.3.0 Local error'
			}
		})

		const events = await (await relay.send(mailingTo(server))).all()

		expect(events.map(brief)).toEqual(['accepted', 'retry', 'result r1 sent', 'done'])
		expect(server.accepted).toHaveLength(1)
	})

	test('says uncertain when the connection is lost after the dot, and goes on at once', async () => {
		const { server, relay } = await start({
			acceptScripted: true,
			script: ({ stage, message }) => (stage === 'dot' && message === 2 ? { then: 'reset' } : undefined)
		})

		const events = await (await relay.send(mailingTo(server, { count: 3 }))).all()

		expect(events.map(brief)).toEqual(['accepted', 'result r1 sent', 'result r2 uncertain', 'result r3 sent', 'done'])
		expect(events[2]).toMatchObject({ code: 'connection-lost', scope: 'connection', tries: 1 })
		expect(server.accepted.flatMap(({ to }) => to)).toEqual([addressOf(1), addressOf(2), addressOf(3)])
		expect(server.connections).toBe(2)
	})

	test.each(['mail', 'rcpt', 'data'] as const)('tries again when the connection is lost at %s', async (lostAt) => {
		const { server, relay } = await startWithRetry({
			script: ({ stage, connection }) => (stage === lostAt && connection === 1 ? { then: 'reset' } : undefined)
		})

		const events = await (await relay.send(mailingTo(server))).all()

		expect(events.map(brief)).toEqual(['accepted', 'retry', 'result r1 sent', 'done'])
		expect(server.accepted).toHaveLength(1)
	})
})
