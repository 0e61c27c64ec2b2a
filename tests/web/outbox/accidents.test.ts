import { describe, expect, test } from 'vitest'
import { resubmit } from '#web/outbox/resubmit.ts'
import { useOutboxBench } from '../../support/outbox-bench.ts'

const bench = useOutboxBench()

describe('a broken stream', () => {
	const verdicts = (email: string) =>
		email === 'm2@example.org'
			? ({ outcome: 'failed', code: 'address-unknown', scope: 'recipient', reply: '550 5.1.1 no' } as const)
			: email === 'm4@example.org'
				? ({ outcome: 'uncertain', code: 'connection-lost', scope: 'connection' } as const)
				: undefined

	const expected = [1, 2, 3, 4, 5].map((n) => ({
		recipientEmail: `m${n}@example.org`,
		status: n === 2 ? 'failed' : n === 4 ? 'uncertain' : 'sent',
		attempt: 1,
		code: n === 2 ? 'address-unknown' : n === 4 ? 'connection-lost' : '',
		error: n === 2 ? '550 5.1.1 no' : ''
	}))

	for (const chunk of [1, 3]) {
		for (let cut = 0; cut <= 7; cut += 1) {
			test(`after ${cut} events, ${chunk} at a time, changes nothing in the end`, async () => {
				bench.relay.verdictOf = ({ email }) => verdicts(email)
				bench.relay.chunk = chunk
				bench.relay.cuts.push(cut)

				const id = await bench.send(5)
				await bench.becomes(id, 'done')

				expect(await bench.finalStates(id)).toEqual(expected)
				expect(new Set(bench.relay.deliveries).size).toBe(bench.relay.deliveries.length)
			})
		}
	}

	test('and a reload in the middle change nothing in the end', async () => {
		bench.relay.automatic = false
		bench.relay.verdictOf = ({ email }) => verdicts(email)
		const id = await bench.send(5)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(2)
		await expect.poll(() => bench.statuses(id)).toContain('sent')

		bench.reload()
		await bench.phaseIs(id, 'running')
		bench.relay.decide()
		await bench.becomes(id, 'done')

		expect(await bench.finalStates(id)).toEqual(expected)
		expect(bench.relay.posts).toHaveLength(1)
	})

	test('that ended without a word is only listened to again', async () => {
		bench.relay.ends.push(3)

		const id = await bench.send(5)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts).toHaveLength(1)
		expect(await bench.statuses(id)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent'])
	})

	test('whose relay comes back with its journal is taken up by posting what has no result', async () => {
		bench.relay.automatic = false
		const id = await bench.send(4)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(2)
		await expect.poll(async () => (await bench.statuses(id)).filter((status) => status === 'sent').length).toBe(2)

		bench.relay.restart()
		await expect.poll(() => bench.relay.posts.length, { timeout: 8000 }).toBe(2)
		bench.relay.decide()
		await bench.becomes(id, 'done')

		expect(bench.relay.posts[1]?.recipients).toHaveLength(2)
		expect(bench.relay.posts[1]?.journalEpoch).toBe('epoch-1')
		expect([...bench.relay.deliveries].sort()).toEqual([1, 2, 3, 4].map((n) => `m${n}@example.org`))
	})

	test('whose relay lost its journal leaves the open ones uncertain, for a person to decide', async () => {
		bench.relay.automatic = false
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(1)
		await expect.poll(() => bench.statuses(id)).toContain('sent')

		bench.relay.restart('epoch-2')
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['sent', 'uncertain', 'uncertain'])
		expect(bench.relay.deliveries).toHaveLength(1)

		const ids = await bench.idsWith(id, 'uncertain')
		bench.relay.automatic = true
		expect(await resubmit(id, { status: 'uncertain', ids })).toEqual({ ok: true, value: 2 })
		await bench.becomeStatuses(id, ['sent', 'sent', 'sent'])
		expect(bench.relay.posts.at(-1)).toMatchObject({ acceptDuplicateRisk: true, journalEpoch: 'epoch-2' })
		expect(bench.relay.posts.at(-1)?.recipients.map(({ attempt }) => attempt)).toEqual([2, 2])
	})
})

describe('a relay that is away', () => {
	test('is waited for, and gets the mailing when it is back', async () => {
		bench.relay.away = true
		const id = await bench.send(2)
		await bench.phaseIs(id, 'waiting')
		expect(bench.outbox.statusOf(id)).toMatchObject({ failure: { code: 'relay-unreachable' } })

		bench.relay.away = false
		bench.outbox.wake(id)

		await bench.becomes(id, 'done')
		expect(bench.relay.deliveries).toHaveLength(2)
	})

	test('may have got the post whose answer was lost: it is posted again, and delivered once', async () => {
		bench.relay.cuts.push(0)
		const id = await bench.send(2)
		await bench.becomes(id, 'done')

		expect(bench.relay.posts).toHaveLength(2)
		expect(bench.relay.deliveries).toHaveLength(2)
	})
})
