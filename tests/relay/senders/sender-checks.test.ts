import { describe, expect, test } from 'vitest'
import { startSenderChecks } from '#tests/support/sender-checks.ts'
import { createTestRelay } from '#tests/support/test-relay.ts'
import type { Zone } from '#tests/support/zone-server.ts'

const KEY = `v=DKIM1; k=rsa; p=${'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC'.repeat(6)}`

describe('DKIM', () => {
	test('finds a key where the provider puts it, and where many do', async () => {
		const { check } = await startSenderChecks({
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
		const { check } = await startSenderChecks({
			'selector1._domainkey.club.test': { CNAME: [there] },
			[there]: { TXT: [KEY] }
		})

		expect((await check('smtp.office365.com')).dkim).toMatchObject({ code: 'dkim-key-found', record: KEY })
	})

	test('knows that there is none below a name that does not exist', async () => {
		const { check } = await startSenderChecks({ 'club.test': { A: ['192.0.2.1'] } })

		expect((await check()).dkim).toMatchObject({ status: 'missing', code: 'dkim-missing', record: null })
	})

	test('does not know a name that only its owner knows', async () => {
		const { check } = await startSenderChecks({ 'ovhmo123-selector1._domainkey.club.test': { TXT: [KEY] } })

		expect((await check('ssl0.ovh.net')).dkim).toMatchObject({ status: 'unknown', code: 'dkim-selector-unknown' })
	})

	test('knows all the names of some providers', async () => {
		const { check } = await startSenderChecks({ 'old._domainkey.club.test': { TXT: [KEY] } })

		expect((await check('mail.gandi.net')).dkim).toMatchObject({ status: 'missing', at: 'gm1._domainkey.club.test' })
	})

	test('tells a key taken back, and one that is none', async () => {
		const { check } = await startSenderChecks({
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
		(await (await startSenderChecks(zone)).check('mail.club.test', email)).dmarc

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
			const { check } = await startSenderChecks({
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
		const { check } = await startSenderChecks({ 'club.test': { TXT: ['x'.repeat(2000), 'v=spf1 -all'] } })

		expect((await check()).spf.record).toBe('v=spf1 -all')
	})

	test('wants a key, a plain address and a host', async () => {
		const { relay } = await startSenderChecks({})
		const ask = async (body: unknown, init = {}) => await relay.post('/api/v1/senders/checks', body, init)

		const stranger = await ask({ email: 'a@club.test', smtpHost: 'mail.club.test' }, { key: null })
		const odd = await ask({ email: 'a@club.test', smtpHost: '0x7f.1' })

		expect(stranger.status).toBe(401)
		expect(await odd.json()).toMatchObject({ code: 'invalid-request', fields: ['smtpHost'] })
		expect(relay.logs).toEqual([])
	})
})
