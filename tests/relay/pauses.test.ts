import { describe, expect, onTestFinished, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { MailingSummary } from '#shared/wire/summary.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo, type TestRelay } from '#tests/support/test-relay.ts'

/** A relay, a server, and a clock that only the test moves. */
async function start(options: TestServerOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const clock = new ManualClock()
	const relay = await createTestRelay({ servers: [server], clock })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay, clock }
}

const steer = async (relay: TestRelay, id: string | undefined, verb: 'pause' | 'resume') => {
	const response = await relay.post(`/api/v1/mailings/${id}/${verb}`, undefined)
	return { status: response.status, summary: (await response.json()) as MailingSummary }
}
const summaryOf = async (relay: TestRelay, id: string): Promise<MailingSummary> =>
	(await (await relay.request(`/api/v1/mailings/${id}`)).json()) as MailingSummary

const brief = (event: MailingEvent) => {
	if (event.type === 'result') return `${event.recipientId} ${event.outcome}`
	return event.type === 'paused' ? `paused ${event.reason}` : event.type
}

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

	test('connection: after three failures in a row to open a session, not before, nor from several sides at once', async () => {
		let greetings = 0
		const { server, relay, clock } = await start({
			script: ({ stage }) => {
				if (stage !== 'greeting') return undefined
				greetings += 1
				return greetings <= 3 ? { then: 'close' } : undefined
			}
		})

		const pace = { batchDelayMs: 0, connections: 5 }
		const reader = await relay.send(mailingTo(server, { count: 10, pace }))
		await clock.pass(1000)
		await clock.pass(2000)
		const paused = await reader.until('paused')
		const tried = greetings
		await clock.pass(paused.resumeInMs ?? 0)
		const events = await reader.all()

		expect(tried).toBe(3)
		expect(paused).toMatchObject({ reason: 'connection', code: 'smtp-unreachable', resumeInMs: 30_000 })
		expect(events.slice(0, 4).map(brief)).toEqual(['accepted', 'paused connection', 'resumed', 'r1 sent'])
		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 10 })
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

	test('quota: says when it goes on only once the messages on their way have used their places', async () => {
		const hold = Promise.withResolvers<void>()
		const { server, relay, clock } = await start({
			rejectRcpt: { [addressOf(1)]: '550 5.1.1 Unknown' },
			script: async ({ stage }) => (stage === 'rcpt' ? await hold.promise : undefined)
		})
		const pace = { batchDelayMs: 0, connections: 5, hourlyLimit: 3 }

		const mailing = mailingTo(server, { count: 6, pace })
		const reader = await relay.send(mailing)
		await expect
			.poll(() => server.commands.filter((line) => line.startsWith('RCPT')).length, { timeout: 15_000 })
			.toBe(3)
		const whileHeld = (await summaryOf(relay, mailing.id)).state
		hold.resolve()
		const paused = await reader.until('paused')
		await clock.pass(paused.resumeInMs ?? 0)
		await reader.until('done')

		expect(whileHeld).toBe('running')
		expect(paused).toMatchObject({ reason: 'quota', resumeInMs: 3_600_000 })
		expect(reader.seen.filter(({ type }) => type === 'paused')).toHaveLength(1)
		expect(reader.seen.at(-1)).toMatchObject({ sent: 5, failed: 1 })
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
