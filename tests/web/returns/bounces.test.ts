import { describe, expect, test } from 'vitest'
import type { Bounce, BounceReadingRequest, Imap } from '#shared/wire/bounces.ts'
import { bounceOf, sentLog, sentMailing, useReturnsBench } from '#tests/support/returns-bench.ts'
import { findBounceMailbox, saveBounceMailbox } from '#web/db/bounce-mailbox.ts'
import { database } from '#web/db/database.ts'
import { readReturned } from '#web/db/returned.ts'
import { syncBounces } from '#web/returns/sync-bounces.ts'

const bench = useReturnsBench()

const PATH = '/bounces/readings'
const NEWS = sentMailing('news')
const MAILBOX: Imap = {
	...{ host: 'imap.example.org', port: 993, security: 'tls', username: 'club@example.org' },
	password: 'hpke1.sealed'
}

/** What lies in the mailbox, message by message, and how many of them are read at one time. */
function holds(bounces: Bounce[], page = 2000): BounceReadingRequest[] {
	const seen: BounceReadingRequest[] = []
	bench.relay.says.set(PATH, ({ body }) => {
		const request = body as BounceReadingRequest
		seen.push(request)
		const from = request.position?.uid ?? 0
		const uid = Math.min(from + page, bounces.length)
		return {
			ok: true,
			bounces: bounces.slice(from, uid),
			position: { uidValidity: '1', uid },
			more: uid < bounces.length
		}
	})
	return seen
}

function fails(code: string) {
	bench.relay.says.set(PATH, () => ({ ok: false, failure: { code, detail: 'no' } }))
}

const sync = (asked = false) => syncBounces({ asked })
const bounceIn = async (id: string) => (await database().mailingLogs.get(id))?.bounce
const refused = async () => (await database().refusedAddresses.toArray()).map(({ address }) => address)
const readings = () => bench.relay.requests.filter((request) => request === `POST ${PATH}`).length

async function open(count = 3) {
	await bench.sent(NEWS, count)
	await saveBounceMailbox(MAILBOX)
}

describe('syncBounces', () => {
	test('notes with the recipient what came back, and refuses the address', async () => {
		await open()
		holds([bounceOf(NEWS, 2)])

		expect(await sync()).toEqual({ ok: true, value: 1 })

		expect(await bounceIn('news-2')).toMatchObject({
			kind: 'hard',
			code: 'address-unknown',
			at: '2026-11-23T09:00:00.000Z'
		})
		expect(await database().refusedAddresses.toArray()).toMatchObject([
			{ address: 'm2@example.org', code: 'address-unknown', mailingId: 'news', bounced: true }
		])
		expect((await database().mailings.get('news'))?.bounced).toBe(1)
		expect((await database().mailingLogs.get('news-2'))?.status).toBe('sent')
		expect(await readReturned()).toMatchObject({ count: 1, logs: [{ id: 'news-2' }] })
	})

	test.each([
		['soft', { kind: 'soft', code: 'mailbox-full', status: '5.2.2' }, 1],
		['delayed', { kind: 'soft', action: 'delayed', code: 'temporarily-refused', status: '4.2.0' }, 0]
	] as const)('notes a %s one, and refuses nothing', async (_, part, returned) => {
		await open()
		holds([bounceOf(NEWS, 1, part)])

		expect(await sync()).toEqual({ ok: true, value: returned })

		expect(await bounceIn('news-1')).toMatchObject(part)
		expect(await refused()).toEqual([])
	})

	test('reads on from where it stopped, since the first mailing', async () => {
		await open()
		const seen = holds([bounceOf(NEWS, 1), bounceOf(NEWS, 2), bounceOf(NEWS, 3)], 2)

		await sync()
		await sync()

		expect(seen.map(({ position, since }) => [position?.uid, since])).toEqual([
			[undefined, NEWS.createdAt],
			[2, NEWS.createdAt],
			[3, NEWS.createdAt]
		])
		expect(await readReturned()).toMatchObject({ count: 3 })
	})

	test('notes nothing twice when a mailbox is read again from its beginning', async () => {
		await open()
		holds([bounceOf(NEWS, 1)])
		await sync()
		await database().refusedAddresses.clear()

		await saveBounceMailbox({ ...MAILBOX, host: 'imap.other.example' })
		expect(await sync()).toEqual({ ok: true, value: 0 })

		expect(await refused()).toEqual([])
		expect((await database().mailings.get('news'))?.bounced).toBe(1)
	})

	test('keeps the gravest word: late, then given up', async () => {
		await open()
		const late = bounceOf(NEWS, 1, { kind: 'soft', action: 'delayed', code: 'temporarily-refused' })
		holds([late, bounceOf(NEWS, 1), late], 1)

		await sync()

		expect(await bounceIn('news-1')).toMatchObject({ kind: 'hard', action: 'failed' })
	})

	test('never refuses an address for what the sandbox sent', async () => {
		const trial = sentMailing('trial', { sandbox: true })
		await bench.sent(trial, 1)
		await saveBounceMailbox(MAILBOX)
		holds([bounceOf(trial, 1)])

		await sync()

		expect(await bounceIn('trial-1')).toMatchObject({ kind: 'hard' })
		expect(await refused()).toEqual([])
	})

	test('keeps neither words nor address of it in a log that keeps none, and refuses the member’s address', async () => {
		const quiet = sentMailing('quiet', { logging: false })
		await bench.sent(quiet, 1, () => ({ recipientEmail: '', recipientName: '' }))
		await saveBounceMailbox(MAILBOX)
		holds([bounceOf(quiet, 1)])

		await sync()

		expect(await bounceIn('quiet-1')).toMatchObject({ detail: '' })
		expect(await refused()).toEqual(['m1@example.org'])
	})

	describe('what nobody can be sure of', () => {
		test('is counted, and touches nobody: foreign, without a Message-ID, of a message that never left', async () => {
			await open()
			await database().mailingLogs.put(sentLog(NEWS, 3, { status: 'failed' }))
			holds([
				bounceOf(NEWS, 1, { messageId: '<foreign@elsewhere.example>' }),
				bounceOf(NEWS, 2, { messageId: null }),
				bounceOf(NEWS, 3)
			])

			expect(await sync()).toEqual({ ok: true, value: 0 })

			expect((await database().mailingLogs.toArray()).filter(({ bounce }) => bounce)).toEqual([])
			expect(await refused()).toEqual([])
			expect((await findBounceMailbox())?.reading).toMatchObject({ matched: 1, unmatched: 2 })
		})

		test('refuses nobody: a report about an address that the message did not go to', async () => {
			await open()
			holds([bounceOf(NEWS, 1, { recipient: 'm2@example.org' })])

			await sync()

			expect(await bounceIn('news-1')).toBeDefined()
			expect(await refused()).toEqual([])
		})
	})

	test('takes ten thousand of them', async () => {
		await open(5000)
		const ours = Array.from({ length: 5000 }, (_, at) => bounceOf(NEWS, at + 1))
		const foreign = ours.map((bounce) => ({ ...bounce, messageId: `<x${bounce.messageId?.slice(1) ?? ''}` }))
		holds([...ours, ...foreign])

		expect(await sync()).toEqual({ ok: true, value: 5000 })

		expect(await database().refusedAddresses.count()).toBe(5000)
		const { count, logs } = await readReturned()
		expect([count, logs.length]).toEqual([5000, 20])
	}, 60_000)

	test('tries a refused password once, until a person wants it or has put it right', async () => {
		await open()
		fails('imap-auth-failed')

		await sync()
		await sync()
		expect(readings()).toBe(1)
		expect((await findBounceMailbox())?.reading.fault).toEqual({ code: 'imap-auth-failed', detail: 'no' })
		await sync(true)
		expect(readings()).toBe(2)

		await saveBounceMailbox({ ...MAILBOX, password: 'hpke1.other' })
		holds([])
		await sync()
		expect(readings()).toBe(3)
		expect((await findBounceMailbox())?.reading.fault).toBeUndefined()
	})

	test('comes back by itself to a server that did not answer', async () => {
		await open()
		fails('imap-unreachable')
		await sync()

		holds([bounceOf(NEWS, 1)])
		await sync()

		expect(await refused()).toEqual(['m1@example.org'])
	})

	test('keeps the password that the relay sealed anew', async () => {
		await open()
		bench.relay.says.set(PATH, () => ({
			...{ ok: true, bounces: [], position: { uidValidity: '1', uid: 0 }, more: false },
			resealedPassword: 'hpke1.anew'
		}))

		await sync()

		expect((await findBounceMailbox())?.imap.password).toBe('hpke1.anew')
	})

	test('reads nothing before there was a mailing, nor without a mailbox', async () => {
		await saveBounceMailbox(MAILBOX)
		await sync()
		expect(readings()).toBe(0)
	})
})
