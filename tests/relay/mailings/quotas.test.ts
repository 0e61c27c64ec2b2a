import { describe, expect, test } from 'vitest'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { Quotas } from '#relay/mailings/quotas.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'

const HOUR_MS = 3_600_000

function setUp() {
	const clock = new ManualClock(Date.UTC(2026, 10, 22))
	const journal = createMemoryJournal()
	const quotas = new Quotas(journal, clock)
	const use = async (limits: { hourlyLimit?: number; dailyLimit?: number }, wanted = 1) => {
		const place = await quotas.take('account', limits, wanted)
		if ('fullUntil' in place) return place.fullUntil - clock.now()
		if ('heldUntil' in place) throw new Error('nothing is on its way')
		await journal.addUse('account', clock.now())
		place.use()
		return 'used'
	}
	return { clock, journal, quotas, use }
}

describe('Quotas', () => {
	test('lets so many through in any hour, and says when the next may go', async () => {
		const { clock, use } = setUp()
		const limits = { hourlyLimit: 2 }

		const first = [await use(limits), await use(limits), await use(limits)]
		await clock.advance(HOUR_MS - 1)
		const early = await use(limits)
		await clock.advance(1)
		const then = [await use(limits), await use(limits), await use(limits)]

		expect(first).toEqual(['used', 'used', HOUR_MS])
		expect(early).toBe(1)
		expect(then).toEqual(['used', 'used', HOUR_MS])
	})

	test('never lets more than the limit through in any window, and nearly all of it', async () => {
		const { clock, use } = setUp()
		const times: number[] = []
		const end = clock.now() + 24 * HOUR_MS

		while (clock.now() < end) {
			const used = await use({ hourlyLimit: 50 }, 10)
			if (used === 'used') times.push(clock.now())
			await clock.advance(used === 'used' ? 700 : used)
		}

		const windows = times.map((from) => times.filter((at) => at >= from && at < from + HOUR_MS).length)
		expect(Math.max(...windows)).toBe(50)
		expect(times.length).toBeGreaterThanOrEqual(24 * 50 * 0.98)
	})

	test('asks the journal once, however many messages there are, and again when it could not answer', async () => {
		const { journal, use } = setUp()
		let asked = 0
		const listUses = journal.listUses.bind(journal)
		journal.listUses = (...args) => ((asked += 1) === 1 ? Promise.reject(new Error('not now')) : listUses(...args))

		await expect(use({ dailyLimit: 1000 })).rejects.toThrow('not now')
		for (let n = 0; n < 500; n += 1) await use({ dailyLimit: 1000, hourlyLimit: 600 })

		expect(asked).toBe(2)
	})

	test('knows what was used without a limit, and by something else than a mailing', async () => {
		const { quotas, use } = setUp()
		await use({})
		await quotas.addUse('account')

		expect([await use({ hourlyLimit: 3 }), await use({ hourlyLimit: 3 })]).toEqual(['used', HOUR_MS])
		await use({})
		await quotas.addUse('account')

		expect(await use({ hourlyLimit: 4 })).toBe(HOUR_MS)
		expect(await use({ hourlyLimit: 6 })).toBe('used')
	})

	test('takes the day into account besides the hour', async () => {
		const { clock, use } = setUp()
		const limits = { hourlyLimit: 2, dailyLimit: 3 }
		await use(limits)
		await use(limits)
		await clock.advance(HOUR_MS)

		expect([await use(limits), await use(limits)]).toEqual(['used', 23 * HOUR_MS])
	})

	test('counts what is on its way, until it is given back', async () => {
		const { quotas } = setUp()
		const limits = { hourlyLimit: 1 }

		const mine = await quotas.take('account', limits, 1)
		const meanwhile = await quotas.take('account', limits, 1)
		if ('release' in mine) mine.release()
		const afterwards = await quotas.take('account', limits, 1)

		expect(mine).toHaveProperty('release')
		expect(meanwhile).toHaveProperty('heldUntil')
		expect(afterwards).toHaveProperty('release')
	})

	test('gives back a place once only', async () => {
		const { quotas } = setUp()
		const limits = { hourlyLimit: 2 }
		const mine = await quotas.take('account', limits, 1)
		await quotas.take('account', limits, 1)

		if ('release' in mine) mine.release()
		if ('release' in mine) mine.release()
		const one = await quotas.take('account', limits, 1)
		const more = await quotas.take('account', limits, 1)

		expect(one).toHaveProperty('release')
		expect(more).toHaveProperty('heldUntil')
	})

	test('never gives away one place twice to two who ask at once', async () => {
		const { quotas } = setUp()

		const places = await Promise.all(Array.from({ length: 10 }, () => quotas.take('account', { hourlyLimit: 3 }, 1)))

		expect(places.filter((place) => 'release' in place)).toHaveLength(3)
	})
})
