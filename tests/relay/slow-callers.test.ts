import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '#relay/server.ts'
import { freePort } from '#tests/support/free-port.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { ACCESS_KEY, createTestRelay } from '#tests/support/test-relay.ts'

const PATIENT = { headersMs: 60_000, requestMs: 60_000, silenceMs: 60_000 }

/** A relay on a port, and a caller of it who has said no more than this. */
async function callWith(text: string, patience: Partial<typeof PATIENT>) {
	const relay = await createTestRelay()
	const port = await freePort()
	const server = await listen(relay.app, { host: '127.0.0.1', port }, { ...PATIENT, ...patience })
	onTestFinished(async () => {
		server.stopAccepting()
		await server.closeConnections()
	})
	const caller = connect(port, '127.0.0.1')
	let answer = ''
	caller.setEncoding('utf8').on('data', (part: string) => (answer += part))
	caller.on('error', () => {})
	onTestFinished(() => void caller.destroy())
	caller.write(text)
	return { closed: once(caller, 'close'), answer: () => answer }
}

const head = (path: string, length: number) =>
	`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${ACCESS_KEY}\r\nContent-Length: ${length}\r\n\r\n`

describe('a slow caller', () => {
	test('is cut off when he falls silent in the middle of a body', async () => {
		const { closed, answer } = await callWith(`${head('/api/v1/smtp/verifications', 1000)}{"smtp":`, { silenceMs: 50 })

		await closed

		expect(answer()).toBe('')
	})
})

describe('wrong keys', () => {
	test('are told to wait after many in a minute, while a good one passes', async () => {
		const clock = new ManualClock()
		const relay = await createTestRelay({ clock })
		const ask = async (key: string) => (await relay.request('/api/v1/opt-outs', { key })).status

		const statuses = []
		for (let n = 0; n < 301; n++) statuses.push(await ask(`a-wrong-key-${n}`))

		expect(new Set(statuses.slice(0, 300))).toEqual(new Set([401]))
		expect(statuses.at(-1)).toBe(429)
		expect(await ask(ACCESS_KEY)).toBe(200)
		await clock.advance(60_001)
		expect(await ask('a-wrong-key')).toBe(401)
	})
})
