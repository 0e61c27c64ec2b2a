import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import { makeCertificate } from '#relay/sandbox/certificate.ts'
import type { Account, Session } from '#relay/mail/session.ts'
import type { VerificationStep } from '#shared/wire/verification.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'

const USERS = { 'club@test.example': 'sésame' }
const mailer = createMailer({ connectMs: 300, greetingMs: 300, handshakeMs: 1000, commandMs: 500, quitMs: 200 })
const sessions: Session[] = []

async function start(options: TestServerOptions = {}): Promise<TestServer> {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	return server
}

function account(server: Pick<TestServer, 'host' | 'port' | 'certificate'>, changed: Partial<Account> = {}): Account {
	return {
		host: server.host,
		port: server.port,
		security: 'none',
		username: '',
		password: '',
		addresses: [server.host],
		extraCa: [server.certificate],
		...changed
	}
}

async function open(of: Account) {
	const steps: VerificationStep[] = []
	const opened = await mailer.open(of, { onStep: (step) => steps.push(step) })
	if (opened.ok) sessions.push(opened.value)
	return { opened, steps: steps.map(({ step, ok }) => `${step} ${ok}`), failure: opened.ok ? undefined : opened.error }
}

afterEach(async () => {
	await Promise.all(sessions.splice(0).map((session) => session.close()))
})

describe('createMailer', () => {
	test('logs in over STARTTLS, which it asks for before anything else', async () => {
		const server = await start({ security: 'starttls', users: USERS })

		const { opened, steps } = await open(
			account(server, { security: 'starttls', username: 'club@test.example', password: 'sésame' })
		)

		expect(opened.ok).toBe(true)
		expect(steps).toEqual(['connect true', 'secure true', 'authenticate true'])
		expect(server.commands.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH'])
	})

	test('logs in over TLS from the first byte', async () => {
		const server = await start({ security: 'tls', users: USERS })

		const { opened, steps } = await open(
			account(server, { security: 'tls', username: 'club@test.example', password: 'sésame' })
		)

		expect(opened.ok).toBe(true)
		expect(steps).toEqual(['connect true', 'secure true', 'authenticate true'])
	})

	test('goes without login when there is no password, and has no step for a security of none', async () => {
		const { opened, steps } = await open(account(await start()))

		expect(opened.ok).toBe(true)
		expect(steps).toEqual(['connect true', 'authenticate true'])
	})

	test('logs in by LOGIN where PLAIN is not offered', async () => {
		const server = await start({
			users: USERS,
			script: ({ stage }) => (stage === 'ehlo' ? '250-test.example\r\n250 AUTH=LOGIN' : undefined)
		})

		const { opened } = await open(account(server, { username: 'club@test.example', password: 'sésame' }))

		expect(opened.ok).toBe(true)
		expect(server.commands.at(-1)).toBe('AUTH LOGIN')
	})

	test('says the words of PLAIN again to a server that overlooked them', async () => {
		const server = await start({
			users: USERS,
			script: ({ stage, line }) => (stage === 'auth' && line.startsWith('AUTH') ? '334 ' : undefined)
		})

		await open(account(server, { username: 'club@test.example', password: 'sésame' }))

		expect(server.commands.at(-1)).toBe(Buffer.from('\0club@test.example\0sésame').toString('base64'))
	})

	test('tries a wrong password once, and names the failure', async () => {
		const server = await start({ security: 'starttls', users: USERS })

		const { failure, steps } = await open(
			account(server, { security: 'starttls', username: 'club@test.example', password: 'faux' })
		)

		expect(failure).toMatchObject({ code: 'smtp-auth-failed', scope: 'account', temporary: false })
		expect(failure?.reply).toContain('535 5.7.8')
		expect(steps.at(-1)).toBe('authenticate false')
		expect(server.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
		expect(server.connections).toBe(1)
	})

	test('never says the password to a server that offers no login', async () => {
		const server = await start()

		const { failure } = await open(account(server, { username: 'club', password: 'sésame' }))

		expect(failure).toMatchObject({ code: 'smtp-auth-failed', scope: 'account', reply: 'AUTH not offered' })
		expect(server.commands).toEqual(['EHLO [127.0.0.1]'])
	})

	test('says nothing further to a server that offers no STARTTLS', async () => {
		const server = await start({ users: USERS })

		const { failure, steps } = await open(
			account(server, { security: 'starttls', username: 'club@test.example', password: 'sésame' })
		)

		expect(failure).toMatchObject({ code: 'smtp-tls-failed', scope: 'account', temporary: false })
		expect(steps).toEqual(['connect true', 'secure false'])
		expect(server.commands).toEqual(['EHLO [127.0.0.1]'])
	})

	test.each(['starttls', 'tls'] as const)('refuses a certificate that nobody vouches for (%s)', async (security) => {
		const server = await start({ security, users: USERS })

		const { failure } = await open(account(server, { security, extraCa: [] }))

		expect(failure).toMatchObject({ code: 'smtp-tls-failed', scope: 'account', temporary: false })
		expect(failure?.reply).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
	})

	test('refuses a certificate for another host', async () => {
		const certificate = await makeCertificate(['other.example'])
		const server = await start({ security: 'tls', certificate })

		const { failure } = await open(account(server, { security: 'tls', host: 'mail.example' }))

		expect(failure).toMatchObject({ code: 'smtp-tls-failed', reply: 'ERR_TLS_CERT_ALTNAME_INVALID' })
	})

	test('refuses a certificate for another address, when the host is one', async () => {
		const server = await start({ security: 'tls' })

		const { failure } = await open(account(server, { security: 'tls', host: '127.0.0.9' }))

		expect(failure).toMatchObject({ code: 'smtp-tls-failed', reply: 'ERR_TLS_CERT_ALTNAME_INVALID' })
	})

	test('checks the certificate for the host, not for the address it connects to', async () => {
		const certificate = await makeCertificate(['mail.example'])
		const server = await start({ security: 'tls', certificate })

		const { opened } = await open(account(server, { security: 'tls', host: 'mail.example' }))

		expect(opened.ok).toBe(true)
	})

	test('refuses what was slipped in before the handshake', async () => {
		const server = await start({
			security: 'starttls',
			script: ({ stage }) => (stage === 'starttls' ? '220 go\r\n250 forged' : undefined)
		})

		const { failure } = await open(account(server, { security: 'starttls' }))

		expect(failure).toMatchObject({ code: 'smtp-protocol', scope: 'connection' })
	})

	test.each([
		['a server of another kind', 'HTTP/1.1 400 Bad Request', 'smtp-protocol'],
		['a line of 8 MB', 'x'.repeat(8_000_000), 'smtp-protocol'],
		['a reply without end', '220-x\r\n'.repeat(10_000), 'smtp-protocol'],
		['a refusal', '554 5.7.1 You are not welcome', 'smtp-unreachable'],
		['a silence', 'silence', 'smtp-unreachable']
	])('gives up on %s', async (_name, greeting, code) => {
		const server = await start({ script: ({ stage }) => (stage === 'greeting' ? greeting : undefined) })

		const { failure } = await open(account(server))

		expect(failure?.code).toBe(code)
		expect(failure?.scope).toBe('connection')
		expect(failure?.reply.length).toBeLessThan(1100)
	})

	test('takes the same time for a closed port and for an address that never answers', async () => {
		const closed = await start()
		await closed.close()
		const time = async (addresses: string[]) => {
			const startedAt = performance.now()
			const { failure, steps } = await open(account(closed, { addresses }))
			return { failure, steps, ms: performance.now() - startedAt }
		}

		const [refused, nowhere] = await Promise.all([time(['127.0.0.1']), time([])])

		expect(refused.failure).toEqual(nowhere.failure)
		expect(refused.failure).toMatchObject({ code: 'smtp-unreachable', temporary: true })
		expect(refused.steps).toEqual(['connect false'])
		expect(Math.abs(refused.ms - nowhere.ms)).toBeLessThan(100)
		expect(refused.ms).toBeGreaterThanOrEqual(299)
	})

	test('tries the next address when the first does not answer', async () => {
		const server = await start()

		const { opened } = await open(account(server, { addresses: ['127.0.0.9', '127.0.0.1'] }))

		expect(opened.ok).toBe(true)
	})

	test('gives up when told to, whatever it waits for', async () => {
		const server = await start({ script: ({ stage }) => (stage === 'greeting' ? 'silence' : undefined) })
		const patient = createMailer({ greetingMs: 60_000, connectMs: 60_000 })
		const giveUp = (addresses: string[]) => {
			const controller = new AbortController()
			setTimeout(() => controller.abort(), 50)
			return patient.open(account(server, { addresses }), { signal: controller.signal })
		}

		const [greeting, connecting] = await Promise.all([giveUp(['127.0.0.1']), giveUp([])])

		expect(greeting.ok).toBe(false)
		expect(connecting.ok).toBe(false)
	})
})
