import * as v from 'valibot'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SenderCheck } from '#shared/wire/sender-check.ts'
import { createTestRelay } from '#tests/support/test-relay.ts'
import { startZoneServer, type Zone } from '#tests/support/zone-server.ts'

const KEY = `v=DKIM1; k=rsa; p=${'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC'.repeat(6)}`

async function start(zone: Zone) {
	const server = await startZoneServer(zone)
	onTestFinished(server.close)
	const relay = await createTestRelay({ dnsServers: [server.address] })
	const check = async (smtpHost = 'mail.club.test', email = 'secretariat@club.test'): Promise<SenderCheck> => {
		const response = await relay.post('/api/v1/senders/checks', { email, smtpHost })
		expect(response.status).toBe(200)
		return v.parse(v.strictObject(SenderCheck.entries), await response.json())
	}
	return { server, relay, check }
}

/** A domain with an SPF record, and its mail server. */
const withSpf = (record: string, more: Zone = {}): Zone => ({
	'club.test': { TXT: ['some-verification=1', record] },
	'mail.club.test': { A: ['192.0.2.25'], AAAA: ['2001:db8::25'] },
	...more
})

async function spfOf(record: string, { more = {}, smtpHost }: { more?: Zone; smtpHost?: string } = {}) {
	const { check } = await start(withSpf(record, more))
	const { status, code } = (await check(smtpHost)).spf
	return `${status} ${code}`
}

describe('SPF', () => {
	test.each([
		['an address', 'v=spf1 ip4:192.0.2.25 -all'],
		['a network', 'v=spf1 ip4:192.0.2.0/24 -all'],
		['an IPv6 network', 'v=spf1 ip6:2001:db8::/64 -all'],
		['its own host', 'v=spf1 a:mail.club.test ~all'],
		['a network around a host', 'v=spf1 a:neighbour.test/28 -all', { 'neighbour.test': { A: ['192.0.2.17'] } }],
		[
			'its exchangers',
			'v=spf1 mx -all',
			{ 'club.test': { TXT: ['v=spf1 mx -all'], MX: [{ preference: 1, exchange: 'mail.club.test' }] } }
		],
		['another record', 'v=spf1 include:other.test -all', { 'other.test': { TXT: ['v=spf1 ip4:192.0.2.25 -all'] } }],
		['a record elsewhere', 'v=spf1 redirect=other.test', { 'other.test': { TXT: ['v=spf1 ip4:192.0.2.25 -all'] } }],
		[
			'a name that exists',
			'v=spf1 exists:%{ir}.%{v}.list.%{d2} -all',
			{ '25.2.0.192.in-addr.list.club.test': { A: ['127.0.0.2'] } }
		],
		[
			'a macro of IPv6',
			'v=spf1 exists:%{i}.list.test -all',
			{ '2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.5.list.test': { A: ['127.0.0.2'] } }
		],
		['a record in several pieces', `v=spf1 ${'ip4:198.51.100.7 '.repeat(20)}ip4:192.0.2.25 -all`]
	] as [string, string, Zone?][])('finds the server by %s', async (_what, record, more = {}) => {
		expect(await spfOf(record, { more })).toBe('good spf-authorised')
	})

	test.each([
		['ssl0.ovh.net', 'mx.ovh.com'],
		['smtp.gmail.com', '_spf.google.com'],
		['mail.infomaniak.com', 'spf.infomaniak.ch'],
		['mail.gandi.net', '_mailcust.gandi.net']
	])('takes what the provider of %s tells to include for its servers', async (smtpHost, include) => {
		const more: Zone = { [include]: { TXT: ['v=spf1 ip4:203.0.113.0/24 ~all'] }, [smtpHost]: { A: ['198.51.100.1'] } }

		expect(await spfOf(`v=spf1 include:${include} ~all`, { more, smtpHost })).toBe('good spf-authorised')
		expect(await spfOf('v=spf1 ip4:203.0.113.9 ~all', { more, smtpHost })).toBe('wrong spf-server-not-authorised')
	})

	test('takes a domain of the organisation whose server it is for its servers', async () => {
		const more: Zone = {
			'smtp.host.asso.fr': { A: ['198.51.100.1'] },
			'_spf.host.asso.fr': { TXT: ['v=spf1 ip4:203.0.113.0/24 -all'] },
			'_spf.stranger.asso.fr': { TXT: ['v=spf1 ip4:203.0.113.0/24 -all'] }
		}
		const smtpHost = 'smtp.host.asso.fr'

		expect(await spfOf('v=spf1 include:_spf.host.asso.fr -all', { more, smtpHost })).toBe('good spf-authorised')
		expect(await spfOf('v=spf1 include:_spf.stranger.asso.fr -all', { more, smtpHost })).toBe(
			'wrong spf-server-not-authorised'
		)
	})

	test.each([
		['v=spf1 -all', 'wrong spf-server-not-authorised'],
		['v=spf1 ip4:198.51.100.1 ~all', 'wrong spf-server-not-authorised'],
		['v=spf1 -ip4:192.0.2.25 -ip6:2001:db8::25 ~all', 'wrong spf-server-not-authorised'],
		['v=spf1 +all', 'wrong spf-allows-all'],
		['v=spf1 all', 'wrong spf-allows-all'],
		['v=spf1 ip4:192.0.2.300 -all', 'wrong spf-malformed'],
		['v=spf1 ip4:192.0.2.0/33 -all', 'wrong spf-malformed'],
		['v=spf1 ipv4:192.0.2.25 -all', 'wrong spf-malformed'],
		['v=spf1 include: -all', 'wrong spf-malformed'],
		['v=spf1 a:%{x}.test -all', 'wrong spf-malformed'],
		['v=spf1 redirect=a.test redirect=b.test', 'wrong spf-malformed'],
		['v=spf1 include:nowhere.test -all', 'wrong spf-include-broken'],
		['v=spf1 redirect=nowhere.test', 'wrong spf-include-broken'],
		['v=spf1 a:x.test a:y.test a:z.test -all', 'wrong spf-too-many-void-lookups'],
		['v=spf10 ip4:192.0.2.25 -all', 'missing spf-missing'],
		[`v=spf1 ${'ip4:198.51.100.7 '.repeat(300)}-all`, 'wrong spf-malformed']
	])('judges %s', async (record, verdict) => {
		expect(await spfOf(record)).toBe(verdict)
	})

	test('gives up in a circle, and after ten lookups', async () => {
		const chain: Zone = {}
		for (let n = 0; n < 12; n += 1) chain[`s${n}.test`] = { TXT: [`v=spf1 include:s${n + 1}.test -all`] }

		expect(await spfOf('v=spf1 include:club.test -all')).toBe('wrong spf-too-many-lookups')
		expect(await spfOf('v=spf1 redirect=club.test')).toBe('wrong spf-too-many-lookups')
		expect(await spfOf('v=spf1 include:s0.test -all', { more: chain })).toBe('wrong spf-too-many-lookups')
	})

	test('counts ten lookups as enough', async () => {
		const names = Array.from({ length: 9 }, (_, n) => `s${n}.test`)
		const more: Zone = Object.fromEntries(names.map((name) => [name, { TXT: ['v=spf1 ip4:198.51.100.1 -all'] }]))
		const nine = names.map((name) => `include:${name}`).join(' ')

		expect(await spfOf(`v=spf1 ${nine} a:mail.club.test -all`, { more })).toBe('good spf-authorised')
		expect(await spfOf(`v=spf1 ${nine} a:mail.club.test a:mail.club.test ip4:192.0.2.99 -all`, { more })).toBe(
			'good spf-authorised'
		)
		expect(await spfOf(`v=spf1 ${nine} ptr a:mail.club.test -all`, { more })).toBe('wrong spf-too-many-lookups')
	})

	test('refuses several records, whatever they say', async () => {
		const { check } = await start({ 'club.test': { TXT: ['v=spf1 ip4:192.0.2.25 -all', 'v=spf1 mx -all'] } })

		expect((await check()).spf).toMatchObject({ status: 'wrong', code: 'spf-several' })
	})

	test('says so when the server is nowhere to be found', async () => {
		expect(await spfOf('v=spf1 ip4:198.51.100.1 -all', { smtpHost: 'nobody.test' })).toBe('unknown spf-server-unknown')
	})

	test('looks for a server that is given as an address', async () => {
		expect(await spfOf('v=spf1 ip4:198.51.100.1 -all', { smtpHost: '198.51.100.1' })).toBe('good spf-authorised')
	})

	test('shows the record, and what to have written in it', async () => {
		const { check } = await start(withSpf('v=spf1 mx -all'))

		const missing = await (await start({})).check('ssl0.ovh.net')
		const wrong = await check('ssl0.ovh.net')

		expect(missing.spf).toEqual({
			status: 'missing',
			code: 'spf-missing',
			record: null,
			at: 'club.test',
			suggestion: 'v=spf1 include:mx.ovh.com ~all'
		})
		expect(wrong.spf).toMatchObject({ record: 'v=spf1 mx -all', at: 'club.test', suggestion: 'include:mx.ovh.com' })
	})

	test('cannot tell while a part of it is not answered', async () => {
		expect(await spfOf('v=spf1 include:other.test -all', { more: { 'other.test': 'servfail' } })).toBe(
			'unknown dns-unanswered'
		)
	})
})

describe('DKIM', () => {
	test('finds a key where the provider puts it, and where many do', async () => {
		const { check } = await start({
			'gm2._domainkey.club.test': { TXT: [KEY] },
			'k1._domainkey.other.test': { TXT: [KEY] }
		})

		const gandi = await check('mail.gandi.net')
		const common = await check('mail.other.test', 'a@other.test')

		expect(gandi.dkim).toEqual({ status: 'good', code: 'dkim-key-found', record: KEY, at: 'gm2._domainkey.club.test' })
		expect(common.dkim).toMatchObject({ status: 'good', at: 'k1._domainkey.other.test' })
	})

	test('follows a name to where the key lies', async () => {
		const there = 'selector1-club-test._domainkey.club.onmicrosoft.test'
		const { check } = await start({ 'selector1._domainkey.club.test': { CNAME: [there] }, [there]: { TXT: [KEY] } })

		expect((await check('smtp.office365.com')).dkim).toMatchObject({ code: 'dkim-key-found', record: KEY })
	})

	test('knows that there is none below a name that does not exist', async () => {
		const { check } = await start({ 'club.test': { A: ['192.0.2.1'] } })

		expect((await check()).dkim).toMatchObject({ status: 'missing', code: 'dkim-missing', record: null })
	})

	test('does not know a name that only its owner knows', async () => {
		const { check } = await start({ 'ovhmo123-selector1._domainkey.club.test': { TXT: [KEY] } })

		expect((await check('ssl0.ovh.net')).dkim).toMatchObject({ status: 'unknown', code: 'dkim-selector-unknown' })
	})

	test('knows all the names of some providers', async () => {
		const { check } = await start({ 'old._domainkey.club.test': { TXT: [KEY] } })

		expect((await check('mail.gandi.net')).dkim).toMatchObject({ status: 'missing', at: 'gm1._domainkey.club.test' })
	})

	test('tells a key taken back, and one that is none', async () => {
		const { check } = await start({
			'default._domainkey.club.test': { TXT: ['v=DKIM1; p='] },
			'default._domainkey.other.test': { TXT: ['v=DKIM1; p=not a key!'] }
		})

		expect((await check()).dkim).toMatchObject({ status: 'wrong', code: 'dkim-key-revoked' })
		expect((await check('m.other.test', 'a@other.test')).dkim).toMatchObject({
			status: 'wrong',
			code: 'dkim-malformed'
		})
	})
})

describe('DMARC', () => {
	const dmarcOf = async (zone: Zone, email = 'a@club.test') =>
		(await (await start(zone)).check('mail.club.test', email)).dmarc

	test.each([
		['v=DMARC1; p=none; rua=mailto:x@club.test', 'good', 'dmarc-none'],
		['v=DMARC1;p=quarantine', 'good', 'dmarc-quarantine'],
		['v=DMARC1; p=Reject; pct=50', 'good', 'dmarc-reject'],
		['v=DMARC1; rua=mailto:x@club.test', 'good', 'dmarc-none'],
		['v=DMARC1; p=maybe', 'wrong', 'dmarc-malformed'],
		['v=DMARC1', 'wrong', 'dmarc-malformed'],
		['v=DMARC2; p=none', 'missing', 'dmarc-missing'],
		['p=none; v=DMARC1', 'missing', 'dmarc-missing']
	])('judges %s', async (record, status, code) => {
		expect(await dmarcOf({ '_dmarc.club.test': { TXT: [record] } })).toMatchObject({ status, code })
	})

	test('falls back to the organisation above, and to what that asks for those below', async () => {
		const below = 'a@section.club.asso.fr'
		const zone = (record: string): Zone => ({
			'_dmarc.club.asso.fr': { TXT: [record] },
			'_dmarc.asso.fr': { TXT: ['v=DMARC1; p=reject'] }
		})

		expect(await dmarcOf(zone('v=DMARC1; p=quarantine'), below)).toMatchObject({
			code: 'dmarc-quarantine',
			at: '_dmarc.club.asso.fr'
		})
		expect(await dmarcOf(zone('v=DMARC1; p=reject; sp=none'), below)).toMatchObject({ code: 'dmarc-none' })
		expect(await dmarcOf({ '_dmarc.asso.fr': { TXT: ['v=DMARC1; p=reject'] } }, below)).toMatchObject({
			status: 'missing'
		})
	})

	test('prefers what stands at the domain itself, and refuses several', async () => {
		const both: Zone = {
			'_dmarc.section.club.fr': { TXT: ['v=DMARC1; p=none'] },
			'_dmarc.club.fr': { TXT: ['v=DMARC1; p=reject'] }
		}

		expect(await dmarcOf(both, 'a@section.club.fr')).toMatchObject({ code: 'dmarc-none' })
		expect(await dmarcOf({ '_dmarc.club.test': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } })).toMatchObject({
			status: 'wrong',
			code: 'dmarc-several'
		})
	})
})

describe('POST /senders/checks', () => {
	test.each(['silence', 'servfail', 'truncated', 'rubbish'] as const)(
		'answers that nothing is known: %s',
		async (fault) => {
			const { check } = await start({
				'club.test': fault,
				'_dmarc.club.test': fault,
				'default._domainkey.club.test': fault
			})

			const { spf, dkim, dmarc } = await check()

			for (const each of [spf, dkim, dmarc]) expect(each).toMatchObject({ status: 'unknown', code: 'dns-unanswered' })
		}
	)

	test('answers although nothing at all does', async () => {
		const relay = await createTestRelay({ dnsServers: ['127.0.0.1:9'] })

		const response = await relay.post('/api/v1/senders/checks', { email: 'a@club.test', smtpHost: 'mail.club.test' })

		expect(await response.json()).toMatchObject({
			spf: { status: 'unknown' },
			dkim: { status: 'unknown' },
			dmarc: { status: 'unknown' }
		})
	})

	test('reads a record that comes over TCP because it is long', async () => {
		const { check } = await start({ 'club.test': { TXT: ['x'.repeat(2000), 'v=spf1 -all'] } })

		expect((await check()).spf.record).toBe('v=spf1 -all')
	})

	test('wants a key, a plain address and a host', async () => {
		const { relay } = await start({})
		const ask = async (body: unknown, init = {}) => await relay.post('/api/v1/senders/checks', body, init)

		const stranger = await ask({ email: 'a@club.test', smtpHost: 'mail.club.test' }, { key: null })
		const odd = await ask({ email: 'a@club.test', smtpHost: '0x7f.1' })

		expect(stranger.status).toBe(401)
		expect(await odd.json()).toMatchObject({ code: 'invalid-request', fields: ['smtpHost'] })
		expect(relay.logs).toEqual([])
	})
})
