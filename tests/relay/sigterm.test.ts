import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { Device } from '#tests/support/device.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startTestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { spawnRelay } from '#tests/support/spawned-relay.ts'
import { addressOf, mailingTo } from '#tests/support/test-relay.ts'

const TIMEOUT_MS = 120_000
const CONNECTIONS = 4
const COUNT = 12

async function start(options: TestServerOptions) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const port = String(await freePort())
	const env = {
		...{ APP_SECRET_KEY: randomBytes(32).toString('base64'), PORT: port, DATA_DIR: makeDataDir() },
		...{ RELAY_PRINT_PAIRING_LINK: 'on', RELAY_SMTP_ALLOW: `${server.host}:${server.port}` }
	}
	const spawn = async () => {
		const relay = spawnRelay(env)
		const pairingLink = await relay.printed(/(\S+#relay-key=\S+)/)
		return { ...relay, device: new Device({ url: `http://127.0.0.1:${port}`, pairingLink }) }
	}
	return { server, spawn }
}

/** Holds every reply to a dot until it is let go; `waiting` counts them. */
function holdDots() {
	const letGo = Promise.withResolvers<void>()
	let waiting = 0
	const script: TestServerOptions['script'] = async ({ stage }) => {
		if (stage !== 'dot') return undefined
		waiting += 1
		await letGo.promise
		return undefined
	}
	return { script, letGo: () => letGo.resolve(), waiting: () => waiting }
}

describe('SIGTERM to a relay that sends', { timeout: TIMEOUT_MS }, () => {
	test('leaves nobody uncertain when the server answers in time, and the next relay sends the rest', async () => {
		const hold = holdDots()
		const { server, spawn } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: COUNT, pace: { batchDelayMs: 0, connections: CONNECTIONS } })
		const relay = await spawn()
		const reader = await relay.device.send(mailing)
		await expect.poll(hold.waiting, { timeout: TIMEOUT_MS }).toBe(CONNECTIONS)

		relay.child.kill('SIGTERM')
		relay.child.kill('SIGTERM')
		await expect
			.poll(
				() =>
					relay.device.request('/relay').then(
						() => 'listens',
						() => 'refuses'
					),
				{ timeout: TIMEOUT_MS }
			)
			.toBe('refuses')
		const stillThere = relay.child.exitCode === null
		hold.letGo()
		const events = await reader.all()
		const code = await relay.exited
		const atExit = server.accepted.length
		const next = await spawn()
		const summary = await next.device.summary(mailing.id)
		await (await next.device.send(mailing)).all()

		expect(stillThere).toBe(true)
		expect(code).toBe(0)
		expect(events.filter(({ type }) => type === 'result')).toHaveLength(CONNECTIONS)
		expect(events.map(({ type }) => type)).not.toContain('done')
		expect(atExit).toBe(CONNECTIONS)
		expect(summary).toMatchObject({ state: 'interrupted', total: COUNT, sent: CONNECTIONS, uncertain: 0, failed: 0 })
		expect(await next.device.summary(mailing.id)).toMatchObject({ state: 'done', sent: COUNT, uncertain: 0 })
		expect(server.accepted.map(({ to }) => to[0]).toSorted()).toEqual(
			Array.from({ length: COUNT }, (_, index) => addressOf(index + 1)).toSorted()
		)
	})

	test('waits 25 s for a server that never answers, and leaves that message uncertain', async () => {
		const hold = holdDots()
		const { server, spawn } = await start({ script: hold.script })
		const mailing = mailingTo(server, { count: 3 })
		const relay = await spawn()
		await (await relay.device.send(mailing)).until('accepted')
		await expect.poll(hold.waiting, { timeout: TIMEOUT_MS }).toBe(1)

		const asked = performance.now()
		relay.child.kill('SIGTERM')
		const code = await relay.exited
		const tookMs = performance.now() - asked
		const next = await spawn()

		expect(code).toBe(0)
		expect(tookMs).toBeLessThan(45_000)
		expect(tookMs).toBeGreaterThan(24_000)
		expect(await next.device.summary(mailing.id)).toMatchObject({ state: 'interrupted', sent: 0, uncertain: 1 })
	})
})
