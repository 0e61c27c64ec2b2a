import { describe, expect, onTestFinished, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { MailingSummary } from '#shared/wire/summary.ts'
import { EventReader } from '#tests/support/event-reader.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer, type Moment, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo, recipients, type TestRelay } from '#tests/support/test-relay.ts'

/** A relay, a server, and a clock that only the test moves. */
async function start(options: TestServerOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const clock = new ManualClock()
	const relay = await createTestRelay({ servers: [server], clock })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay, clock }
}

/** Holds the reply to the first dot until it is let go; the usual one, or another. */
function holdFirstDot(reply?: string) {
	const reached = Promise.withResolvers<void>()
	const letGo = Promise.withResolvers<void>()
	const script = async ({ stage, message }: Moment) => {
		if (stage !== 'dot' || message !== 1) return undefined
		reached.resolve()
		await letGo.promise
		return reply
	}
	return { script, reached: reached.promise, letGo: () => letGo.resolve() }
}

const steer = async (relay: TestRelay, id: string | undefined, verb: 'pause' | 'resume' | 'cancel') => {
	const response = await relay.post(`/api/v1/mailings/${id}/${verb}`, undefined)
	return { status: response.status, summary: (await response.json()) as MailingSummary }
}
const summaryOf = async (relay: TestRelay, id: string): Promise<MailingSummary> =>
	(await (await relay.request(`/api/v1/mailings/${id}`)).json()) as MailingSummary

const brief = (event: MailingEvent) => {
	if (event.type === 'result') return `${event.recipientId} ${event.outcome}${event.replayed ? ' again' : ''}`
	return event.type === 'paused' ? `paused ${event.reason}` : event.type
}

describe('POST /mailings/:id/pause and /resume', () => {
	test('finishes the message in flight, begins no other, and goes on when asked', async () => {
		const hold = holdFirstDot()
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 3 })

		const reader = await relay.send(mailing)
		await hold.reached
		const paused = await steer(relay, mailing.id, 'pause')
		hold.letGo()
		await reader.until('result')
		const resumed = await steer(relay, mailing.id, 'resume')
		const events = await reader.all()

		expect(paused).toMatchObject({ status: 202, summary: { state: 'paused', pausedReason: 'user', resumeInMs: null } })
		expect(resumed).toMatchObject({ status: 202, summary: { state: 'running', sent: 1 } })
		expect(events.map(brief)).toEqual(['accepted', 'paused user', 'r1 sent', 'resumed', 'r2 sent', 'r3 sent', 'done'])
	})

	test('has the pause in the journal before it answers', async () => {
		const hold = holdFirstDot()
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 2 })
		await relay.send(mailing)
		await hold.reached

		await steer(relay, mailing.id, 'pause')

		const row = await relay.journal.findMailing({ owner: 'club', mailingId: mailing.id })
		expect(row).toMatchObject({ userPaused: true, finished: false })
		hold.letGo()
	})

	test('is not paused any more once it is done, when a further attempt is posted', async () => {
		const hold = holdFirstDot('554 5.6.0 No')
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server)
		const reader = await relay.send(mailing)
		await hold.reached
		await steer(relay, mailing.id, 'pause')
		hold.letGo()
		await reader.until('done')

		const again = await relay.send({ ...mailing, recipients: [{ id: 'r1', email: addressOf(1), attempt: 2 }] })
		const events = [await again.next(), await again.next()]

		expect(events.map((event) => event && brief(event))).toEqual(['accepted', 'r1 sent'])
	})

	test('starts paused when its user had paused it, posted again after the relay was gone', async () => {
		const server = await startTestServer()
		onTestFinished(server.close)
		const first = await createTestRelay({ servers: [server] })
		const mailing = mailingTo(server, { count: 2 })
		const key = { owner: 'club', mailingId: mailing.id }
		await first.send({ ...mailing, pace: { batchSize: 1, batchDelayMs: 600_000 } }).then((each) => each.until('result'))
		await first.mailings.stop()

		const second = await createTestRelay({ servers: [server], journal: first.journal })
		onTestFinished(() => second.mailings.stop())
		const interrupted = await steer(second, mailing.id, 'pause')
		const reader = await second.send(mailing)
		const paused = await reader.until('paused')
		await steer(second, mailing.id, 'resume')

		expect(interrupted.summary).toMatchObject({ state: 'interrupted', run: null, sent: 1, total: 2 })
		expect(paused.reason).toBe('user')
		expect((await reader.all()).map(brief)).toEqual([
			'accepted',
			'r1 sent again',
			'paused user',
			'resumed',
			'r2 sent',
			'done'
		])
		expect(await second.journal.findMailing(key)).toMatchObject({ userPaused: false, finished: true })
	})
})

describe('POST /mailings/:id/cancel', () => {
	test('finishes the message in flight, and counts the rest as cancelled', async () => {
		const hold = holdFirstDot()
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 3 })

		const reader = await relay.send(mailing)
		await hold.reached
		const cancelled = await steer(relay, mailing.id, 'cancel')
		hold.letGo()
		const events = await reader.all()

		expect(cancelled).toMatchObject({ status: 202, summary: { state: 'cancelled' } })
		expect(events.map(brief)).toEqual(['accepted', 'r1 sent', 'done'])
		expect(events.at(-1)).toMatchObject({ sent: 1, failed: 0, uncertain: 0, cancelled: 2 })
		expect(await summaryOf(relay, mailing.id)).toMatchObject({ state: 'cancelled', total: 3, sent: 1, cancelled: 2 })
	})

	test('stays cancelled: posted again it tells what is decided, and is done', async () => {
		const hold = holdFirstDot()
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 2 })
		const reader = await relay.send(mailing)
		await hold.reached
		await steer(relay, mailing.id, 'cancel')
		hold.letGo()
		await reader.all()

		const events = await (await relay.send({ ...mailing, recipients: recipients(3) })).all()

		expect(events.map(brief)).toEqual(['accepted', 'r1 sent again', 'done'])
		expect(events.at(-1)).toMatchObject({ sent: 1, cancelled: 2 })
		expect(server.accepted).toHaveLength(1)
	})

	test('drops a message that waits for its next try', async () => {
		const { server, relay } = await start({ rejectRcpt: { [addressOf(1)]: '451 4.3.0 Later' } })
		const mailing = mailingTo(server)
		const reader = await relay.send(mailing)
		await reader.until('retry')

		await steer(relay, mailing.id, 'cancel')

		expect((await reader.all()).at(-1)).toMatchObject({ type: 'done', failed: 0, cancelled: 1 })
	})

	test('does not try again what the server put off after it was cancelled', async () => {
		const hold = holdFirstDot('451 4.3.0 Later')
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server)
		const reader = await relay.send(mailing)
		await hold.reached

		await steer(relay, mailing.id, 'cancel')
		hold.letGo()

		expect((await reader.all()).map(brief)).toEqual(['accepted', 'done'])
		expect(reader.seen.at(-1)).toMatchObject({ failed: 0, cancelled: 1 })
	})

	test('sends nothing when it comes while the connection is being made', async () => {
		const greeted = Promise.withResolvers<void>()
		const letGo = Promise.withResolvers<void>()
		const { server, relay } = await start({
			script: async ({ stage }) => {
				if (stage !== 'ehlo') return undefined
				greeted.resolve()
				await letGo.promise
				return undefined
			}
		})
		const mailing = mailingTo(server, { count: 2 })
		const reader = await relay.send(mailing)
		await greeted.promise

		await steer(relay, mailing.id, 'cancel')
		letGo.resolve()

		expect((await reader.all()).map(brief)).toEqual(['accepted', 'done'])
		expect(server.accepted).toEqual([])
	})

	test('lets a cancelled recipient be sent to by a further attempt', async () => {
		const hold = holdFirstDot()
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 2 })
		const reader = await relay.send(mailing)
		await hold.reached
		await steer(relay, mailing.id, 'cancel')
		hold.letGo()
		await reader.all()
		const again = { ...mailing, recipients: [{ id: 'r2', email: addressOf(2), attempt: 2 }] }

		const events = await (await relay.send(again)).all()

		expect(events.map(brief)).toEqual(['accepted', 'r2 sent', 'done'])
		expect(await summaryOf(relay, mailing.id)).toMatchObject({ state: 'done', sent: 2, cancelled: 0 })
	})

	test('cancels what nobody holds any more', async () => {
		const server = await startTestServer()
		onTestFinished(server.close)
		const first = await createTestRelay({ servers: [server] })
		const mailing = mailingTo(server, { count: 2, pace: { batchSize: 1, batchDelayMs: 600_000 } })
		await first.send(mailing).then((reader) => reader.until('result'))
		await first.mailings.stop()
		const second = await createTestRelay({ servers: [server], journal: first.journal })

		const { summary } = await steer(second, mailing.id, 'cancel')
		const events = await (await second.send(mailing)).all()

		expect(summary).toMatchObject({ state: 'cancelled', sent: 1, cancelled: 1 })
		expect(events.map(brief)).toEqual(['accepted', 'r1 sent again', 'done'])
	})

	test('leaves a mailing that is done as it is', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server)
		await (await relay.send(mailing)).all()

		const { status, summary } = await steer(relay, mailing.id, 'cancel')

		expect(status).toBe(202)
		expect(summary).toMatchObject({ state: 'done', sent: 1, cancelled: 0 })
	})
})

describe('GET /mailings/:id/events', () => {
	test('goes on after a place in the same run, and from the start for another', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 3 })
		const all = await (await relay.send(mailing)).all()
		const run = all[0]?.type === 'accepted' ? all[0].run : ''
		const read = async (query: string) =>
			await new EventReader(await relay.request(`/api/v1/mailings/${mailing.id}/events?${query}`)).all()

		expect(await read(`run=${run}&after=2`)).toEqual(all.slice(2))
		expect(await read(`run=${run}&after=99`)).toEqual([])
		expect(await read('run=another&after=2')).toEqual(all)
		expect(await read('')).toEqual(all)
	})

	test('beats its heart in silence, without a number', async () => {
		const { server, relay, clock } = await start()
		const mailing = mailingTo(server, { count: 2, pace: { batchSize: 1, batchDelayMs: 40_000 } })
		const reader = await relay.send(mailing)
		await reader.until('result')

		const beat = reader.next()
		await clock.pass(15_000)
		const second = reader.next()
		await clock.pass(15_000)

		expect(await beat).toEqual({ type: 'heartbeat' })
		expect(await second).toEqual({ type: 'heartbeat' })
	})

	test.each(['-1', 'x', '1e3', '12345678901'])('refuses the place %s', async (after) => {
		const { server, relay } = await start()
		const mailing = mailingTo(server)
		await (await relay.send(mailing)).all()

		const response = await relay.request(`/api/v1/mailings/${mailing.id}/events?after=${after}`)

		expect(await response.json()).toMatchObject({ status: 422, code: 'invalid-request', fields: ['after'] })
	})

	test.each(['', '/events', '/pause', '/resume', '/cancel'])('knows no mailing %s that nobody posted', async (path) => {
		const { relay } = await start()
		const method = path === '' || path === '/events' ? 'GET' : 'POST'

		const response = await relay.request(`/api/v1/mailings/unknown${path}`, { method })

		expect(await response.json()).toMatchObject({ status: 404, code: 'unknown-mailing' })
	})
})
