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

/** Holds the reply to the first dot until it is let go. */
function holdFirstDot() {
	const reached = Promise.withResolvers<void>()
	const letGo = Promise.withResolvers<void>()
	const script = async ({ stage, message }: Moment) => {
		if (stage !== 'dot' || message !== 1) return undefined
		reached.resolve()
		await letGo.promise
		return undefined
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

describe('mailings that pause by themselves', () => {
	test('account: at a wrong password at once, and the next posting with the right one ends it', async () => {
		const { server, relay } = await start({ users: { 'club@test.example': 'juste' } })
		const wrong = mailingTo(server, { count: 2 })
		wrong.smtp = await relay.seal(wrong.smtp, 'faux')

		const reader = await relay.send(wrong)
		const paused = await reader.until('paused')
		const summary = await summaryOf(relay, wrong.id)
		await relay.send({ ...wrong, smtp: await relay.seal(wrong.smtp, 'juste') })
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'account', resumeInMs: null, code: 'smtp-auth-failed' })
		expect(summary).toMatchObject({ state: 'paused', pausedReason: 'account', resumeInMs: null })
		expect(server.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(2)
		expect(events.map(brief)).toEqual(['accepted', 'paused account', 'resumed', 'r1 sent', 'r2 sent', 'done'])
	})

	test('account: when the server does not let the account write as this sender; nobody is marked failed', async () => {
		let refuse = true
		const { server, relay } = await start({
			script: ({ stage }) =>
				stage === 'mail' && refuse ? '553 5.7.1 Sender address rejected: not owned by user' : undefined
		})
		const mailing = mailingTo(server, { count: 2 })

		const reader = await relay.send(mailing)
		const paused = await reader.until('paused')
		refuse = false
		await steer(relay, mailing.id, 'resume')

		expect(paused).toMatchObject({ reason: 'account', code: 'sender-refused', resumeInMs: null })
		expect((await reader.all()).at(-1)).toMatchObject({ type: 'done', sent: 2, failed: 0 })
	})

	test('throttle: for a while at 421, then it goes on by itself', async () => {
		let refuse = true
		const { server, relay, clock } = await start({
			script: ({ stage }) => (stage === 'rcpt' && refuse ? { then: 'close', reply: '421 4.7.0 Slow down' } : undefined)
		})

		const reader = await relay.send(mailingTo(server, { count: 2 }))
		const paused = await reader.until('paused')
		refuse = false
		await clock.pass(paused.resumeInMs ?? 0)
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'throttle', resumeInMs: 30_000 })
		expect(events.map(brief)).toEqual(['accepted', 'paused throttle', 'resumed', 'r2 sent', 'r1 sent', 'done'])
		expect(events.filter(({ type }) => type === 'result')).toMatchObject([{ tries: 1 }, { tries: 1 }])
	})

	test('throttle: longer each time', async () => {
		const { server, relay, clock } = await start({
			script: ({ stage }) => (stage === 'mail' ? '451 4.7.1 Too fast' : undefined)
		})
		const reader = await relay.send(mailingTo(server))
		const waits: (number | null)[] = []

		for (let n = 0; n < 5; n += 1) {
			const { resumeInMs } = await reader.until('paused')
			waits.push(resumeInMs)
			await clock.pass(resumeInMs ?? 0)
		}

		expect(waits).toEqual([30_000, 120_000, 600_000, 1_800_000, 1_800_000])
	})

	test('connection: after three failures in a row to open a session, not before', async () => {
		let greetings = 0
		const { server, relay, clock } = await start({
			script: ({ stage }) => {
				if (stage !== 'greeting') return undefined
				greetings += 1
				return greetings <= 3 ? { then: 'close' } : undefined
			}
		})

		const reader = await relay.send(mailingTo(server))
		await clock.pass(1000)
		await clock.pass(2000)
		const paused = await reader.until('paused')
		const tried = greetings
		await clock.pass(paused.resumeInMs ?? 0)
		const events = await reader.all()

		expect(tried).toBe(3)
		expect(paused).toMatchObject({ reason: 'connection', code: 'smtp-unreachable', resumeInMs: 30_000 })
		expect(events.map(brief)).toEqual(['accepted', 'paused connection', 'resumed', 'r1 sent', 'done'])
	})

	test('message: when the content is refused for two in a row', async () => {
		const { server, relay } = await start({
			script: ({ stage }) => (stage === 'dot' ? '554 5.7.1 Looks like spam' : undefined)
		})

		const reader = await relay.send(mailingTo(server, { count: 5 }))
		const paused = await reader.until('paused')

		expect(paused).toMatchObject({ reason: 'message', resumeInMs: null, code: 'message-refused' })
		expect(reader.seen.map(brief)).toEqual(['accepted', 'r1 failed', 'r2 failed', 'paused message'])
	})

	test('quota: at the hourly limit, over all mailings and test messages of the account', async () => {
		const { server, relay, clock } = await start()
		const pace = { batchDelayMs: 0, hourlyLimit: 5 }
		const testMessage = { smtp: mailingTo(server).smtp, sender: { email: 'a@test.example' }, to: 'b@test.example' }
		await relay.post('/api/v1/smtp/test-messages', testMessage)
		await (await relay.send(mailingTo(server, { count: 2, pace }))).all()

		const mailing = mailingTo(server, { count: 4, pace })
		const reader = await relay.send(mailing)
		const paused = await reader.until('paused')
		const summary = (await steer(relay, mailing.id, 'resume')).summary
		await relay.send(mailing)
		const sentBefore = server.accepted.length
		await clock.pass(paused.resumeInMs ?? 0)
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'quota', resumeInMs: 3_600_000 })
		expect(summary).toMatchObject({ state: 'paused', pausedReason: 'quota', resumeInMs: 3_600_000 })
		expect(sentBefore).toBe(5)
		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 4 })
	})

	test('quota: what is uncertain counts, what was refused before the dot does not', async () => {
		const { server, relay } = await start({
			rejectRcpt: { [addressOf(1)]: '550 5.1.1 Unknown' },
			script: ({ stage, message }) => (stage === 'dot' && message === 2 ? { then: 'reset' } : undefined)
		})

		const reader = await relay.send(mailingTo(server, { count: 4, pace: { batchDelayMs: 0, dailyLimit: 2 } }))
		const paused = await reader.until('paused')

		expect(paused).toMatchObject({ reason: 'quota' })
		expect(reader.seen.map(brief)).toEqual(['accepted', 'r1 failed', 'r2 uncertain', 'r3 sent', 'paused quota'])
	})

	test('shows the own pause again after the user has resumed', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 2, pace: { batchDelayMs: 0, hourlyLimit: 1 } })
		const reader = await relay.send(mailing)
		await reader.until('paused')

		await steer(relay, mailing.id, 'pause')
		await reader.until('paused')
		await steer(relay, mailing.id, 'resume')
		await reader.until('paused')

		expect(reader.seen.map(brief)).toEqual(['accepted', 'r1 sent', 'paused quota', 'paused user', 'paused quota'])
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
