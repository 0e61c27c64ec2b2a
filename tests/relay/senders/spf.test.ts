import { describe, expect, test } from 'vitest'
import { startSenderChecks } from '#tests/support/sender-checks.ts'
import type { Zone } from '#tests/support/zone-server.ts'

/** A domain with an SPF record, and its mail server. */
const withSpf = (record: string, more: Zone = {}): Zone => ({
	'club.test': { TXT: ['some-verification=1', record] },
	'mail.club.test': { A: ['192.0.2.25'], AAAA: ['2001:db8::25'] },
	...more
})

async function spfOf(record: string, { more = {}, smtpHost }: { more?: Zone; smtpHost?: string } = {}) {
	const { check } = await startSenderChecks(withSpf(record, more))
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
		const { check } = await startSenderChecks({
			'club.test': { TXT: ['v=spf1 ip4:192.0.2.25 -all', 'v=spf1 mx -all'] }
		})

		expect((await check()).spf).toMatchObject({ status: 'wrong', code: 'spf-several' })
	})

	test('says so when the server is nowhere to be found', async () => {
		expect(await spfOf('v=spf1 ip4:198.51.100.1 -all', { smtpHost: 'nobody.test' })).toBe('unknown spf-server-unknown')
	})

	test('looks for a server that is given as an address', async () => {
		expect(await spfOf('v=spf1 ip4:198.51.100.1 -all', { smtpHost: '198.51.100.1' })).toBe('good spf-authorised')
	})

	test('shows the record, and what to have written in it', async () => {
		const { check } = await startSenderChecks(withSpf('v=spf1 mx -all'))

		const missing = await (await startSenderChecks({})).check('ssl0.ovh.net')
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
