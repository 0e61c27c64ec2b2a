import { Resolver } from 'node:dns/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isPublicAddress } from '#relay/mail/address-policy.ts'
import { resolveTarget, type ConnectionPolicy, type Target } from '#relay/mail/resolve.ts'
import { canonicalHost } from '#shared/host.ts'
import { startNameServer } from '#tests/support/name-server.ts'

const NOWHERE: ConnectionPolicy = { allow: new Set(), resolveMs: 200 }

function resolve(changed: Partial<Target> = {}, policy: Partial<ConnectionPolicy> = {}) {
	const target: Target = { host: 'mail.example', port: 587, security: 'starttls', hasPassword: true, ...changed }
	return resolveTarget(target, { ...NOWHERE, ...policy })
}

/** A policy whose only resolver knows these names and nothing else. */
async function knowing(names: Record<string, string[]>): Promise<Partial<ConnectionPolicy>> {
	const server = await startNameServer(names)
	onTestFinished(server.close)
	return { dnsServers: [server.address] }
}

describe('isPublicAddress', () => {
	test.each([
		'0.0.0.0',
		'0.1.2.3',
		'10.0.0.1',
		'10.255.255.255',
		'100.64.0.1',
		'100.127.255.255',
		'127.0.0.1',
		'127.255.255.254',
		'169.254.169.254',
		'172.16.0.1',
		'172.31.255.255',
		'192.0.0.8',
		'192.0.2.1',
		'192.88.99.1',
		'192.168.1.1',
		'198.18.0.1',
		'198.19.255.255',
		'198.51.100.7',
		'203.0.113.9',
		'224.0.0.1',
		'239.255.255.255',
		'240.0.0.1',
		'255.255.255.255',
		'::',
		'::1',
		'::ffff:8.8.8.8',
		'::ffff:127.0.0.1',
		'::ffff:a00:1',
		'::8.8.8.8',
		'64:ff9b::8.8.8.8',
		'64:ff9b:1::1',
		'100::1',
		'2001::1',
		'2001:0:4136:e378:8000:63bf:3fff:fdd2',
		'2001:10::1',
		'2001:db8::1',
		'2002:7f00:1::1',
		'3fff::1',
		'5f00::1',
		'fc00::1',
		'fd12:3456::1',
		'fe80::1',
		'fe80::1%eth0',
		'fec0::1',
		'ff02::1',
		'2606:4700::1%1',
		'',
		'mail.example',
		'127.1',
		'1'
	])('is false for %j', (address) => {
		expect(isPublicAddress(address)).toBe(false)
	})

	test.each([
		'8.8.8.8',
		'1.1.1.1',
		'100.63.255.255',
		'100.128.0.1',
		'172.32.0.1',
		'193.252.22.1',
		'2606:4700:4700::1111',
		'2a01:e00::1'
	])('is true for %j', (address) => {
		expect(isPublicAddress(address)).toBe(true)
	})
})

describe('resolveTarget', () => {
	test.each([25, 465, 587, 2525])('lets mail go to port %i', async (port) => {
		expect(await resolve({ host: '193.252.22.1', port })).toEqual({
			ok: true,
			value: { addresses: ['193.252.22.1'], extraCa: [] }
		})
	})

	test.each([
		['another port', { host: '193.252.22.1', port: 22 }],
		['the loopback', { host: '127.0.0.1' }],
		['a metadata service', { host: '169.254.169.254', port: 25 }],
		['a password in the clear', { host: '193.252.22.1', port: 25, security: 'none' }]
	] as const)('refuses %s at once', async (_name, target) => {
		expect(await resolve(target)).toEqual({ ok: false, error: { code: 'smtp-host-refused' } })
	})

	test('lets mail without a password go unsecured', async () => {
		expect(await resolve({ host: '193.252.22.1', port: 25, security: 'none', hasPassword: false })).toMatchObject({
			ok: true
		})
	})

	test('gives all addresses of a name, of both families', async () => {
		const policy = await knowing({ 'mail.example': ['193.252.22.1', '2a01:e00::1', '193.252.22.2'] })

		const resolved = await resolve({}, policy)

		expect(resolved.ok && resolved.value.addresses.toSorted()).toEqual(['193.252.22.1', '193.252.22.2', '2a01:e00::1'])
	})

	test.each([
		['193.252.22.1', '127.0.0.1'],
		['2a01:e00::1', '::ffff:10.0.0.1'],
		['10.0.0.1'],
		['fd00::1', '193.252.22.1']
	])('refuses a name of which one address is out of bounds: %j, %j', async (...addresses) => {
		const policy = await knowing({ 'mail.example': addresses.filter((address) => address !== undefined) })

		expect(await resolve({}, policy)).toEqual({ ok: false, error: { code: 'smtp-host-refused' } })
	})

	test('lets a literal pair of the allow list through, for that port only, unsecured too', async () => {
		const policy = {
			...(await knowing({ 'mail.lan': ['192.168.1.9'] })),
			allow: new Set(['mail.lan:1025', '127.0.0.1:2587'])
		}

		expect(await resolve({ host: 'mail.lan', port: 1025, security: 'none' }, policy)).toMatchObject({ ok: true })
		expect(await resolve({ host: '127.0.0.1', port: 2587 }, policy)).toMatchObject({ ok: true })
		expect(await resolve({ host: 'mail.lan', port: 25 }, policy)).toMatchObject({ ok: false })
		expect(await resolve({ host: '127.0.0.1', port: 587 }, policy)).toMatchObject({ ok: false })
	})

	test('trusts the certificate of the sandbox at its own address, and further authorities everywhere', async () => {
		const policy = {
			extraCa: ['AUTHORITY'],
			sandbox: { host: '127.0.0.1', port: 40_000, certificate: 'SANDBOX' }
		}

		expect(await resolve({ host: '127.0.0.1', port: 40_000, security: 'none' }, policy)).toEqual({
			ok: true,
			value: { addresses: ['127.0.0.1'], extraCa: ['AUTHORITY', 'SANDBOX'] }
		})
		expect(await resolve({ host: '193.252.22.1' }, policy)).toMatchObject({ value: { extraCa: ['AUTHORITY'] } })
		expect(await resolve({ host: '127.0.0.1', port: 40_001 }, policy)).toMatchObject({ ok: false })
	})

	test('takes the same time for a name that does not exist and for a resolver that says nothing', async () => {
		const policy = await knowing({ 'silent.example': ['silence'] })
		const time = async (host: string) => {
			const startedAt = performance.now()
			const resolved = await resolve({ host }, policy)
			return { resolved, ms: performance.now() - startedAt }
		}

		const [absent, silent] = await Promise.all([time('absent.example'), time('silent.example')])

		expect(absent.resolved).toEqual({ ok: false, error: { code: 'smtp-unreachable' } })
		expect(silent.resolved).toEqual(absent.resolved)
		expect(absent.ms).toBeGreaterThanOrEqual(199)
		expect(Math.abs(absent.ms - silent.ms)).toBeLessThan(100)
	})

	test('asks the resolver once, so that a second answer cannot lead elsewhere', async () => {
		const server = await startNameServer({ 'mail.example': ['193.252.22.1'] })
		onTestFinished(server.close)

		await resolve({}, { dnsServers: [server.address] })

		expect(server.questions.toSorted()).toEqual(['A mail.example', 'AAAA mail.example'])
	})
})

describe('canonicalHost and resolveTarget together', () => {
	test.each([
		'2130706433',
		'0x7f.1',
		'0177.0.0.1',
		'127.1',
		'[::1]',
		'127.0.0.1.',
		'①②⑦.0.0.1',
		'127。0。0。1',
		'::1',
		'localhost'
	])('let nobody spell the loopback as %j', async (spelling) => {
		const host = canonicalHost(spelling)

		expect(host === undefined || !(await resolve({ host })).ok).toBe(true)
	})

	test('is tried against a resolver that works', async () => {
		const server = await startNameServer({ 'mail.example': ['193.252.22.1'] })
		onTestFinished(server.close)
		const resolver = new Resolver()
		resolver.setServers([server.address])

		expect(await resolver.resolve4('mail.example')).toEqual(['193.252.22.1'])
	})
})
