import { randomBytes } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '#relay/sandbox/sandbox.ts'
import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { openPassword, sealPassword } from '#shared/crypto/sealed-password.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import type { Verification } from '#shared/wire/verification.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer, type TestServerOptions } from '#tests/support/smtp-server.ts'
import { createTestRelay, mailingTo, smtpOf, type TestRelay, type TestRelayOptions } from '#tests/support/test-relay.ts'

const USERS = { 'club@test.example': 'sésame' }
const SENDER = { email: 'club@test.example', name: 'Le Club' }

async function start(options: TestServerOptions = {}, relayOptions: TestRelayOptions = {}) {
	const server = await startTestServer(options)
	onTestFinished(server.close)
	const relay = await createTestRelay({ servers: [server], ...relayOptions })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay }
}

const verify = async (relay: TestRelay, smtp: Smtp): Promise<Verification> => {
	const response = await relay.post('/api/v1/smtp/verifications', { smtp })
	expect(response.status).toBe(200)
	return (await response.json()) as Verification
}
const stepsOf = ({ steps }: Verification) => steps.map(({ step, ok }) => `${step} ${ok}`)

describe('POST /smtp/verifications', () => {
	test('resolves, connects, secures, logs in and quits', async () => {
		const { server, relay } = await start({ security: 'starttls', users: USERS })

		const verification = await verify(relay, await relay.seal(smtpOf(server, { security: 'starttls' }), 'sésame'))

		expect(verification.ok).toBe(true)
		expect(stepsOf(verification)).toEqual(['resolve true', 'connect true', 'secure true', 'authenticate true'])
		expect(server.commands.at(-1)).toBe('QUIT')
		expect(server.accepted).toEqual([])
	})

	test('tells a wrong password, after one try', async () => {
		const { server, relay } = await start({ users: USERS })

		const verification = await verify(relay, await relay.seal(smtpOf(server), 'faux'))

		expect(verification).toMatchObject({ ok: false, failure: { code: 'smtp-auth-failed' } })
		expect(stepsOf(verification)).toEqual(['resolve true', 'connect true', 'authenticate false'])
		expect(server.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
	})

	test('tells a password that this relay cannot open, without connecting', async () => {
		const { server, relay } = await start()

		const verification = await verify(relay, smtpOf(server, { password: 'hpke1.AAAAAAAAAAA.AAAA.AAAA' }))

		expect(verification).toMatchObject({ ok: false, steps: [], failure: { code: 'password-unreadable' } })
		expect(server.connections).toBe(0)
	})

	test.each([
		'0x7f000001',
		'2130706433',
		'127.1',
		'0177.0.0.1',
		'[::1]',
		'localhost.',
		'127.0.0.1',
		'localhost',
		'10.0.0.1'
	])('refuses the host %s, which is not on the list', async (host) => {
		const { server, relay } = await start({}, { servers: [] })

		const verification = await verify(relay, smtpOf({ host, port: 2525 }))

		expect(verification).toMatchObject({ ok: false, failure: { code: 'smtp-host-refused' } })
		expect(stepsOf(verification)).toEqual(['resolve false'])
		expect(verification.steps[0]).not.toHaveProperty('ms')
		expect(server.connections).toBe(0)
	})

	test('gives a record under an earlier secret back under the current one', async () => {
		const earlier = randomBytes(32)
		const { server, relay } = await start({ users: USERS }, { previousSecrets: [earlier] })
		const smtp = smtpOf(server)
		const password = await sealPassword(await deriveSealingKeyPair(earlier), smtp, 'sésame')

		const { ok, resealedPassword = '' } = await verify(relay, { ...smtp, password })

		expect(ok).toBe(true)
		expect(await openPassword(relay.keys.sealing, smtp, resealedPassword)).toBe('sésame')
		expect(await verify(relay, { ...smtp, password: resealedPassword })).not.toHaveProperty('resealedPassword')
	})

	test('takes a host as it was typed for the one spelling that it has', async () => {
		const { relay } = await start({}, { servers: [] })
		const smtp = smtpOf({ host: 'münchen.invalid', port: 587 })
		const password = await sealPassword(relay.keys.sealing, { ...smtp, host: 'xn--mnchen-3ya.invalid' }, 'x')

		const verification = await verify(relay, { ...smtp, host: 'MÜNCHEN.invalid', security: 'starttls', password })

		expect(verification.failure?.code).toBe('password-unreadable')
		const same = await sealPassword(
			relay.keys.sealing,
			{ ...smtp, host: 'xn--mnchen-3ya.invalid', security: 'starttls' },
			'x'
		)
		const right = await verify(relay, { ...smtp, host: 'MÜNCHEN.invalid', security: 'starttls', password: same })
		expect(right.failure?.code).toBe('smtp-unreachable')
	})

	test('lets 120 a minute through for each key, and says when to come again', async () => {
		const clock = new ManualClock()
		const { relay } = await start({}, { clock })
		const smtp = smtpOf({ host: '10.0.0.1', port: 25 })
		const ask = async (key?: string) => await relay.post('/api/v1/smtp/verifications', { smtp }, key ? { key } : {})
		const statuses = new Set<number>()
		for (let n = 0; n < 120; n += 1) statuses.add((await ask()).status)

		let refused = await ask()
		for (let n = 0; n < 1000 && refused.status === 200; n += 1) refused = await ask()
		const other = await ask(relay.otherKey)
		await clock.advance(60_000)
		const later = await ask()

		expect([...statuses]).toEqual([200])
		expect(await refused.json()).toMatchObject({ status: 429, code: 'rate-limited' })
		expect(Number(refused.headers.get('retry-after'))).toBe(60)
		expect([other.status, later.status]).toEqual([200, 200])
	})
})

describe('a password sealed for other settings', () => {
	test.each<[string, Partial<Smtp>]>([
		['host', { host: 'localhost' }],
		['port', { port: 2525 }],
		['security', { security: 'starttls' }],
		['username', { username: 'thief@test.example' }]
	])('is unreadable when the %s differs, and nothing is connected to', async (_what, changes) => {
		const { server, relay } = await start({ users: USERS })
		const sealed = await relay.seal(smtpOf(server), 'sésame')
		const stolen = { ...sealed, ...changes }

		const verification = await verify(relay, stolen)
		const posted = await relay.post('/api/v1/mailings', mailingTo(server, { smtp: stolen }))
		const tested = await relay.post('/api/v1/smtp/test-messages', { smtp: stolen, sender: SENDER, to: 'a@b.example' })

		expect(verification.failure?.code).toBe('password-unreadable')
		expect(await posted.json()).toMatchObject({ status: 422, code: 'password-unreadable' })
		expect(await tested.json()).toMatchObject({ status: 422, code: 'password-unreadable' })
		expect(server.connections).toBe(0)
	})

	test('is unreadable for a relay with another secret', async () => {
		const { server, relay } = await start()
		const other = await createTestRelay()

		const verification = await verify(relay, await other.seal(smtpOf(server), 'sésame'))

		expect(verification.failure?.code).toBe('password-unreadable')
		expect(server.connections).toBe(0)
	})
})

describe('POST /smtp/test-messages', () => {
	test('sends one message, and names it', async () => {
		const { server, relay } = await start()

		const response = await relay.post('/api/v1/smtp/test-messages', {
			smtp: smtpOf(server),
			sender: SENDER,
			to: 'a@b.example'
		})

		const result = (await response.json()) as { outcome: string; messageId: string }
		const message = await simpleParser(server.accepted[0]?.raw ?? '')
		expect(result).toEqual({ outcome: 'sent', messageId: message.messageId })
		expect(message.from?.text).toBe('"Le Club" <club@test.example>')
		expect(server.accepted[0]?.to).toEqual(['a@b.example'])
	})

	test('tells that the recipient was refused', async () => {
		const { server, relay } = await start({ rejectRcpt: { 'a@b.example': '550 5.1.1 Unknown' } })

		const response = await relay.post('/api/v1/smtp/test-messages', {
			smtp: smtpOf(server),
			sender: SENDER,
			to: 'a@b.example'
		})

		expect(await response.json()).toMatchObject({ outcome: 'failed', failure: { code: 'address-unknown' } })
	})

	test('tells that the password is wrong, or nobody there, as an outcome', async () => {
		const { server, relay } = await start({ users: USERS })
		const wrong = await relay.seal(smtpOf(server), 'faux')
		const request = { sender: SENDER, to: 'a@b.example' }

		const refused = await relay.post('/api/v1/smtp/test-messages', { ...request, smtp: wrong })
		const nobody = smtpOf({ host: 'nobody.invalid', port: 587 }, { security: 'starttls' })
		const absent = await relay.post('/api/v1/smtp/test-messages', { ...request, smtp: nobody })

		expect(await refused.json()).toMatchObject({ outcome: 'failed', failure: { code: 'smtp-auth-failed' } })
		expect(await absent.json()).toMatchObject({ outcome: 'failed', failure: { code: 'smtp-unreachable' } })
	})

	test('refuses a host that may not be reached, and a request that makes no sense', async () => {
		const { relay } = await start()
		const request = { smtp: smtpOf({ host: '10.0.0.1', port: 25 }), sender: SENDER, to: 'a@b.example' }

		const refused = await relay.post('/api/v1/smtp/test-messages', request)
		const senseless = await relay.post('/api/v1/smtp/test-messages', { ...request, to: 'a@b.example, c@d.example' })

		expect(await refused.json()).toMatchObject({ status: 422, code: 'smtp-host-refused' })
		expect(await senseless.json()).toMatchObject({ status: 422, code: 'invalid-request', fields: ['to'] })
	})
})

describe('/sandbox/messages', () => {
	test('lists what the sandbox received, newest first, and empties it', async () => {
		const sandbox = await startSandbox({ port: 0 })
		onTestFinished(() => sandbox.close())
		const { relay } = await start({}, { sandbox, servers: [] })
		const smtp = await relay.seal(smtpOf(sandbox, { security: 'starttls' }), 'whatever')
		await (await relay.send(mailingTo(sandbox, { smtp, count: 2 }))).all()

		const listed = (await (await relay.request('/api/v1/sandbox/messages')).json()) as { to: string[] }[]
		const emptied = await relay.request('/api/v1/sandbox/messages', { method: 'DELETE' })
		const after: unknown = await (await relay.request('/api/v1/sandbox/messages')).json()

		expect(listed.map(({ to }) => to)).toEqual([['membre2@example.org'], ['membre1@example.org']])
		expect(emptied.status).toBe(204)
		expect(after).toEqual([])
	})

	test('does not tell again what the app holds already', async () => {
		const sandbox = await startSandbox({ port: 0 })
		onTestFinished(() => sandbox.close())
		const { relay } = await start({}, { sandbox, servers: [] })
		const smtp = await relay.seal(smtpOf(sandbox, { security: 'starttls' }), 'whatever')
		const etag = (await relay.request('/api/v1/sandbox/messages')).headers.get('etag') ?? ''
		const ask = () => relay.request('/api/v1/sandbox/messages', { headers: { 'if-none-match': etag } })

		expect((await ask()).status).toBe(304)
		await (await relay.send(mailingTo(sandbox, { smtp, count: 1 }))).all()
		expect((await ask()).status).toBe(200)
	})

	test('refuses the password "faux"', async () => {
		const sandbox = await startSandbox({ port: 0 })
		onTestFinished(() => sandbox.close())
		const { relay } = await start({}, { sandbox, servers: [] })

		const verification = await verify(relay, await relay.seal(smtpOf(sandbox, { security: 'starttls' }), 'faux'))

		expect(verification.failure?.code).toBe('smtp-auth-failed')
	})

	test('is not there when the sandbox is off', async () => {
		const { relay } = await start()

		const response = await relay.request('/api/v1/sandbox/messages')

		expect(response.status).toBe(404)
	})
})
