import { describe, expect, test } from 'vitest'
import { Batches } from '#relay/mailings/batches.ts'

const PACE = { batchSize: 2, batchDelayMs: 500, maxRetries: 0, connections: 2 }

describe('Batches', () => {
	test('lets a batch begin, then waits for its end and for the delay after it', () => {
		const batches = new Batches()
		batches.count()
		const inside = batches.mayBegin(PACE, { now: 0, inFlight: 1 })
		batches.count()

		const underWay = batches.mayBegin(PACE, { now: 100, inFlight: 1 })
		const ended = batches.mayBegin(PACE, { now: 200, inFlight: 0 })
		const waiting = batches.mayBegin(PACE, { now: 699, inFlight: 0 })
		const next = batches.mayBegin(PACE, { now: 700, inFlight: 0 })

		expect([inside, underWay, ended, waiting, next]).toEqual([true, undefined, 700, 700, true])
	})

	test('does not tell batches apart that have no delay between them', () => {
		const batches = new Batches()
		for (let n = 0; n < 5; n += 1) batches.count()

		expect(batches.mayBegin({ ...PACE, batchDelayMs: 0 }, { now: 0, inFlight: 2 })).toBe(true)
	})
})
