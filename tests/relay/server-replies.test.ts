import { describe, expect, onTestFinished, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

const MINUTE_MS = 60_000
const GREYLISTED = '450 4.2.0 <membre1@example.org>: Recipient address rejected: Greylisted'
const LOGIN = { username: 'club@test.example', password: 'juste' }

/** A relay, a server, and a clock that only the test moves. */
async function start(options: TestServerOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const clock = new ManualClock(Math.floor(Date.now() / 1000) * 1000)
	const relay = await createTestRelay({ servers: [server], clock })
	onTestFinished(() => relay.mailings.stop())
	const resume = async (id: string) => void (await relay.post(`/api/v1/mailings/${id}/resume`, undefined))
	const said = (verb: string) => server.commands.filter((line) => line.startsWith(verb)).length
	return { server, relay, clock, resume, said }
}

const brief = (event: MailingEvent) => {
	if (event.type === 'result') return `${event.recipientId} ${event.outcome}`
	if (event.type === 'retry') return `${event.recipientId} again in ${event.delayMs / 1000} s`
	return event.type === 'paused' ? `paused ${event.reason}` : event.type
}

describe('an account that is refused', () => {
	test('stops the mailing at the first message: nobody else is tried, and nobody fails', async () => {
		let refuse = true
		const { server, relay, resume, said } = await start({
			script: ({ stage }) => (stage === 'rcpt' && refuse ? '554 5.7.1 <a@b.example>: Relay access denied' : undefined)
		})
		const mailing = mailingTo(server, { count: 10 })

		const reader = await relay.send(mailing)
		const paused = await reader.until('paused')
		const tried = said('RCPT')
		refuse = false
		await resume(mailing.id)
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'account', resumeInMs: null, code: 'relay-denied' })
		expect(tried).toBe(1)
		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 10, failed: 0 })
	})

	test('does not let one recipient block the others for ever', async () => {
		const { server, relay, resume } = await start({ rejectRcpt: { [addressOf(1)]: '554 5.7.1 Relay access denied' } })
		const mailing = mailingTo(server, { count: 2 })

		const reader = await relay.send(mailing)
		for (let n = 0; n < 2; n += 1) {
			await reader.until('paused')
			await resume(mailing.id)
		}
		const events = await reader.all()

		expect(events.map(brief)).toEqual([
			...['accepted', 'paused account', 'resumed', 'r2 sent'],
			...['paused account', 'resumed', 'r1 failed', 'done']
		])
	})
})

describe('a password that is refused', () => {
	test('in mid-mailing is tried once, and again only when another is posted', async () => {
		let refuse = false
		const { server, relay, clock, resume, said } = await start({
			users: { [LOGIN.username]: LOGIN.password },
			script: ({ stage, message }) => {
				if (stage === 'auth' && refuse) return '535 5.7.8 Authentication credentials invalid'
				if (stage !== 'mail' || message !== 2) return undefined
				refuse = true
				return { then: 'close' }
			}
		})
		const mailing = mailingTo(server, { count: 3 })
		mailing.smtp = await relay.seal(mailing.smtp, LOGIN.password)

		const reader = await relay.send(mailing)
		const paused = await reader.until('paused')
		await resume(mailing.id)
		const again = await reader.until('paused')
		const logins = said('AUTH')
		refuse = false
		await relay.send({ ...mailing, smtp: await relay.seal(mailing.smtp, LOGIN.password) })
		await clock.pass(1000)
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'account', resumeInMs: null, code: 'smtp-auth-failed' })
		expect(again).toMatchObject({ reason: 'account', resumeInMs: null, code: 'smtp-auth-failed' })
		expect(logins).toBe(2)
		expect(said('AUTH')).toBe(3)
		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 3, failed: 0 })
	})

	test('is tried by one connection, however many are wanted', async () => {
		const { server, relay, said } = await start({ users: { [LOGIN.username]: LOGIN.password } })
		const mailing = mailingTo(server, { count: 20, pace: { batchDelayMs: 0, connections: 5 } })
		mailing.smtp = await relay.seal(mailing.smtp, 'faux')

		const reader = await relay.send(mailing)

		expect(await reader.until('paused')).toMatchObject({ reason: 'account', code: 'smtp-auth-failed' })
		expect(said('AUTH')).toBe(1)
	})

	test('for now only is waited for', async () => {
		let refuse = true
		const { server, relay, clock } = await start({
			users: { [LOGIN.username]: LOGIN.password },
			script: ({ stage }) => (stage === 'auth' && refuse ? '454 4.7.0 Too many login attempts' : undefined)
		})
		const mailing = mailingTo(server)
		mailing.smtp = await relay.seal(mailing.smtp, LOGIN.password)

		const reader = await relay.send(mailing)
		const paused = await reader.until('paused')
		refuse = false
		await clock.pass(paused.resumeInMs ?? 0)

		expect(paused).toMatchObject({ reason: 'throttle', resumeInMs: 30_000 })
		expect((await reader.all()).at(-1)).toMatchObject({ sent: 1 })
	})
})

describe('a server that asks for patience', () => {
	test('gets half as many at a time, half as fast', async () => {
		let refuse = true
		const { server, relay, clock } = await start({
			script: ({ stage }) => (stage === 'mail' && refuse ? '451 4.7.1 Too fast' : undefined)
		})
		const pace = { batchSize: 4, batchDelayMs: MINUTE_MS }

		const reader = await relay.send(mailingTo(server, { count: 8, pace }))
		await reader.until('paused')
		refuse = false
		await clock.pass(30_000)
		for (let n = 0; n < 2; n += 1) await reader.until('result')
		// Two of a batch of four are half a minute's worth, at half the pace a minute's; each accepted one takes off a bit.
		await clock.pass(Math.round((2 - 2 / 64) * 30_000))
		const first = server.accepted.length
		for (let n = 0; n < 2; n += 1) await reader.until('result')
		await clock.pass(Math.round((2 - 4 / 64) * 30_000))

		expect(first).toBeLessThanOrEqual(3)
		expect(reader.seen.filter(({ type }) => type === 'result')).toHaveLength(4)
	})

	test('is waited for until the instant that it names', async () => {
		let until: string | undefined
		const { server, relay, clock } = await start({
			script: ({ stage }) =>
				stage === 'rcpt' && until
					? `421 Domain is not allowed to send: recipient limit exceeded, try again after ${until}`
					: undefined
		})
		until = new Date(clock.now() + 150 * MINUTE_MS).toUTCString()

		const reader = await relay.send(mailingTo(server, { count: 3 }))
		const paused = await reader.until('paused')
		until = undefined
		await clock.pass(paused.resumeInMs ?? 0)

		expect(paused).toMatchObject({ reason: 'throttle', code: 'sending-limit', resumeInMs: 150 * MINUTE_MS })
		expect((await reader.all()).at(-1)).toMatchObject({ type: 'done', sent: 3, failed: 0 })
	})
})

describe('failures that follow each other', () => {
	test('of recipients ask the person at the twentieth, and not again at once', async () => {
		const { server, relay, resume, said } = await start({
			script: ({ stage }) => (stage === 'rcpt' ? '550 5.1.1 User unknown' : undefined)
		})
		const mailing = mailingTo(server, { count: 50 })

		const reader = await relay.send(mailing)
		const paused = await reader.until('paused')
		const tried = said('RCPT')
		await resume(mailing.id)
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'account', resumeInMs: null, code: 'address-unknown' })
		expect(tried).toBe(20)
		expect(events.filter(({ type }) => type === 'paused')).toHaveLength(1)
		expect(events.at(-1)).toMatchObject({ type: 'done', failed: 50 })
	})

	test('of anything else ask the person at the third', async () => {
		const { server, relay, resume } = await start({
			script: ({ stage }) => (stage === 'dot' ? '451 4.3.0 Queue file write error' : undefined)
		})
		const mailing = mailingTo(server, { count: 6, pace: { batchDelayMs: 0, maxRetries: 0 } })

		const reader = await relay.send(mailing)
		const paused = await reader.until('paused')
		await resume(mailing.id)
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'account', resumeInMs: null, code: 'temporarily-refused' })
		expect(events.map(brief).join(', ')).toBe(
			'accepted, r1 failed, r2 failed, r3 failed, paused account, resumed, r4 failed, r5 failed, r6 failed, done'
		)
	})
})

describe('a recipient that is put off', () => {
	test('fails after the tries asked for', async () => {
		const { server, relay, clock } = await start({ rejectRcpt: { [addressOf(1)]: '450 4.2.0 Mailbox busy' } })

		const reader = await relay.send(mailingTo(server))
		await clock.pass(1000)
		await clock.pass(2000)
		const events = await reader.all()

		expect(events.map(brief)).toEqual(['accepted', 'r1 again in 1 s', 'r1 again in 2 s', 'r1 failed', 'done'])
		expect(events).toContainEqual(
			expect.objectContaining({ code: 'temporarily-refused', scope: 'recipient', tries: 3 })
		)
	})

	test('by greylisting is set aside for minutes while the others go on, then let through', async () => {
		const { server, relay, clock } = await start({
			rejectRcpt: { [addressOf(1)]: Array.from({ length: 3 }, () => GREYLISTED) }
		})

		const reader = await relay.send(mailingTo(server, { count: 3 }))
		await clock.pass(1000)
		await clock.pass(2000)
		const paused = await reader.until('paused')
		await clock.pass(paused.resumeInMs ?? 0)
		const events = await reader.all()

		expect(paused).toMatchObject({ reason: 'throttle', code: 'temporarily-refused', resumeInMs: 5 * MINUTE_MS })
		expect(events.map(brief)).toEqual([
			...['accepted', 'r1 again in 1 s', 'r2 sent', 'r3 sent', 'r1 again in 2 s'],
			...['paused throttle', 'resumed', 'r1 sent', 'done']
		])
		expect(events.at(-2)).toMatchObject({ tries: 4 })
	})

	test('by greylisting is tried at once when the person asks for it', async () => {
		const { server, relay, clock, resume } = await start({
			rejectRcpt: { [addressOf(1)]: [GREYLISTED, `${GREYLISTED} for 120 seconds`] }
		})
		const mailing = mailingTo(server, { pace: { batchDelayMs: 0, maxRetries: 1 } })

		const reader = await relay.send(mailing)
		await clock.pass(1000)
		const paused = await reader.until('paused')
		await resume(mailing.id)

		expect(paused).toMatchObject({ reason: 'throttle', resumeInMs: 125_000 })
		expect((await reader.all()).map(brief).slice(-3)).toEqual(['resumed', 'r1 sent', 'done'])
	})
})
