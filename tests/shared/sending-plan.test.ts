import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planSending, type SendingWish } from '#shared/sending-plan.ts'

const NOW = Date.UTC(2026, 11, 1, 13, 38)
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const PACE = { batchSize: 10, batchDelayMs: 1000, connections: 1 }

const plan = (wish: Partial<SendingWish>) =>
	planSending({ recipients: 1, pace: PACE, spent: [], startsAt: NOW, ...wish })

const limit = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined })
const wish = fc.record({
	recipients: fc.integer({ min: 0, max: 120 }),
	pace: fc.record({
		batchSize: fc.integer({ min: 1, max: 20 }),
		batchDelayMs: fc.integer({ min: 0, max: 600_000 }),
		connections: fc.integer({ min: 1, max: 5 }),
		hourlyLimit: limit,
		dailyLimit: limit
	}),
	spent: fc.array(
		fc.integer({ min: 0, max: DAY_MS }).map((ago) => NOW - ago),
		{ maxLength: 60 }
	),
	ahead: fc.integer({ min: 0, max: 30 }),
	startsAt: fc.constant(NOW)
})

/** When each message leaves: a mailing of so many is one of one less, and the last. */
const leavings = (given: SendingWish) =>
	Array.from({ length: given.recipients }, (_, index) => planSending({ ...given, recipients: index + 1 }).endsAt)

/** The most that lie in any stretch of that length, its end not counted, that holds one of `now`. */
const most = (times: number[], now: number[], lengthMs: number) =>
	Math.max(0, ...now.map((end) => times.filter((at) => at > end - lengthMs && at <= end).length))

describe('planSending', () => {
	test('sends what the limits leave room for in one wave', () => {
		const { waves, limits } = plan({ recipients: 200, pace: { ...PACE, hourlyLimit: 200 } })

		expect(waves.map(({ count }) => count)).toEqual([200])
		expect(limits).toEqual([])
	})

	test('sends 412 at 200 an hour in three waves, over two hours', () => {
		const { waves, endsAt, limits } = plan({ recipients: 412, pace: { ...PACE, hourlyLimit: 200 } })

		expect(waves.map(({ count }) => count)).toEqual([200, 200, 12])
		expect(waves[1]?.startsAt).toBe(NOW + HOUR_MS)
		expect(Math.floor((endsAt - NOW) / MINUTE_MS)).toBe(120)
		expect(limits).toEqual(['hourly'])
	})

	test('counts what was sent in the last hour, and not what was sent before', () => {
		const spent = [...Array<number>(150).fill(NOW - 30 * MINUTE_MS), ...Array<number>(500).fill(NOW - 2 * HOUR_MS)]
		const { waves } = plan({ recipients: 100, pace: { ...PACE, hourlyLimit: 200 }, spent })

		expect(waves.map(({ count }) => count)).toEqual([50, 50])
		expect(waves[1]?.startsAt).toBe(NOW + 30 * MINUTE_MS)
	})

	test('waits a whole day where the day is used up', () => {
		const { waves, limits } = plan({ recipients: 700, pace: { ...PACE, dailyLimit: 500 } })

		expect(waves.map(({ count }) => count)).toEqual([500, 200])
		expect(waves[1]?.startsAt).toBe(NOW + DAY_MS)
		expect(limits).toEqual(['daily'])
	})

	test('lets those before it go first', () => {
		const { waves } = plan({ recipients: 50, ahead: 180, pace: { ...PACE, hourlyLimit: 200 } })

		expect(waves.map(({ count }) => count)).toEqual([20, 30])
	})

	test('counts the rests between batches and what more connections save', () => {
		const slow = plan({ recipients: 21, messageMs: 500 })
		const fast = plan({ recipients: 21, messageMs: 500, pace: { ...PACE, connections: 5 } })

		expect(slow.endsAt - NOW).toBe(20 * 500 + 2 * 1000)
		expect(fast.endsAt - NOW).toBe(20 * 100 + 2 * 1000)
	})

	test('has nothing to do for nobody', () => {
		expect(plan({ recipients: 0 })).toEqual({ waves: [], endsAt: NOW, limits: [] })
	})

	test('sends everybody once, in order, none before it begins', () => {
		fc.assert(
			fc.property(wish, (given) => {
				const { waves, endsAt } = planSending(given)
				const instants = [NOW, ...waves.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])]

				expect(waves.reduce((sum, { count }) => sum + count, 0)).toBe(given.recipients)
				expect(instants).toEqual(instants.toSorted((a, b) => a - b))
				expect(endsAt).toBe(instants.at(-1))
			})
		)
	})

	test('never exceeds a limit in any hour or day, with what was sent before', () => {
		fc.assert(
			fc.property(wish, (given) => {
				const alone = { ...given, ahead: 0 }
				const times = leavings(alone)
				const all = [...given.spent, ...times]

				expect(most(all, times, HOUR_MS)).toBeLessThanOrEqual(given.pace.hourlyLimit ?? Infinity)
				expect(most(all, times, DAY_MS)).toBeLessThanOrEqual(given.pace.dailyLimit ?? Infinity)
			}),
			{ numRuns: 60 }
		)
	})

	test('takes no longer with a wider limit, nor with less before it', () => {
		fc.assert(
			fc.property(wish, (given) => {
				const { endsAt } = planSending(given)
				const wider = { ...given.pace, hourlyLimit: given.pace.hourlyLimit && given.pace.hourlyLimit + 5 }

				expect(planSending({ ...given, pace: wider }).endsAt).toBeLessThanOrEqual(endsAt)
				expect(planSending({ ...given, spent: [] }).endsAt).toBeLessThanOrEqual(endsAt)
			})
		)
	})
})
