import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import { verifyAccount, type UnresolvedAccount } from '#relay/mail/verify.ts'
import { Verification } from '#shared/wire/verification.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import * as v from 'valibot'

const mailer = createMailer({ connectMs: 200, greetingMs: 200 })

async function start(options: TestServerOptions = {}): Promise<TestServer> {
	const server = await startTestServer({ security: 'starttls', users: { club: 'secret' }, ...options })
	onTestFinished(server.close)
	return server
}

async function verify(
	{ port, certificate }: Pick<TestServer, 'port' | 'certificate'>,
	changed: Partial<UnresolvedAccount> = {},
	allow = [`127.0.0.1:${port}`]
) {
	const account: UnresolvedAccount = {
		host: '127.0.0.1',
		port,
		security: 'starttls',
		username: 'club',
		password: 'secret',
		...changed
	}
	const policy = { allow: new Set(allow), extraCa: [certificate] }
	return v.parse(Verification, await verifyAccount(account, { mailer, policy }))
}

describe('verifyAccount', () => {
	test('resolves, connects, secures, logs in and quits, and sends nothing', async () => {
		const server = await start()

		const verification = await verify(server)

		expect(verification.ok).toBe(true)
		expect(verification.steps.map(({ step, ok }) => [step, ok])).toEqual([
			['resolve', true],
			['connect', true],
			['secure', true],
			['authenticate', true]
		])
		expect(verification.steps.every(({ ms }) => ms !== undefined && ms >= 0)).toBe(true)
		expect(server.commands.at(-1)).toBe('QUIT')
		expect(server.commands.some((line) => line.startsWith('MAIL'))).toBe(false)
	})

	test('says how far it came with a wrong password, in the server’s words', async () => {
		const verification = await verify(await start(), { password: 'faux' })

		expect(verification.failure).toEqual({ code: 'smtp-auth-failed', detail: '535 5.7.8 Authentication failed' })
		expect(verification.steps.at(-1)).toMatchObject({ step: 'authenticate', ok: false })
	})

	test('opens no connection to an address out of bounds', async () => {
		const server = await start()

		const verification = await verify(server, {}, [])

		expect(verification).toEqual({
			ok: false,
			steps: [{ step: 'resolve', ok: false }],
			failure: { code: 'smtp-host-refused', detail: 'not allowed' }
		})
		expect(server.connections).toBe(0)
	})

	test('says the same, without a time, of a closed port and of a server that vanished', async () => {
		const closed = createServer()
		await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
		const { port } = closed.address() as AddressInfo
		await new Promise((resolve) => closed.close(resolve))

		const verification = await verify({ port, certificate: (await start()).certificate })

		expect(verification.steps[1]).toEqual({ step: 'connect', ok: false })
		expect(verification.failure).toEqual({ code: 'smtp-unreachable', detail: 'no connection' })
	})

	test('names a certificate that nobody vouches for', async () => {
		const other = await start()
		const server = await start()

		const verification = await verify({ port: server.port, certificate: other.certificate })

		expect(verification.failure?.code).toBe('smtp-tls-failed')
		expect(verification.steps.at(-1)).toMatchObject({ step: 'secure', ok: false })
	})
})
