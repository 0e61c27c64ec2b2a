import { describe, expect, onTestFinished, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import { startTestServer, type Moment, type TestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { addressOf, createTestRelay, mailingTo, type TestRelay } from '#tests/support/test-relay.ts'

/** A relay, and a server that takes one message a round trip. */
async function start(options: TestServerOptions = {}) {
	const server = await startTestServer({ extensions: ['PIPELINING'], keepPieces: true, ...options })
	onTestFinished(server.close)
	const relay = await createTestRelay({ servers: [server] })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay }
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

const steer = (relay: TestRelay, id: string, verb: 'pause' | 'resume' | 'cancel') =>
	relay.post(`/api/v1/mailings/${id}/${verb}`, undefined)
const reached = (server: TestServer) => server.accepted.map(({ to }) => to.join()).toSorted()
const addresses = (count: number) => Array.from({ length: count }, (_, index) => addressOf(index + 1)).toSorted()
const text = (server: TestServer) => Buffer.concat(server.pieces).toString()
const announced = (server: TestServer) => server.pieces.filter((piece) => /^\n?\.\r\nMAIL/m.test(piece.toString()))
const brief = (event: MailingEvent) => {
	if (event.type === 'result') return `${event.recipientId} ${event.outcome}`
	return event.type === 'paused' ? `paused ${event.reason}` : event.type
}

describe('a mailing where PIPELINING is offered', () => {
	test('takes one round trip a message, in order, over one connection', async () => {
		const { server, relay } = await start()

		const events = await (await relay.send(mailingTo(server, { count: 6 }))).all()

		expect(events.map(brief)).toEqual(['accepted', ...[1, 2, 3, 4, 5, 6].map((n) => `r${n} sent`), 'done'])
		expect(server.accepted.map(({ to }) => to.join())).toEqual([1, 2, 3, 4, 5, 6].map(addressOf))
		expect(announced(server)).toHaveLength(5)
		expect(server.connections).toBe(1)
	})

	test('reaches everybody once over several connections, refused ones among them', async () => {
		const bad = [1, 7, 8, 20, 40]
		const rejectRcpt = Object.fromEntries(bad.map((n) => [addressOf(n), '550 5.1.1 No such user']))
		const { server, relay } = await start({ rejectRcpt, delayMs: 1 })
		const pace = { batchSize: 100, batchDelayMs: 0, connections: 4 }

		const events = await (await relay.send(mailingTo(server, { count: 40, pace }))).all()

		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 35, failed: 5, uncertain: 0, cancelled: 0 })
		expect(reached(server)).toEqual(addresses(40).filter((each) => !bad.map(addressOf).includes(each)))
		expect(server.connections).toBe(4)
	})

	test.each([
		['pause', 'resume'],
		['cancel', undefined]
	] as const)('begins no other message after %s, although one was announced', async (verb, then) => {
		const hold = holdFirstDot()
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 3 })
		const reader = await relay.send(mailing)
		await hold.reached
		await expect.poll(() => text(server)).toContain(`RCPT TO:<${addressOf(2)}>`)

		await steer(relay, mailing.id, verb)
		hold.letGo()
		await reader.until('result')
		await expect.poll(() => server.open).toBe(0)
		expect(reached(server)).toEqual(addresses(1))
		if (then) await steer(relay, mailing.id, then)
		const events = await reader.all()

		expect(events.at(-1)).toMatchObject(then ? { sent: 3, cancelled: 0 } : { sent: 1, cancelled: 2 })
		expect(reached(server)).toEqual(addresses(then ? 3 : 1))
	})

	test('ends without the message that was announced when the relay stops, and another relay sends it', async () => {
		const hold = holdFirstDot()
		const { server, relay } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 3 })
		const reader = await relay.send(mailing)
		await hold.reached

		const stopping = relay.mailings.stop()
		hold.letGo()
		await stopping
		await reader.all()
		const second = await createTestRelay({ servers: [server], journal: relay.journal })
		onTestFinished(() => second.mailings.stop())
		const events = await (await second.send(mailing)).all()

		expect(reader.seen.map(brief)).toEqual(['accepted', 'r1 sent'])
		expect(events.at(-1)).toMatchObject({ sent: 3, uncertain: 0 })
		expect(reached(server)).toEqual(addresses(3))
	})

	test('announces nothing beyond a batch', async () => {
		const { server, relay } = await start()
		const pace = { batchSize: 2, batchDelayMs: 60, maxRetries: 0 }

		await (await relay.send(mailingTo(server, { count: 5, pace }))).all()

		expect(reached(server)).toEqual(addresses(5))
		expect(announced(server)).toHaveLength(2)
	})

	test('announces nothing beyond a limit', async () => {
		const { server, relay } = await start()
		const pace = { batchSize: 100, batchDelayMs: 0, hourlyLimit: 3 }

		const reader = await relay.send(mailingTo(server, { count: 5, pace }))
		const paused = await reader.until('paused')

		expect(paused.reason).toBe('quota')
		expect(reached(server)).toEqual(addresses(3))
		expect(text(server)).not.toContain(addressOf(4))
	})

	test('loses no try to a server that closes after each message', async () => {
		const { server, relay } = await start({
			script: ({ stage }) => (stage === 'dot' ? { then: 'close', reply: '250 2.0.0 Ok' } : undefined),
			acceptScripted: true
		})
		const pace = { batchSize: 100, batchDelayMs: 0, maxRetries: 0 }

		const events = await (await relay.send(mailingTo(server, { count: 4, pace }))).all()

		expect(events.map(brief)).toEqual(['accepted', ...[1, 2, 3, 4].map((n) => `r${n} sent`), 'done'])
		expect(reached(server)).toEqual(addresses(4))
	})

	test('has the result of a message in the journal before the next one of its connection ends', async () => {
		const { server, relay } = await start()
		const order: string[] = []
		const { commit, settle } = relay.journal
		relay.journal.settle = async (key, settled) => {
			await new Promise((resolve) => setTimeout(resolve, 30))
			order.push(`settled ${key.recipientId}, ${server.accepted.length} accepted`)
			await settle.call(relay.journal, key, settled)
		}
		relay.journal.commit = async (key, committing) => {
			order.push(`committing ${key.recipientId}`)
			await commit.call(relay.journal, key, committing)
		}

		await (await relay.send(mailingTo(server, { count: 3 }))).all()

		expect(order.filter((each) => each.startsWith('settled'))).toEqual([
			'settled r1, 1 accepted',
			'settled r2, 2 accepted',
			'settled r3, 3 accepted'
		])
	})
})
