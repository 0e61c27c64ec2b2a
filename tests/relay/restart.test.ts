import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { Device } from '#tests/support/device.ts'
import type { EventReader } from '#tests/support/event-reader.ts'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, mailingTo } from '#tests/support/test-relay.ts'

/** Several processes, one after the other, on a machine that may have other things to do. */
const TIMEOUT_MS = 120_000
const SECRET = randomBytes(32).toString('base64')
const HOUR_MS = 3_600_000

/** A relay as a process, on a journal that outlasts it, and a server that it may reach. */
async function start(options: TestServerOptions = {}): Promise<{ server: TestServer; relay: RelayProcess }> {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const relay = new RelayProcess(await freePort(), {
		APP_SECRET_KEY: SECRET,
		RELAY_ACCESS_KEYS: 'club:a-key-that-stays-the-same-all-along',
		RELAY_SANDBOX: 'off',
		RELAY_SMTP_ALLOW: `${server.host}:${server.port}`
	})
	onTestFinished(() => relay.kill())
	await relay.start()
	return { server, relay }
}

/** As a power cut would, and up again. */
async function crash(relay: RelayProcess, environment: Record<string, string> = {}): Promise<Device> {
	await relay.kill()
	await relay.start(environment)
	return new Device(relay)
}

/** One message and then a long wait, so that a mailing is in the middle of its work. */
const SLOW = { batchSize: 1, batchDelayMs: 600_000, maxRetries: 0 }
const FAST = { batchSize: 100, batchDelayMs: 0, maxRetries: 0 }

const brief = (event: MailingEvent) => {
	if (event.type === 'result') return `${event.recipientId} ${event.outcome}${event.replayed ? ' again' : ''}`
	return event.type === 'paused' ? `paused ${event.reason}` : event.type
}
const story = async (reader: EventReader) => {
	const events = await reader.all()
	return events.filter(({ type }) => type !== 'heartbeat').map(brief)
}
const addressees = (server: TestServer) => server.accepted.map(({ to }) => to[0])

describe('a relay that was killed', { timeout: TIMEOUT_MS }, () => {
	test('knows what was sent, is uncertain of what was on its way, and sends the rest', async () => {
		const reached = Promise.withResolvers<void>()
		const { server, relay } = await start({
			script: ({ stage, message }) => {
				if (stage !== 'dot' || message !== 2) return undefined
				reached.resolve()
				return 'silence'
			},
			acceptScripted: true
		})
		const mailing = mailingTo(server, { count: 4, pace: FAST })
		const before = await new Device(relay).send(mailing)
		await before.until('result')
		await reached.promise

		const device = await crash(relay)
		const interrupted = await device.summary(mailing.id)
		const events = await story(await device.send(mailing))

		expect(interrupted).toMatchObject({
			state: 'interrupted',
			run: null,
			total: 4,
			sent: 1,
			uncertain: 1,
			cancelled: 0
		})
		expect(events.slice(0, 3).toSorted()).toEqual(['accepted', 'r1 sent again', 'r2 uncertain again'])
		expect(events.slice(3)).toEqual(['r3 sent', 'r4 sent', 'done'])
		expect(addressees(server)).toEqual([1, 2, 3, 4].map(addressOf))
		expect(await device.summary(mailing.id)).toMatchObject({ state: 'done', sent: 3, uncertain: 1 })
	})

	test('has nothing left to send of a mailing that was done, and remembers it', async () => {
		const { server, relay } = await start({ rejectRcpt: { [addressOf(2)]: '550 5.1.1 No such user' } })
		const mailing = mailingTo(server, { count: 2, pace: FAST })
		await story(await new Device(relay).send(mailing))

		const device = await crash(relay)
		const before = await device.summary(mailing.id)
		const reader = await device.send(mailing)
		const events = await story(reader)

		expect(before).toMatchObject({ state: 'done', sent: 1, failed: 1 })
		expect(events).toEqual(['accepted', expect.any(String), expect.any(String), 'done'])
		expect(reader.seen.filter(({ type }) => type === 'result')).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ recipientId: 'r1', outcome: 'sent', replayed: true }),
				expect.objectContaining({ recipientId: 'r2', outcome: 'failed', code: 'address-unknown', replayed: true })
			])
		)
		expect(reader.seen.filter((event) => 'reply' in event)).toEqual([])
		expect(addressees(server)).toEqual([addressOf(1)])
	})

	test('leaves paused what its user had paused, until somebody resumes it from another device', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 3, pace: SLOW })
		await (await new Device(relay).send(mailing)).until('result')
		const paused = await new Device(relay).steer(mailing.id, 'pause')

		await crash(relay)
		const device = await crash(relay)
		const summary = await device.summary(mailing.id)
		const reader = await device.send({ ...mailing, pace: FAST })
		const event = await reader.until('paused')
		const held = await device.summary(mailing.id)
		const other = await new Device(relay).steer(mailing.id, 'resume')
		const events = await story(reader)

		expect(paused).toMatchObject({ status: 202, summary: { state: 'paused', pausedReason: 'user' } })
		expect(summary).toMatchObject({ state: 'interrupted', total: 3, sent: 1 })
		expect(event).toMatchObject({ reason: 'user', resumeInMs: null })
		expect(held).toMatchObject({ state: 'paused', pausedReason: 'user', resumeInMs: null })
		expect(other).toMatchObject({ status: 202, summary: { state: 'running' } })
		expect(events.slice(-4)).toEqual(['resumed', 'r2 sent', 'r3 sent', 'done'])
		expect(server.accepted).toHaveLength(3)
	})

	test('pauses, resumes and cancels what nobody holds, and keeps to it through the next end', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 3, pace: SLOW })
		await (await new Device(relay).send(mailing)).until('result')
		let device = await crash(relay)

		const paused = await device.steer(mailing.id, 'pause')
		device = await crash(relay)
		const resumed = await device.steer(mailing.id, 'resume')
		device = await crash(relay)
		const second = await device.send(mailing)
		await second.until('result')
		const running = await second.until('result')
		device = await crash(relay)
		const cancelled = await device.steer(mailing.id, 'cancel')
		device = await crash(relay)
		const summary = await device.summary(mailing.id)
		const events = await story(await device.send({ ...mailing, pace: FAST }))

		expect(paused).toMatchObject({ status: 202, summary: { state: 'interrupted', run: null, sent: 1 } })
		expect(resumed).toMatchObject({ status: 202, summary: { state: 'interrupted', run: null, sent: 1 } })
		expect(running).toMatchObject({ recipientId: 'r2', outcome: 'sent' })
		expect(cancelled).toMatchObject({ status: 202, summary: { state: 'cancelled', sent: 2, cancelled: 1 } })
		expect(summary).toMatchObject({ state: 'cancelled', sent: 2, cancelled: 1 })
		expect(events.toSorted()).toEqual(['accepted', 'done', 'r1 sent again', 'r2 sent again'])
		expect(server.accepted).toHaveLength(2)
	})

	test('lets another device follow from the start what the first has posted again', async () => {
		const hold = Promise.withResolvers<void>()
		const { server, relay } = await start({
			script: async ({ stage, message }) => {
				if (stage === 'dot' && message === 3) await hold.promise
				return undefined
			}
		})
		const mailing = mailingTo(server, { count: 3, pace: { ...SLOW, batchSize: 2 } })
		const first = await new Device(relay).send(mailing)
		await first.until('result')
		await first.until('result')
		const device = await crash(relay)

		const gone = await device.request(`/mailings/${mailing.id}/events`)
		const mine = await device.send({ ...mailing, pace: FAST })
		const { run } = await mine.until('accepted')
		const other = await new Device(relay).send({ ...mailing, pace: FAST })
		hold.resolve()
		const [mineStory, othersStory] = [await story(mine), await story(other)]
		const rest = await device.request(`/mailings/${mailing.id}/events?run=${run}&after=${mineStory.length - 1}`)

		expect(gone.status).toBe(404)
		expect(othersStory).toEqual(mineStory)
		expect(mineStory.slice(-2)).toEqual(['r3 sent', 'done'])
		expect(await rest.text()).toMatch(/^\{"type":"done",[^\n]*\}\n$/)
		expect(server.accepted).toHaveLength(3)
	})

	test('counts what was sent before against the hourly limit, under a new secret too', async () => {
		const { server, relay } = await start()
		const pace = { ...FAST, hourlyLimit: 2 }
		const mailing = mailingTo(server, { count: 3, pace })
		const paused = await (await new Device(relay).send(mailing)).until('paused')

		const changed = { APP_SECRET_KEY: randomBytes(32).toString('base64'), APP_SECRET_KEYS_PREVIOUS: SECRET }
		const device = await crash(relay, changed)
		const reader = await device.send(mailing)
		const again = await reader.until('paused')
		const summary = await device.summary(mailing.id)
		const resumed = await device.steer(mailing.id, 'resume')
		const other = await (await device.send(mailingTo(server, { pace }))).until('paused')

		expect(paused).toMatchObject({ reason: 'quota' })
		expect(paused.resumeInMs).toBeGreaterThan(HOUR_MS - TIMEOUT_MS)
		expect(paused.resumeInMs).toBeLessThanOrEqual(HOUR_MS * 1.01)
		expect(again).toMatchObject({ reason: 'quota' })
		expect(again.resumeInMs).toBeLessThan(paused.resumeInMs ?? 0)
		expect(summary).toMatchObject({ state: 'paused', pausedReason: 'quota', sent: 2 })
		expect(summary.resumeInMs).toBeGreaterThan(HOUR_MS - 2 * TIMEOUT_MS)
		expect(resumed).toMatchObject({ status: 202, summary: { state: 'paused', pausedReason: 'quota' } })
		expect(other).toMatchObject({ reason: 'quota' })
		expect(server.accepted).toHaveLength(2)
	})

	test('asks the person when its journal is another, and sends nothing', async () => {
		const { server, relay } = await start()
		const mailing = mailingTo(server, { count: 2, pace: SLOW })
		const { journalEpoch } = await (await new Device(relay).send(mailing)).until('accepted')

		const device = await crash(relay, { DATA_DIR: makeDataDir() })
		const body = JSON.stringify({ ...mailing, journalEpoch })
		const response = await device.request('/mailings', { method: 'POST', body })

		expect(await response.json()).toMatchObject({ status: 409, code: 'journal-replaced' })
		expect(await device.journalEpoch()).not.toBe(journalEpoch)
		expect(server.accepted.length).toBeLessThanOrEqual(1)
	})
})
