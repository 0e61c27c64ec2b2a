import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EventReader } from '#tests/support/event-reader.ts'
import { freePort } from '#tests/support/free-port.ts'
import { spawnRelay } from '#tests/support/spawned-relay.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { mailingTo } from '#tests/support/test-relay.ts'

const SECRET = randomBytes(32).toString('base64')

/** Preloaded into a process. */
const PRINTS_WHAT_IT_LOADS = `
	import { registerHooks } from 'node:module'
	registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) })
`

describe('the relay as a process', () => {
	test.each<[string, Record<string, string>, RegExp]>([
		['no secret', {}, /^APP_SECRET_KEY is not set.*openssl rand -base64 32$/],
		['an empty secret', { APP_SECRET_KEY: '' }, /^APP_SECRET_KEY is not set/],
		['a short one', { APP_SECRET_KEY: 'c2hvcnQ=' }, /^APP_SECRET_KEY is shorter/],
		['a repetitive one', { APP_SECRET_KEY: '00'.repeat(32) }, /^APP_SECRET_KEY repeats/],
		['short access keys', { APP_SECRET_KEY: SECRET, RELAY_ACCESS_KEYS: 'club:short' }, /^RELAY_ACCESS_KEYS/],
		['a shared journal', { APP_SECRET_KEY: SECRET, JOURNAL_URL: 'postgres://localhost/club' }, /^JOURNAL_URL/]
	])('refuses to start with %s, in one sentence', async (_what, env, sentence) => {
		const relay = spawnRelay(env)

		expect(await relay.exited).toBe(78)
		expect(relay.output().trim()).toMatch(sentence)
		expect(relay.output().trim().split('\n')).toHaveLength(1)
	})

	test('names a port that is taken', async () => {
		const taken = createServer().listen(0, '127.0.0.1')
		await once(taken, 'listening')
		onTestFinished(() => void taken.close())
		const { port } = taken.address() as { port: number }

		const relay = spawnRelay({ APP_SECRET_KEY: SECRET, PORT: String(port) })

		expect(await relay.exited).toBe(1)
		expect(relay.output().trim()).toBe(`127.0.0.1:${port} is in use by another program: close it, or set PORT.`)
	})

	test('says where it listens, and prints the pairing link alone on a line when asked', async () => {
		const port = await freePort()
		const relay = spawnRelay({
			APP_SECRET_KEY: SECRET,
			PORT: String(port),
			RELAY_PRINT_PAIRING_LINK: 'on',
			RELAY_ACCESS_KEYS: 'club:a-key-for-the-pairing-link'
		})

		await relay.printed(/#relay-key/)

		expect(relay.output().split('\n')).toEqual([
			`relay listening on http://127.0.0.1:${port}`,
			`http://127.0.0.1:${port}/#relay-key=a-key-for-the-pairing-link`,
			''
		])
	})

	test.each(['on', 'off'])('loads the sandbox only where it is on: %s', async (sandbox) => {
		const relay = spawnRelay({
			APP_SECRET_KEY: SECRET,
			PORT: String(await freePort()),
			RELAY_SANDBOX: sandbox,
			RELAY_SANDBOX_PORT: String(await freePort()),
			NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PRINTS_WHAT_IT_LOADS)}`
		})

		await relay.printed(/listening/)

		const loaded = ['nodemailer', 'smtp-server', 'selfsigned'].filter((name) => relay.output().includes(`/${name}/`))
		expect(loaded).toEqual(sandbox === 'on' ? ['nodemailer', 'smtp-server', 'selfsigned'] : ['nodemailer'])
	})

	test.each(['SIGTERM', 'SIGINT'] as const)('ends at once when idle, %s coming twice', async (signal) => {
		const relay = spawnRelay({ APP_SECRET_KEY: SECRET, PORT: String(await freePort()) })
		await relay.printed(/listening/)

		relay.child.kill(signal)
		relay.child.kill(signal)

		expect(await relay.exited).toBe(0)
	})

	test('waits for the reply that is due, begins no other message, and says what it knows', async () => {
		const reached = Promise.withResolvers<void>()
		const letGo = Promise.withResolvers<void>()
		const server = await startTestServer({
			script: async ({ stage, message }) => {
				if (stage !== 'dot' || message !== 1) return undefined
				reached.resolve()
				await letGo.promise
				return undefined
			}
		})
		onTestFinished(server.close)
		const port = await freePort()
		const relay = spawnRelay({
			APP_SECRET_KEY: SECRET,
			PORT: String(port),
			RELAY_ACCESS_KEYS: 'club:a-key-for-the-pairing-link',
			RELAY_SMTP_ALLOW: `${server.host}:${server.port}`
		})
		await relay.printed(/listening/)
		const response = await fetch(`http://127.0.0.1:${port}/api/v1/mailings`, {
			method: 'POST',
			headers: { authorization: 'Bearer a-key-for-the-pairing-link' },
			body: JSON.stringify(mailingTo(server, { count: 3 }))
		})
		const reader = new EventReader(response)
		await reader.until('accepted')
		await reached.promise

		relay.child.kill('SIGTERM')
		relay.child.kill('SIGTERM')
		// Longer than the last words of a connection may take.
		await new Promise((resolve) => setTimeout(resolve, 1500))
		const stillThere = relay.child.exitCode === null
		const newcomer = await fetch(`http://127.0.0.1:${port}/api/v1/relay`).catch(() => 'refused')
		letGo.resolve()
		const events = await reader.all()

		expect(stillThere).toBe(true)
		expect(newcomer).toBe('refused')
		expect(events.map(({ type }) => type)).toEqual(['accepted', 'result'])
		expect(events[1]).toMatchObject({ recipientId: 'r1', outcome: 'sent' })
		expect(await relay.exited).toBe(0)
		expect(server.accepted).toHaveLength(1)
	})

	test('streams each event as it happens, and reads a body of the largest size but no larger', async () => {
		const letGo = Promise.withResolvers<void>()
		const server = await startTestServer({
			script: async ({ stage, message }) => {
				if (stage === 'dot' && message === 2) await letGo.promise
				return undefined
			}
		})
		onTestFinished(server.close)
		const port = await freePort()
		const relay = spawnRelay({
			APP_SECRET_KEY: SECRET,
			PORT: String(port),
			RELAY_ACCESS_KEYS: 'club:a-key-for-the-pairing-link',
			RELAY_SMTP_ALLOW: `${server.host}:${server.port}`
		})
		await relay.printed(/listening/)
		const post = (body: BodyInit) =>
			fetch(`http://127.0.0.1:${port}/api/v1/mailings`, {
				method: 'POST',
				headers: { authorization: 'Bearer a-key-for-the-pairing-link' },
				body
			})

		const reader = new EventReader(await post(JSON.stringify(mailingTo(server, { count: 2 }))))
		const first = await reader.until('result')
		letGo.resolve()
		await reader.all()
		const tooLarge = await post(Buffer.alloc(110_000_000, ' '))

		expect(first.recipientId).toBe('r1')
		expect(tooLarge.status).toBe(413)
		expect(await tooLarge.json()).toMatchObject({ code: 'too-large' })
	})
})
