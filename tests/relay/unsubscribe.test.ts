import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeToken, readToken } from '#relay/unsubscribe/token.ts'
import { optOutDigest } from '#shared/crypto/opt-out-digest.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import type { OptOuts } from '#shared/wire/opt-outs.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { createTestRelay, mailingTo } from '#tests/support/test-relay.ts'

const KEY = new Uint8Array(32).map((_, index) => index)
const LETTER = { owner: 'club', mailingId: 'm1', recipientId: 'r1' }
const ONE_CLICK = { purpose: 'lettre', oneClick: true }

async function start(isPublic = true) {
	const server = await startTestServer()
	onTestFinished(server.close)
	const relay = await createTestRelay({ servers: [server], publicUrl: 'https://club.example', isPublic })
	onTestFinished(() => relay.mailings.stop())
	const send = async (changes: Partial<MailingRequestInput> & { count?: number }) => {
		const mailing = mailingTo(server, changes)
		await (await relay.send(mailing)).all()
		return { mailing, raws: server.accepted.map(({ raw }) => raw) }
	}
	const optOuts = async (after = 0, key?: string) => {
		const response = await relay.request(`/api/v1/opt-outs?after=${after}`, key ? { key } : {})
		return (await response.json()) as OptOuts
	}
	/** As a stranger's mail program, or a browser that follows a link. */
	const visit = async (link: string, init: RequestInit = {}) =>
		await relay.request(new URL(link).pathname, { key: null, ...init })
	return { relay, send, optOuts, visit }
}

const linkOf = (raw = ''): string => /^List-Unsubscribe: <(https:[^>]+)>/m.exec(raw)?.[1] ?? ''

describe('a mailing that can be left', () => {
	test('carries a link of its own in each message, and the mark of one click', async () => {
		const { send } = await start()

		const { raws } = await send({ count: 3, unsubscribe: ONE_CLICK })

		const links = raws.map(linkOf)
		expect(new Set(links).size).toBe(3)
		for (const link of links) expect(link).toMatch(/^https:\/\/club\.example\/api\/v1\/unsubscribe\/[\w-]{43}$/)
		for (const raw of raws) expect(raw).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
	})

	test('names an address to write to, beside the link or alone', async () => {
		const { send } = await start()
		const mailto = 'stop+liste&co@club.example'

		const { raws: both } = await send({ unsubscribe: { ...ONE_CLICK, mailto } })
		const { raws: alone } = await (await start(false)).send({ unsubscribe: { purpose: 'lettre', mailto } })

		const list = async (raw = '') => (await simpleParser(raw)).headers.get('list') as { unsubscribe: unknown }
		const mail = expect.stringMatching(/^stop%2Bliste%26co@club\.example\?subject=unsubscribe%20[\w-]{43}$/) as unknown
		expect((await list(both[0])).unsubscribe).toEqual({ url: linkOf(both[0]), mail })
		expect((await list(alone[0])).unsubscribe).toEqual({ mail })
		expect(alone[0]).not.toContain('List-Unsubscribe-Post')
	})

	test('says nothing of it when it cannot be left', async () => {
		const { send } = await start()

		const { raws } = await send({})

		expect(raws[0]).not.toMatch(/unsubscribe/i)
	})

	test('puts the link where the text asks for it', async () => {
		const { send } = await start()
		const text = 'Pour ne plus recevoir : {{unsubscribe_url}}'

		const { raws } = await send({ text, html: '<a href="{{unsubscribe_url}}">x</a>', unsubscribe: ONE_CLICK })

		const { text: written, html } = await simpleParser(raws[0] ?? '')
		expect(written).toContain(linkOf(raws[0]))
		expect(html).toContain(`href="${linkOf(raws[0])}"`)
	})

	test('holds no address, name or id in its token', async () => {
		const { send } = await start()

		const { mailing, raws } = await send({ unsubscribe: ONE_CLICK })

		const octets = Buffer.from(linkOf(raws[0]).split('/').at(-1) ?? '', 'base64url').toString('latin1')
		for (const text of [mailing.id, 'r1', 'membre1', 'club', 'lettre']) expect(octets).not.toContain(text)
	})

	test('is another mailing when it is left otherwise', async () => {
		const { relay, send } = await start()
		const { mailing } = await send({ unsubscribe: ONE_CLICK })

		const changed = await relay.post('/api/v1/mailings', {
			...mailing,
			unsubscribe: { ...ONE_CLICK, purpose: 'autre' }
		})
		const same = await relay.post('/api/v1/mailings', mailing)

		expect(await changed.json()).toMatchObject({ status: 422, code: 'mailing-changed' })
		expect(same.status).toBe(200)
	})
})

describe('/unsubscribe', () => {
	test('shows a page to who follows the link, a hundred times, and changes nothing', async () => {
		const { send, visit, optOuts } = await start()
		const { raws } = await send({ unsubscribe: ONE_CLICK })
		const link = linkOf(raws[0])

		const pages = await Promise.all(Array.from({ length: 100 }, () => visit(link)))
		const head = await visit(link, { method: 'HEAD' })

		expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]))
		expect(head.status).toBe(200)
		expect(await pages[0]?.text()).toContain('<form method="post">')
		expect((await optOuts()).optOuts).toEqual([])
	})

	test('counts one click of a mail program, once, wherever it comes from', async () => {
		const { send, visit, optOuts } = await start()
		const { mailing, raws } = await send({ count: 2, unsubscribe: ONE_CLICK })
		const click = async (headers: Record<string, string> = {}) =>
			await visit(linkOf(raws[1]), {
				method: 'POST',
				body: 'List-Unsubscribe=One-Click',
				headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }
			})

		const answers = [await click(), await click({ origin: 'null' }), await click({ origin: 'https://mail.example' })]

		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
		const { optOuts: told, more } = await optOuts()
		expect(told.map(({ digest }) => digest)).toEqual([await optOutDigest(mailing.id, 'r2')])
		expect(more).toBe(false)
	})

	test.each(['x', 'A'.repeat(43), `${'A'.repeat(42)}%0A`])('knows no token that it did not make: %s', async (token) => {
		const { relay, optOuts } = await start()
		const path = `/api/v1/unsubscribe/${token}`

		const answers = await Promise.all(['GET', 'POST'].map((method) => relay.request(path, { method, key: null })))

		expect(answers.map(({ status }) => status)).toEqual([404, 404])
		expect(await answers[0]?.text()).toContain('<!doctype html>')
		expect((await optOuts()).optOuts).toEqual([])
	})

	test('shows a page that may run nothing, and is kept nowhere', async () => {
		const { send, visit } = await start()
		const { raws } = await send({ unsubscribe: ONE_CLICK })

		const response = await visit(linkOf(raws[0]))
		const page = await response.text()

		const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? ''
		const policy = response.headers.get('content-security-policy') ?? ''
		expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
		expect(policy).toMatch(/default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/)
		expect(policy).not.toContain('script')
		expect(response.headers.get('cache-control')).toBe('no-store')
		expect(response.headers.get('referrer-policy')).toBe('no-referrer')
	})

	test('answers under no foreign name', async () => {
		const { relay, send } = await start()
		const { raws } = await send({ unsubscribe: ONE_CLICK })

		const response = await relay.request(new URL(linkOf(raws[0])).pathname, {
			headers: { host: 'evil.example' },
			key: null
		})

		expect(response.status).toBe(403)
	})
})

describe('GET /opt-outs', () => {
	test('tells the owner, from where he left off, and nobody else', async () => {
		const { relay, send, visit, optOuts } = await start()
		const { mailing, raws } = await send({ count: 2, unsubscribe: ONE_CLICK })
		await visit(linkOf(raws[0]), { method: 'POST' })

		const first = await optOuts()
		await visit(linkOf(raws[1]), { method: 'POST' })
		const second = await optOuts(first.after)

		expect(first.journalEpoch).toBe(relay.journal.epoch)
		expect(first.optOuts).toEqual([
			{ digest: await optOutDigest(mailing.id, 'r1'), at: expect.stringMatching(/Z$/) as unknown }
		])
		expect(second.optOuts.map(({ digest }) => digest)).toEqual([await optOutDigest(mailing.id, 'r2')])
		expect((await optOuts(second.after)).optOuts).toEqual([])
		expect((await optOuts(0, relay.otherKey)).optOuts).toEqual([])
	})

	test('tells a thousand at a time', async () => {
		const { relay, optOuts } = await start()
		for (let n = 0; n < 1001; n += 1) await relay.journal.addOptOut('club', { digest: `${n}`, at: 0 })

		const first = await optOuts()
		const second = await optOuts(first.after)

		expect([first.optOuts.length, first.more]).toEqual([1000, true])
		expect([second.optOuts.map(({ digest }) => digest), second.more]).toEqual([['1000'], false])
	})

	test('forgets after 400 days', async () => {
		const clock = new ManualClock()
		const relay = await createTestRelay({ clock })
		await relay.journal.addOptOut('club', { digest: 'a', at: clock.now() })
		void relay.mailings.purgeDaily()
		onTestFinished(() => relay.mailings.stop())
		const told = async () => ((await (await relay.request('/api/v1/opt-outs')).json()) as OptOuts).optOuts.length

		await clock.advance(399 * 86_400_000)
		const before = await told()
		await clock.advance(2 * 86_400_000)

		expect([before, await told()]).toEqual([1, 0])
	})

	test('wants a place that is a number', async () => {
		const { relay } = await start()

		const response = await relay.request('/api/v1/opt-outs?after=-1')

		expect(await response.json()).toMatchObject({ code: 'invalid-request', fields: ['after'] })
	})
})

describe('a token', () => {
	// Letters lie in mailboxes for years.
	test('is what it was for ever', async () => {
		expect(await optOutDigest('m1', 'r1')).toBe('9lK7DI9SEgA6hQsCWM78ng')
		expect(await makeToken(KEY, LETTER)).toBe('9lK7DI9SEgA6hQsCWM78nojP7qb4cWNXEdKJGbZo3zk')
	})

	test('is read by who made it, for owners that are known', async () => {
		const token = await makeToken(KEY, LETTER)
		const digest = await optOutDigest('m1', 'r1')

		expect(readToken(KEY, token, ['other', 'club'])).toEqual({ owner: 'club', digest })
		expect(readToken(KEY, token, ['other'])).toBeUndefined()
		expect(
			readToken(
				KEY.map((octet) => octet ^ 1),
				token,
				['club']
			)
		).toBeUndefined()
	})

	test('is none any more with any bit of it changed', async () => {
		const octets = Buffer.from(await makeToken(KEY, LETTER), 'base64url')

		for (let bit = 0; bit < octets.length * 8; bit += 1) {
			const changed = Buffer.from(octets)
			changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
			expect(readToken(KEY, changed.toString('base64url'), ['club'])).toBeUndefined()
		}
	})
})
