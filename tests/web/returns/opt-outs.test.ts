import { describe, expect, test } from 'vitest'
import { optOutDigest } from '#shared/crypto/opt-out-digest.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import type { Consent } from '#shared/consent.ts'
import { sentMailing, useReturnsBench } from '#tests/support/returns-bench.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { listUnseenRefusals, readOptOutState } from '#web/db/opt-outs.ts'
import { syncOptOuts } from '#web/returns/sync-opt-outs.ts'

const bench = useReturnsBench()

const NOW = Date.parse('2026-12-01T12:00:00.000Z')
const AT = '2026-11-24T12:00:00.000Z'
const NEWS = sentMailing('news')

/** What the relay holds, and how much of it it says at one time. */
async function left(letters: [mailingId: string, recipientId: string][], { page = 1000, epoch = 'epoch-1' } = {}) {
	const optOuts = await Promise.all(letters.map(async (letter) => ({ digest: await optOutDigest(...letter), at: AT })))
	bench.relay.says.set('/opt-outs', ({ url }) => {
		const from = Number(url.searchParams.get('after'))
		const shown = optOuts.slice(from, from + page)
		const after = from + shown.length
		return { journalEpoch: epoch, optOuts: shown, after, more: shown.length === page }
	})
}

const consents = () => database().consents.toArray()
const answer = (memberId: string, part: Omit<Partial<Consent>, 'on'> & { on?: string }): Consent => ({
	...{ id: `consent-${memberId}`, purpose: 'newsletter', given: true, source: 'paper' },
	memberId: memberId as MemberId,
	...part,
	on: (part.on ?? '2026-09-01') as Day
})

describe('syncOptOuts', () => {
	test('notes with the member that he wants no more news, since that day, by e-mail', async () => {
		await bench.sent(NEWS, 3)
		await left([['news', 'news-2']])

		const synced = await syncOptOuts(NOW)

		expect(synced).toEqual({ ok: true, value: 1 })
		expect(await consents()).toMatchObject([
			{ memberId: 'member-2', purpose: 'newsletter', given: false, on: '2026-11-24', source: 'email' }
		])
	})

	test('notes it for everybody whom the message was for', async () => {
		await bench.sent(NEWS, 3, (n) => (n === 1 ? { alsoFor: ['member-3' as MemberId] } : {}))
		await left([['news', 'news-1']])

		await syncOptOuts(NOW)

		expect((await consents()).map(({ memberId }) => memberId).sort()).toEqual(['member-1', 'member-3'])
	})

	test('is one action, which gives the earlier answer back when it is undone', async () => {
		await bench.sent(NEWS, 2)
		await database().consents.put(answer('member-1', {}))
		await left([
			['news', 'news-1'],
			['news', 'news-2']
		])
		await syncOptOuts(NOW)
		const [refusal] = await listUnseenRefusals()
		expect(refusal).toMatchObject({ set: { action: 'news-refused', count: 2 } })
		expect(refusal?.people.map(({ name }) => name)).toEqual(['Lefèvre Zoé1', 'Lefèvre Zoé2'])

		await undoChangeSet(refusal?.set.id ?? '')

		expect(await consents()).toEqual([answer('member-1', {})])
		expect(await listUnseenRefusals()).toEqual([])
	})

	test('goes on where it stopped, and notes nothing twice', async () => {
		await bench.sent(NEWS, 3)
		await left(
			[
				['news', 'news-1'],
				['news', 'news-2']
			],
			{ page: 1 }
		)

		await syncOptOuts(NOW)
		expect(await readOptOutState()).toMatchObject({ journalEpoch: 'epoch-1', after: 2 })
		expect(await syncOptOuts(NOW)).toEqual({ ok: true, value: 0 })

		expect(await database().changeSets.count()).toBe(1)
		expect(bench.relay.requests.filter((request) => request === 'GET /opt-outs')).toHaveLength(4)
	})

	test('asks another journal from its beginning', async () => {
		await bench.sent(NEWS, 2)
		await left([
			['elsewhere', 'a'],
			['elsewhere', 'b']
		])
		await syncOptOuts(NOW)

		await left([['news', 'news-2']], { epoch: 'epoch-2' })
		await syncOptOuts(NOW)

		expect((await consents()).map(({ memberId }) => memberId)).toEqual(['member-2'])
		expect(await readOptOutState()).toMatchObject({ journalEpoch: 'epoch-2', after: 1 })
	})

	test('leaves alone who has agreed anew since, and who has refused already', async () => {
		await bench.sent(NEWS, 2)
		const known = [
			answer('member-1', { on: '2026-11-25' }),
			answer('member-2', { given: false, on: '2026-10-01', source: 'oral' })
		]
		await database().consents.bulkPut(known)
		await left([
			['news', 'news-1'],
			['news', 'news-2']
		])

		await syncOptOuts(NOW)

		expect(await consents()).toEqual(known)
		expect(await database().changeSets.count()).toBe(0)
	})

	test('passes over letters of another device, of somebody deleted, and convocations', async () => {
		await bench.sent(NEWS, 2)
		const meeting = sentMailing('meeting')
		delete meeting.unsubscribe
		await bench.sent(meeting, 2)
		await database().members.delete('member-2' as MemberId)
		await left([
			['elsewhere', 'somebody'],
			['news', 'news-2'],
			['meeting', 'meeting-1']
		])

		expect(await syncOptOuts(NOW)).toEqual({ ok: true, value: 0 })

		expect(await consents()).toEqual([])
	})

	test('asks nothing before there was a newsletter', async () => {
		expect(await syncOptOuts(NOW)).toEqual({ ok: true, value: 0 })

		expect(bench.relay.requests).not.toContain('GET /opt-outs')
	})

	test('stops asking a relay that says "more" for ever', async () => {
		await bench.sent(NEWS, 1)
		bench.relay.says.set('/opt-outs', () => ({ journalEpoch: 'epoch-1', optOuts: [], after: 0, more: true }))

		expect(await syncOptOuts(NOW)).toEqual({ ok: true, value: 0 })
	})

	test('says why it could not ask, and stays where it was', async () => {
		await bench.sent(NEWS, 1)
		bench.relay.away = true

		expect(await syncOptOuts(NOW)).toMatchObject({ ok: false, error: { code: 'relay-unreachable' } })

		expect(await readOptOutState()).toMatchObject({ after: 0 })
	})
})
