import { describe, expect, test } from 'vitest'
import { Pacer } from '#relay/mailings/pacer.ts'

const PACE = { batchSize: 2, batchDelayMs: 500, maxRetries: 0, connections: 2 }

/** Sends so many messages of one millisecond each, one after the other; resolves to how long that took. */
function send(pacer: Pacer, count: number, { from = 0, takesMs = 1 } = {}): number {
	let now = from
	for (let n = 0; n < count; n += 1) {
		for (let begin = pacer.mayBegin({ now, inFlight: 0 }); typeof begin === 'number';) {
			now = begin
			begin = pacer.mayBegin({ now, inFlight: 0 })
		}
		pacer.count(now)
		now += takesMs
	}
	return now - from
}

describe('Pacer', () => {
	test('lets a batch begin, then waits for its end and for the delay after it', () => {
		const pacer = new Pacer(PACE)
		pacer.count(0)
		const inside = pacer.mayBegin({ now: 0, inFlight: 1 })
		pacer.count(0)

		const underWay = pacer.mayBegin({ now: 100, inFlight: 1 })
		const ended = pacer.mayBegin({ now: 200, inFlight: 0 })
		const waiting = pacer.mayBegin({ now: 699, inFlight: 0 })
		const next = pacer.mayBegin({ now: 700, inFlight: 0 })

		expect([inside, underWay, ended, waiting, next]).toEqual([true, undefined, 700, 700, true])
	})

	test('does not tell batches apart that have no delay between them', () => {
		const pacer = new Pacer({ ...PACE, batchDelayMs: 0 })
		for (let n = 0; n < 5; n += 1) pacer.count(0)

		expect(pacer.mayBegin({ now: 0, inFlight: 2 })).toBe(true)
	})

	test.each([
		['most of the time is delay', { batchSize: 10, batchDelayMs: 1000, connections: 1 }],
		['batches of one', { batchSize: 1, batchDelayMs: 100, connections: 1 }],
		['there is no delay', { batchSize: 10, batchDelayMs: 0, connections: 1 }]
	])('goes at half and then a quarter of the pace when slowed down: %s', (_, asked) => {
		const pace = { ...asked, maxRetries: 0 }
		const full = send(new Pacer(pace), 1000, { takesMs: 10 })
		const slower = new Pacer(pace)

		slower.slowDown()
		const half = send(slower, 1000, { takesMs: 10 })
		slower.slowDown()
		const quarter = send(slower, 1000, { from: half, takesMs: 10 })

		expect(half / full).toBeCloseTo(2, 1)
		expect(quarter / full).toBeGreaterThan(3.8)
		expect(quarter / full).toBeLessThan(4.2)
	})

	test('halves connections and batches, rounded down, sixteen times at most', () => {
		const pacer = new Pacer({ batchSize: 10, batchDelayMs: 0, maxRetries: 0, connections: 5 })
		const seen: number[][] = []

		for (let n = 0; n < 6; n += 1) {
			seen.push([pacer.connections, pacer.batchSize])
			pacer.slowDown()
		}

		expect(seen).toEqual([
			[5, 10],
			[2, 5],
			[1, 2],
			[1, 1],
			[1, 1],
			[1, 1]
		])
	})

	test('gets back to what was asked for, slowly', () => {
		const pacer = new Pacer({ batchSize: 100, batchDelayMs: 0, maxRetries: 0, connections: 1 })
		pacer.slowDown()
		pacer.slowDown()
		const sizes: number[] = []

		for (let sent = 0; sent <= 192; sent += 1) {
			if (sent % 64 === 0) sizes.push(pacer.batchSize)
			pacer.recover()
		}

		expect(sizes).toEqual([25, 33, 50, 100])
	})

	test('rests for what sending took, not for a pause in the middle of it', () => {
		const pacer = new Pacer({ batchSize: 4, batchDelayMs: 0, maxRetries: 0, connections: 1 })
		pacer.slowDown()
		pacer.count(0)
		pacer.goOn(3_600_000)
		pacer.count(3_600_000)

		expect(pacer.mayBegin({ now: 3_600_100, inFlight: 0 })).toBe(3_600_200)
	})

	test('starts anew with another pace, and only then', () => {
		const pacer = new Pacer(PACE)
		pacer.slowDown()

		pacer.use({ ...PACE, maxRetries: 5 })
		const same = pacer.connections
		pacer.use({ ...PACE, batchDelayMs: 600 })

		expect([same, pacer.connections]).toEqual([1, 2])
	})
})
