import { createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import type { BounceReading } from '#shared/wire/bounces.ts'
import { createTestRelay } from '#tests/support/test-relay.ts'

/** Reads a mailbox of a server that does as told; gives what came of it, and what the server was told. */
async function readFrom(serve: (socket: Socket) => void, security: 'starttls' | 'none' = 'starttls') {
	const heard: string[] = []
	const sockets = new Set<Socket>()
	const server = createServer((socket) => {
		sockets.add(socket)
		socket.on('error', () => {}) // The relay leaves when it has had enough.
		socket.on('data', (octets) => heard.push(octets.toString('latin1')))
		serve(socket)
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy()
		server.close()
	})
	const bound = server.address()
	const port = typeof bound === 'object' && bound ? bound.port : 0
	const relay = await createTestRelay({ servers: [{ host: '127.0.0.1', port, certificate: '' }] })
	const settings = { host: '127.0.0.1', port, security, username: 'retours@club.test' }
	const password = await sealPassword(relay.keys.sealing, { service: 'imap', ...settings }, 'sésame')
	const response = await relay.post('/api/v1/bounces/readings', { imap: { ...settings, password } })
	const reading = (await response.json()) as BounceReading
	return { code: reading.ok ? 'ok' : reading.failure.code, heard: heard.join(''), logs: relay.logs }
}

/** Answers each command of a session by its name; `undefined`: not at all. */
const answering =
	(answers: Record<string, (tag: string) => string>, greeting = '* OK hello\r\n') =>
	(socket: Socket) => {
		socket.write(greeting)
		socket.on('data', (octets) => {
			for (const line of octets.toString('latin1').split('\r\n')) {
				const [tag = '', name = ''] = line.split(' ')
				const answer = answers[name.toUpperCase()]
				if (answer) socket.write(answer(tag))
			}
		})
	}
const CAPABILITY = { CAPABILITY: (tag: string) => `* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n` }

describe('a mailbox on a server that', () => {
	test('says nothing is unreachable, in the end', async () => {
		expect((await readFrom(() => {})).code).toBe('imap-unreachable')
	})

	test('hangs up is unreachable', async () => {
		expect((await readFrom((socket) => socket.end())).code).toBe('imap-unreachable')
	})

	test('offers no STARTTLS gets no password', async () => {
		const { code, heard } = await readFrom(answering(CAPABILITY))

		expect(code).toBe('imap-tls-failed')
		expect(heard).not.toMatch(/LOGIN|AUTHENTICATE|retours/i)
	})

	test('takes everybody in before STARTTLS gets no further', async () => {
		const { code, heard } = await readFrom(answering(CAPABILITY, '* PREAUTH welcome\r\n'))

		expect(code).not.toBe('ok')
		expect(heard).not.toMatch(/SELECT|EXAMINE/i)
	})

	test.each([
		['speaks another language', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
		['says one thing without end', `* OK ${'x'.repeat(8 << 20)}`],
		['sends a literal without end', '* OK {4000000000}\r\n']
	])('%s is none', async (_what, words) => {
		const { code, logs } = await readFrom((socket) => void socket.write(words))

		expect(['imap-unreachable', 'imap-protocol', 'imap-tls-failed']).toContain(code)
		expect(logs).toEqual([])
	})

	test('stops in the middle of the mailbox is told as such', async () => {
		const ok = (tag: string) => `${tag} OK done\r\n`
		const login = { ...CAPABILITY, LOGIN: ok, ID: ok, NAMESPACE: ok, ENABLE: ok, AUTHENTICATE: ok }

		expect((await readFrom(answering(login), 'none')).code).toBe('imap-unreachable')
	})
})
