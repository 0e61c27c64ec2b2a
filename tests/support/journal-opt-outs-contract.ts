import { expect, test } from 'vitest'
import type { Journal } from '#relay/journal/journal.ts'
import { DAY_MS, NOW } from './journal-samples.ts'

/** The part of every journal's contract that is about those who want no more. */
export function describeOptOuts(create: () => Promise<Journal>): void {
	const digestsOf = (rows: readonly { digest: string }[]) => rows.map(({ digest }) => digest)

	test('lists opt-outs in the order they came, from a place on', async () => {
		const journal = await create()
		for (const digest of ['c', 'a', 'b']) await journal.addOptOut('club', { digest, at: NOW })

		const all = await journal.listOptOuts('club', { after: 0, limit: 10 })
		const rest = await journal.listOptOuts('club', { after: all[0]?.place ?? 0, limit: 1 })

		expect(digestsOf(all)).toEqual(['c', 'a', 'b'])
		expect(rest).toEqual([{ digest: 'a', at: NOW, place: all[1]?.place }])
		expect(await journal.listOptOuts('club', { after: all[2]?.place ?? 0, limit: 10 })).toEqual([])
	})

	test('keeps an opt-out once, as it came first, and apart for each owner', async () => {
		const journal = await create()
		await journal.addOptOut('club', { digest: 'a', at: NOW })
		await journal.addOptOut('club', { digest: 'a', at: NOW + 5 })
		await journal.addOptOut('other', { digest: 'a', at: NOW + 9 })

		expect(await journal.listOptOuts('club', { after: 0, limit: 10 })).toMatchObject([{ digest: 'a', at: NOW }])
		expect(await journal.listOptOuts('other', { after: 0, limit: 10 })).toMatchObject([{ digest: 'a', at: NOW + 9 }])
		expect(await journal.listOptOuts('nobody', { after: 0, limit: 10 })).toEqual([])
	})

	test('forgets opt-outs before an instant, and gives none of their places again', async () => {
		const journal = await create()
		await journal.addOptOut('club', { digest: 'old', at: NOW })
		const [old] = await journal.listOptOuts('club', { after: 0, limit: 1 })

		await journal.purge({ mailings: NOW + DAY_MS, uses: 0 })
		const purged = await journal.listOptOuts('club', { after: 0, limit: 10 })
		await journal.addOptOut('club', { digest: 'new', at: NOW + 2 * DAY_MS })
		await journal.purge({ mailings: NOW + DAY_MS, uses: 0 })

		expect(purged).toEqual([])
		expect(await journal.listOptOuts('club', { after: old?.place ?? 0, limit: 10 })).toMatchObject([{ digest: 'new' }])
	})
}
