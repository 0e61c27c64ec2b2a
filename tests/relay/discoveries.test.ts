import { describe, expect, onTestFinished, test } from 'vitest'
import { Discovery } from '#shared/wire/discovery.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { createTestRelay, type TestRelayOptions } from '#tests/support/test-relay.ts'
import { startZoneServer, type Zone } from '#tests/support/zone-server.ts'
import * as v from 'valibot'

async function start(zone: Zone = {}, options: TestRelayOptions = {}) {
	const server = await startZoneServer(zone)
	onTestFinished(server.close)
	const relay = await createTestRelay({ dnsServers: [server.address], ...options })
	const discover = async (email: string): Promise<Discovery> => {
		const response = await relay.post('/api/v1/smtp/discoveries', { email })
		expect(response.status).toBe(200)
		return v.parse(v.strictObject(Discovery.entries), await response.json())
	}
	return { server, relay, discover }
}

const placesOf = ({ candidates }: Discovery) =>
	candidates.map(({ host, port, security, source }) => `${host}:${port} ${security} ${source}`)

describe('POST /smtp/discoveries', () => {
	test.each([
		['zoe@orange.fr', 'Orange', 'smtp.orange.fr', 465, 'zoe@orange.fr'],
		['zoe@wanadoo.fr', 'Orange', 'smtp.orange.fr', 465, 'zoe@wanadoo.fr'],
		['zoe@free.fr', 'Free', 'smtp.free.fr', 465, 'zoe'],
		['zoe@sfr.fr', 'SFR', 'smtp.sfr.fr', 465, 'zoe@sfr.fr'],
		['zoe@laposte.net', 'La Poste', 'smtp.laposte.net', 465, 'zoe'],
		['zoe@bbox.fr', 'Bbox', 'smtp.bbox.fr', 587, 'zoe@bbox.fr'],
		['zoe@gmail.com', 'Gmail', 'smtp.gmail.com', 465, 'zoe@gmail.com'],
		['zoe@Yahoo.FR', 'Yahoo', 'smtp.mail.yahoo.com', 465, 'zoe@yahoo.fr'],
		['zoe@hotmail.fr', 'Outlook.com', 'smtp-mail.outlook.com', 587, 'zoe@hotmail.fr'],
		['zoe@icloud.com', 'iCloud', 'smtp.mail.me.com', 587, 'zoe@icloud.com'],
		['zoe@gmx.fr', 'GMX', 'mail.gmx.com', 465, 'zoe@gmx.fr'],
		['zoe@ik.me', 'Infomaniak', 'mail.infomaniak.com', 465, 'zoe@ik.me'],
		['zoe@proton.me', 'Proton', 'smtp.protonmail.ch', 587, 'zoe@proton.me']
	])('knows %s from the table, and asks nobody', async (email, provider, host, port, username) => {
		const { server, discover } = await start()

		const { candidates } = await discover(email)

		expect(candidates[0]).toMatchObject({ provider, host, port, username, source: 'table' })
		expect(server.questions).toEqual([])
	})

	test('says what stands in the way of a password', async () => {
		const { discover } = await start()
		const adviceFor = async (email: string) => (await discover(email)).advice

		expect(await adviceFor('zoe@gmail.com')).toEqual(['app-password-needed', 'two-step-needed'])
		expect(await adviceFor('zoe@outlook.com')).toEqual(['oauth-only'])
		expect(await adviceFor('zoe@yahoo.fr')).toEqual(['app-password-needed'])
		expect(await adviceFor('zoe@orange.fr')).toEqual([])
	})

	test('gives published limits, and none where none is published', async () => {
		const { discover } = await start()
		const limitsFor = async (email: string) =>
			(await discover(email)).candidates.map(({ hourlyLimit, dailyLimit }) => [hourlyLimit, dailyLimit])[0]

		expect(await limitsFor('zoe@gmail.com')).toEqual([null, 500])
		expect(await limitsFor('zoe@free.fr')).toEqual([null, null])
	})

	test.each([
		['mx1.mail.ovh.net', 'OVHcloud', 'ssl0.ovh.net', 200, null],
		['spool.mail.gandi.net', 'Gandi', 'mail.gandi.net', null, null],
		['mta-gw.infomaniak.ch', 'Infomaniak', 'mail.infomaniak.com', null, 1440],
		['mx00.ionos.fr', 'IONOS', 'smtp.ionos.fr', 500, null],
		['aspmx.l.google.com', 'Google Workspace', 'smtp.gmail.com', null, 2000],
		['club-fr.mail.protection.outlook.com', 'Microsoft 365', 'smtp.office365.com', 1800, 10_000],
		['kale.o2switch.net', 'o2switch', 'kale.o2switch.net', null, null]
	])('guesses by %s who has the mail of a domain', async (exchange, provider, host, hourlyLimit, dailyLimit) => {
		const { discover } = await start({ 'club.test': { MX: [{ preference: 5, exchange }] } })

		const { candidates } = await discover('secretariat@club.test')

		const username = 'secretariat@club.test'
		expect(candidates[0]).toMatchObject({ provider, host, hourlyLimit, dailyLimit, username, source: 'mx' })
	})

	test('tells of Microsoft 365 that passwords come to their end', async () => {
		const { discover } = await start({
			'club.test': { MX: [{ preference: 0, exchange: 'x.mail.protection.outlook.com' }] }
		})

		expect((await discover('a@club.test')).advice).toContain('password-login-ending')
	})

	test('takes the word of the domain before a guess, encrypted from the start first', async () => {
		const { discover } = await start({
			'_submissions._tcp.club.test': { SRV: [{ priority: 0, weight: 1, port: 465, target: 'mail.club.test' }] },
			'_submission._tcp.club.test': {
				SRV: [
					{ priority: 20, weight: 1, port: 587, target: 'second.club.test' },
					{ priority: 10, weight: 1, port: 587, target: 'first.club.test' }
				]
			},
			'club.test': { MX: [{ preference: 0, exchange: 'mx1.mail.ovh.net' }] }
		})

		const discovery = await discover('secretariat@club.test')

		expect(placesOf(discovery)).toEqual([
			'mail.club.test:465 tls srv',
			'first.club.test:587 starttls srv',
			'second.club.test:587 starttls srv',
			'ssl0.ovh.net:465 tls mx',
			'ssl0.ovh.net:587 starttls mx'
		])
		expect(discovery.candidates[0]).toMatchObject({ provider: 'club.test', hourlyLimit: null })
	})

	test('recognises the provider whose server a domain names, once', async () => {
		const { discover } = await start({
			'_submissions._tcp.club.test': { SRV: [{ priority: 0, weight: 1, port: 465, target: 'ssl0.ovh.net' }] },
			'club.test': { MX: [{ preference: 0, exchange: 'mx1.mail.ovh.net' }] }
		})

		const discovery = await discover('a@club.test')

		expect(placesOf(discovery)).toEqual(['ssl0.ovh.net:465 tls srv', 'ssl0.ovh.net:587 starttls mx'])
		expect(discovery.candidates[0]).toMatchObject({ provider: 'OVHcloud', hourlyLimit: 200 })
	})

	test('leaves out services that are not offered, or where no mail is taken', async () => {
		const { discover } = await start({
			'_submissions._tcp.club.test': { SRV: [{ priority: 0, weight: 0, port: 0, target: '.' }] },
			'_submission._tcp.club.test': { SRV: [{ priority: 0, weight: 0, port: 22, target: 'mail.club.test' }] }
		})

		expect(await discover('a@club.test')).toEqual({ candidates: [], advice: [] })
	})

	test('finds nothing for a domain that does not exist, or says nothing', async () => {
		const { discover } = await start({ 'quiet.test': { A: ['192.0.2.1'] } })

		expect(await discover('a@nowhere.test')).toEqual({ candidates: [], advice: [] })
		expect(await discover('a@quiet.test')).toEqual({ candidates: [], advice: [] })
	})

	test.each(['silence', 'servfail', 'truncated', 'rubbish'] as const)(
		'says that name servers did not answer: %s',
		async (fault) => {
			const { discover } = await start({
				'club.test': fault,
				'_submissions._tcp.club.test': fault,
				'_submission._tcp.club.test': fault
			})

			expect(await discover('a@club.test')).toEqual({ candidates: [], advice: ['dns-unanswered'] })
		}
	)

	test('asks about the domain in its ASCII form, and about nothing else', async () => {
		const { server, relay, discover } = await start({
			'xn--bcher-kva.test': { MX: [{ preference: 1, exchange: 'mx1.mail.ovh.net' }] }
		})

		const { candidates } = await discover('zoé.dupont@bücher.test')

		expect(candidates[0]?.username).toBe('zoé.dupont@xn--bcher-kva.test')
		expect(server.questions.toSorted()).toEqual([
			'MX xn--bcher-kva.test',
			'SRV _submission._tcp.xn--bcher-kva.test',
			'SRV _submissions._tcp.xn--bcher-kva.test'
		])
		expect(relay.logs).toEqual([])
	})

	test('wants a key and one plain address', async () => {
		const { relay } = await start()

		const stranger = await relay.post('/api/v1/smtp/discoveries', { email: 'a@orange.fr' }, { key: null })
		const list = await relay.post('/api/v1/smtp/discoveries', { email: 'a@orange.fr, b@orange.fr' })

		expect(stranger.status).toBe(401)
		expect(await list.json()).toMatchObject({ status: 422, code: 'invalid-request', fields: ['email'] })
	})

	test('lets 120 a minute through for each key', async () => {
		const { relay } = await start({}, { clock: new ManualClock() })
		const ask = async (key?: string) =>
			(await relay.post('/api/v1/smtp/discoveries', { email: 'a@orange.fr' }, key ? { key } : {})).status

		const statuses: number[] = []
		for (let n = 0; n < 121; n += 1) statuses.push(await ask())

		expect(statuses.slice(0, 120).every((status) => status === 200)).toBe(true)
		expect(statuses.at(-1)).toBe(429)
		expect(await ask(relay.otherKey)).toBe(200)
	})
})
