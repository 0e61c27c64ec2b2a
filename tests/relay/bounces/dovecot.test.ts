import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import type { BounceReading, BounceReadingRequest, Imap } from '#shared/wire/bounces.ts'
import { deliveryReport, OUR_ID, unknownAddress } from '#tests/support/delivery-reports.ts'
import { findDovecotObstacle, startDovecot, type Dovecot } from '#tests/support/dovecot.ts'
import { createTestRelay, type TestRelay, type TestRelayOptions } from '#tests/support/test-relay.ts'
import { startZoneServer } from '#tests/support/zone-server.ts'

const obstacle = findDovecotObstacle()
if (obstacle) console.warn(`Not tried against the real Dovecot: ${obstacle}.`)

type Request = Omit<Partial<BounceReadingRequest>, 'imap'> & { imap?: Partial<Imap>; password?: string }

describe.skipIf(obstacle !== undefined)('POST /bounces/readings, a real Dovecot', () => {
	let dovecot: Dovecot
	let relay: TestRelay
	beforeAll(async () => {
		dovecot = await startDovecot()
		relay = await start()
		await dovecot.deliver('From: a@b.test\r\nSubject: Bonjour\r\n\r\nRien.\r\n')
		await dovecot.deliver(unknownAddress())
		await dovecot.deliver(
			deliveryReport({ recipient: 'Final-Recipient: rfc822; zoe@membres.test\nAction: failed\nStatus: 5.2.2' })
		)
	}, 60_000)
	afterAll(() => dovecot.stop())

	const start = async (options: TestRelayOptions = {}) => {
		const { host, port, tlsPort, certificate } = dovecot
		return await createTestRelay({
			servers: [port, tlsPort].map((each) => ({ host, port: each, certificate })),
			...options
		})
	}

	async function read(
		{ imap, password = dovecot.password, ...rest }: Request = {},
		by = relay
	): Promise<BounceReading> {
		const { host, port, username } = dovecot
		const settings = { host, port, security: 'starttls' as const, username, ...imap }
		const sealed = await sealPassword(by.keys.sealing, { service: 'imap', ...settings }, password)
		const response = await by.post('/api/v1/bounces/readings', {
			imap: { password: sealed, ...settings, ...imap },
			...rest
		})
		expect(response.status).toBe(200)
		return (await response.json()) as BounceReading
	}
	const failureOf = (reading: BounceReading) => (reading.ok ? undefined : reading.failure.code)
	const found = (reading: BounceReading) => {
		if (!reading.ok) throw new Error(reading.failure.code)
		return reading
	}

	test.each(['starttls', 'tls'] as const)(
		'finds the reports among other mail over %s, by the id of the message',
		async (security) => {
			const reading = found(
				await read({ imap: { security, port: security === 'tls' ? dovecot.tlsPort : dovecot.port } })
			)

			expect(reading.bounces).toMatchObject([
				{ messageId: OUR_ID, recipient: 'jo@membres.test', kind: 'hard', code: 'address-unknown' },
				{ messageId: OUR_ID, recipient: 'zoe@membres.test', kind: 'soft', code: 'mailbox-full' }
			])
			expect(reading).toMatchObject({ more: false, position: { uid: 3 } })
		}
	)

	test('changes nothing in the mailbox', async () => {
		const before = dovecot.listFiles()

		await read()

		const plain = (names: string[]) => names.map((name) => name.split(/[:,]/, 1)[0]).toSorted()
		expect(plain(dovecot.listFiles())).toEqual(plain(before))
		expect(dovecot.listFiles().join()).not.toMatch(/:2,\w/)
	})

	test('goes on from where it was, and begins anew in a mailbox that is another', async () => {
		const { position } = found(await read())

		const nothing = found(await read({ position }))
		const rest = found(await read({ position: { ...position, uid: 2 } }))
		const anew = found(await read({ position: { uidValidity: '1', uid: 3 } }))

		expect(nothing).toMatchObject({ bounces: [], position, more: false })
		expect(rest.bounces).toHaveLength(1)
		expect(anew.bounces).toHaveLength(2)
	})

	test('spares what is older than it need be', async () => {
		const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString()

		expect(found(await read({ since: tomorrow })).bounces).toEqual([])
		expect(found(await read({ since: '2020-01-01T00:00:00Z' })).bounces).toHaveLength(2)
	})

	test('tells a wrong password, an unknown folder and a host that is not allowed', async () => {
		expect(failureOf(await read({ password: 'changed' }))).toBe('imap-auth-failed')
		expect(failureOf(await read({ mailbox: 'Nulle part' }))).toBe('imap-mailbox-unknown')
		expect(failureOf(await read({ imap: { host: '10.0.0.1', port: 993, security: 'tls' } }))).toBe('imap-host-refused')
		expect(failureOf(await read({ imap: { host: '127.0.0.1', port: 25 } }))).toBe('imap-host-refused')
		expect(failureOf(await read({ imap: { host: '192.0.2.1', security: 'none', port: 143 } }))).toBe(
			'imap-host-refused'
		)
	})

	test('trusts no certificate that nobody vouches for, nor one for another name', async () => {
		const { host, port } = dovecot
		const distrusting = await start({ servers: [{ host, port, certificate: '' }] })
		const names = await startZoneServer({ 'imap.club.test': { A: ['127.0.0.1'] } })
		onTestFinished(names.close)
		const elsewhere = await start({
			servers: [{ host: 'imap.club.test', port, certificate: dovecot.certificate }],
			dnsServers: [names.address]
		})

		expect(failureOf(await read({}, distrusting))).toBe('imap-tls-failed')
		expect(failureOf(await read({ imap: { host: 'imap.club.test' } }, elsewhere))).toBe('imap-tls-failed')
	})

	test('tells nobody there, whatever is wrong, after the same time', async () => {
		const closed = await start({ servers: [{ host: '127.0.0.1', port: 9, certificate: dovecot.certificate }] })
		const started = performance.now()

		expect(failureOf(await read({ imap: { port: 9 } }, closed))).toBe('imap-unreachable')
		expect(performance.now() - started).toBeGreaterThan(950)
	})

	test.each<[string, Partial<Imap>]>([
		['host', { host: 'localhost' }],
		['port', { port: 993 }],
		['security', { security: 'tls' }],
		['username', { username: 'voleur@club.test' }]
	])('opens no password that was sealed for another %s', async (_what, changes) => {
		const { host, port, username, password } = dovecot
		const settings = { host, port, security: 'starttls' as const, username }
		const sealed = await sealPassword(relay.keys.sealing, { service: 'imap', ...settings }, password)

		const response = await relay.post('/api/v1/bounces/readings', {
			imap: { ...settings, ...changes, password: sealed }
		})

		expect(await response.json()).toMatchObject({ ok: false, failure: { code: 'password-unreadable' } })
	})

	test('opens no password that was sealed for SMTP, and SMTP none of these', async () => {
		const { host, port, username, password } = dovecot
		const settings = { host, port, security: 'starttls' as const, username }
		const forSmtp = await sealPassword(relay.keys.sealing, settings, password)
		const forImap = await sealPassword(relay.keys.sealing, { service: 'imap', ...settings }, password)

		const reading = await relay.post('/api/v1/bounces/readings', { imap: { ...settings, password: forSmtp } })
		const verification = await relay.post('/api/v1/smtp/verifications', { smtp: { ...settings, password: forImap } })

		expect(await reading.json()).toMatchObject({ failure: { code: 'password-unreadable' } })
		expect(await verification.json()).toMatchObject({ failure: { code: 'password-unreadable' } })
	})

	test('gives a record under an earlier secret back under the current one', async () => {
		const earlier = randomBytes(32)
		const renewed = await start({ previousSecrets: [earlier] })
		const { host, port, username, password } = dovecot
		const settings = { service: 'imap' as const, host, port, security: 'starttls' as const, username }
		const old = await sealPassword(await deriveSealingKeyPair(earlier), settings, password)

		const reading = found(await read({ imap: { password: old } }, renewed))
		const again = found(await read({ imap: { password: reading.resealedPassword ?? '' } }, renewed))

		expect(reading.bounces).toHaveLength(2)
		expect(again).not.toHaveProperty('resealedPassword')
	})

	test('logs nothing of it, and keeps nothing', async () => {
		await read()
		await read({ password: 'changed' })

		expect(relay.logs).toEqual([])
	})
})
