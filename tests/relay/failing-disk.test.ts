import { execFileSync } from 'node:child_process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Device } from '#tests/support/device.ts'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { startTestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { mailingTo } from '#tests/support/test-relay.ts'

/** Several processes, one after the other, on a machine that may have other things to do. */
const TIMEOUT_MS = 120_000

async function start(options: TestServerOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const relay = new RelayProcess(await freePort(), {
		RELAY_SANDBOX: 'off',
		RELAY_SMTP_ALLOW: `${server.host}:${server.port}`
	})
	onTestFinished(() => relay.kill())
	await relay.start()
	return { server, relay, device: new Device(relay) }
}

/** From now on the system lets the process write no file; or again every one. */
function limitFiles(relay: RelayProcess, octets: '1' | 'unlimited'): void {
	execFileSync('prlimit', ['--pid', String(relay.pid), `--fsize=${octets}:unlimited`])
}

/** Holds the reply to the dot of one message until it is let go. */
function holdDot(number: number) {
	const reached = Promise.withResolvers<void>()
	const letGo = Promise.withResolvers<void>()
	const script: TestServerOptions['script'] = async ({ stage, message }) => {
		if (stage !== 'dot' || message !== number) return undefined
		reached.resolve()
		await letGo.promise
		return undefined
	}
	return { script, reached: reached.promise, letGo: () => letGo.resolve() }
}

describe('a relay whose disk takes nothing more', { timeout: TIMEOUT_MS }, () => {
	test('stops before the dot and says so, refuses what is new, and goes on when asked', async () => {
		const hold = holdDot(1)
		const limited = Promise.withResolvers<void>()
		const script: TestServerOptions['script'] = async (moment) => {
			// The others come over the second connection, once the disk takes nothing more.
			if (moment.connection > 1) await limited.promise
			return await hold.script?.(moment)
		}
		const { server, relay, device } = await start({ script })
		const mailing = mailingTo(server, { count: 3, pace: { batchDelayMs: 0, connections: 2 } })
		const reader = await device.send(mailing)
		await hold.reached
		limitFiles(relay, '1')
		limited.resolve()

		const paused = await reader.until('paused')
		const refused = await device.request('/mailings', { method: 'POST', body: JSON.stringify(mailingTo(server)) })
		const steered = await device.steer(mailing.id, 'pause')
		const meanwhile = { accepted: server.accepted.length, told: reader.seen.filter(({ type }) => type === 'result') }
		limitFiles(relay, 'unlimited')
		hold.letGo()
		await device.steer(mailing.id, 'resume')
		await reader.until('done')

		expect(paused).toMatchObject({ reason: 'connection', code: 'journal-unavailable' })
		expect(paused.resumeInMs).toBeGreaterThan(0)
		expect(await refused.json()).toMatchObject({ status: 503, code: 'journal-unavailable' })
		expect(steered).toMatchObject({ status: 503 })
		expect(meanwhile).toEqual({ accepted: 0, told: [] })
		expect(reader.seen.at(-1)).toMatchObject({ type: 'done', sent: 3, failed: 0, uncertain: 0 })
		expect(server.accepted).toHaveLength(3)
	})

	test('tells what was accepted only once it is written, and remembers it', async () => {
		const hold = holdDot(1)
		const { server, relay, device } = await start({ script: hold.script })
		const mailing = mailingTo(server)
		const reader = await device.send(mailing)
		await hold.reached
		limitFiles(relay, '1')
		hold.letGo()

		await expect.poll(() => server.accepted.length, { timeout: TIMEOUT_MS }).toBe(1)
		const refused = await device.request('/mailings', { method: 'POST', body: JSON.stringify(mailingTo(server)) })
		const meanwhile = await device.summary(mailing.id)
		limitFiles(relay, 'unlimited')
		await reader.until('done')
		await relay.kill()
		await relay.start()

		expect(refused.status).toBe(503)
		expect(meanwhile).toMatchObject({ state: 'running', sent: 0 })
		expect(reader.seen.map(({ type }) => type)).toEqual(['accepted', 'result', 'done'])
		expect(await device.summary(mailing.id)).toMatchObject({ state: 'done', sent: 1 })
		expect(server.accepted).toHaveLength(1)
	})
})
