import { expect, test } from 'vitest'
import type { Journal } from '#relay/journal/journal.ts'
import { COMMITTING, DAY_MS, MAILING, MESSAGE, NOW, ROW, SENT } from './journal-samples.ts'

/** The part of every journal's contract that is about counting uses and forgetting what is old. */
export function describeUses(create: () => Promise<Journal>): void {
	test('counts a use at each commit, released or not, and at each addUse', async () => {
		const journal = await create()
		await journal.putMailing(MAILING, ROW)

		await journal.commit(MESSAGE, COMMITTING)
		await journal.release(MESSAGE)
		await journal.commit(MESSAGE, { ...COMMITTING, at: NOW + 10 })
		await journal.addUse('account', NOW + 20)
		await journal.addUse('another', NOW + 30)

		expect(await journal.listUses('account', 0)).toEqual([
			{ at: NOW, count: 1 },
			{ at: NOW + 10, count: 1 },
			{ at: NOW + 20, count: 1 }
		])
	})

	test('lists the uses after an instant, oldest first, those of one instant together', async () => {
		const journal = await create()
		for (const at of [NOW + 2, NOW, NOW + 1, NOW + 2, NOW + 2]) await journal.addUse('account', at)

		expect(await journal.listUses('account', NOW)).toEqual([
			{ at: NOW + 1, count: 1 },
			{ at: NOW + 2, count: 3 }
		])
		expect(await journal.listUses('unknown', 0)).toEqual([])
	})

	test('forgets uses before an instant, of every account, and no others', async () => {
		const journal = await create()
		await Promise.all(Array.from({ length: 6000 }, (_, n) => journal.addUse(n % 2 === 0 ? 'even' : 'odd', NOW + n)))

		await journal.purge({ mailings: 0, uses: NOW + 5990 })

		expect((await journal.listUses('even', 0)).map(({ at }) => at - NOW)).toEqual([5990, 5992, 5994, 5996, 5998])
		expect(await journal.listUses('odd', 0)).toHaveLength(5)
	})

	test('forgets a large mailing while others are written', async () => {
		const journal = await create()
		const old = { ...MAILING, mailingId: 'old' }
		await journal.putMailing(old, { ...ROW, createdAt: NOW - 500 * DAY_MS })
		const settled = { ...SENT, at: NOW - 500 * DAY_MS }
		const messages = Array.from({ length: 5000 }, (_, n) => ({ ...old, recipientId: `r${n}`, attempt: 1 }))
		await Promise.all(messages.map((message) => journal.settle(message, settled)))
		await journal.putMailing(MAILING, ROW)

		const purged = journal.purge({ mailings: NOW - 400 * DAY_MS, uses: 0 })
		await journal.commit(MESSAGE, COMMITTING)
		await purged

		expect(await journal.findMailing(old)).toBeUndefined()
		expect(await journal.listMessages(MAILING)).toHaveLength(1)
		await journal.putMailing(old, ROW)
		expect(await journal.listMessages(old)).toEqual([])
	})

	test('forgets mailings whose creation and last record are both too old', async () => {
		const journal = await create()
		const old = NOW - 500 * DAY_MS
		const keyOf = (mailingId: string) => ({ ...MAILING, mailingId })
		await journal.putMailing(keyOf('old'), { ...ROW, createdAt: old })
		await journal.settle({ ...MESSAGE, mailingId: 'old' }, { ...SENT, at: old + 1 })
		await journal.putMailing(keyOf('late'), { ...ROW, createdAt: old })
		await journal.settle({ ...MESSAGE, mailingId: 'late' }, SENT)
		await journal.putMailing(keyOf('new'), ROW)

		await journal.purge({ mailings: NOW - 400 * DAY_MS, uses: 0 })

		expect(await journal.findMailing(keyOf('old'))).toBeUndefined()
		expect(await journal.listMessages(keyOf('old'))).toEqual([])
		expect(await journal.findMailing(keyOf('late'))).toBeDefined()
		expect(await journal.findMailing(keyOf('new'))).toBeDefined()
	})
}
