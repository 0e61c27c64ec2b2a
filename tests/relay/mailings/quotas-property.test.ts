import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Journal } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { Quotas, type Place } from '#relay/mailings/quotas.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = Date.UTC(2026, 10, 22)

/** Somebody who always has more to send, and what happens to him. */
type Load = {
	hourlyLimit: number | undefined
	dailyLimit: number | undefined
	connections: number
	/** Messages that would go in one batch. */
	wanted: number
	/** Longest time from taking a place to the mark in the journal. */
	latencyMs: number
	/** How many of a hundred messages fail before they are marked. */
	failing: number
	/** When the relay is killed and starts anew, in parts of the whole time. */
	crashes: number[]
	seed: number
}

const loads: fc.Arbitrary<Load> = fc
	.record({
		hourlyLimit: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
		dailyLimit: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
		connections: fc.integer({ min: 1, max: 8 }),
		wanted: fc.integer({ min: 1, max: 60 }),
		latencyMs: fc.integer({ min: 1, max: 2000 }),
		failing: fc.integer({ min: 0, max: 20 }),
		crashes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
		seed: fc.integer()
	})
	.filter(({ hourlyLimit, dailyLimit }) => hourlyLimit !== undefined || dailyLimit !== undefined)

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let t = Math.imul(state ^ (state >>> 15), 1 | state)
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
	}
}

/** A sender of so many connections, on a clock that jumps from one thing that happens to the next. */
class Sender {
	readonly used: number[] = []
	#clock = new ManualClock(START)
	#journal: Journal
	#quotas: Quotas
	#onTheirWay: { place: Place; endsAt: number }[] = []
	#load: Load
	#chance: () => number

	constructor(load: Load, journal: Journal = createMemoryJournal()) {
		this.#load = load
		this.#journal = journal
		this.#quotas = new Quotas(journal, this.#clock)
		this.#chance = chance(load.seed)
	}

	/** Sends for so long; gives when the places were used. */
	async run(durationMs: number): Promise<number[]> {
		const crashes = this.#load.crashes.map((part) => START + part * durationMs).toSorted((a, b) => a - b)
		while (this.#clock.now() < START + durationMs) {
			if ((crashes[0] ?? Infinity) <= this.#clock.now()) {
				crashes.shift()
				this.#onTheirWay = []
				this.#quotas = new Quotas(this.#journal, this.#clock)
			}
			await this.#end()
			const askAgainAt = await this.#begin()
			const nextAt = Math.min(askAgainAt, crashes[0] ?? Infinity, ...this.#onTheirWay.map(({ endsAt }) => endsAt))
			await this.#clock.advance(Math.max(0, nextAt - this.#clock.now()))
		}
		return this.used
	}

	async #end(): Promise<void> {
		const ended = this.#onTheirWay.filter(({ endsAt }) => endsAt <= this.#clock.now())
		this.#onTheirWay = this.#onTheirWay.filter((each) => !ended.includes(each))
		for (const { place } of ended) {
			if (this.#chance() * 100 < this.#load.failing) {
				place.release()
				continue
			}
			const at = this.#clock.now()
			await this.#journal.addUse('account', at)
			this.used.push(at)
			await this.#clock.advance(Math.floor(this.#chance() * 20)) // The disk takes its time.
			place.use()
		}
	}

	/** Begins as many messages as it may; gives when there may be more. */
	async #begin(): Promise<number> {
		const { connections, wanted, latencyMs } = this.#load
		while (this.#onTheirWay.length < connections) {
			const place = await this.#quotas.take('account', this.#load, wanted)
			if ('fullUntil' in place) return place.fullUntil
			if ('heldUntil' in place) return place.heldUntil
			this.#onTheirWay.push({ place, endsAt: this.#clock.now() + 1 + Math.floor(this.#chance() * latencyMs) })
		}
		return Infinity
	}
}

/** The most uses in any window of so long; `times` are in order. */
function fullest(times: readonly number[], windowMs: number): number {
	let first = 0
	let most = 0
	for (const [index, at] of times.entries()) {
		while ((times[first] ?? 0) <= at - windowMs) first += 1
		most = Math.max(most, index - first + 1)
	}
	return most
}

describe('limits, whatever the load, through any crash', () => {
	test('are never exceeded in any window, and used to at least 98 %', { timeout: 120_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(loads, async (load) => {
				const { hourlyLimit = Infinity, dailyLimit = Infinity } = load
				const hours = dailyLimit === Infinity ? 12 : 72

				const used = await new Sender(load).run(hours * HOUR_MS)

				expect(fullest(used, HOUR_MS)).toBeLessThanOrEqual(hourlyLimit)
				expect(fullest(used, DAY_MS)).toBeLessThanOrEqual(dailyLimit)
				const day = Math.min(dailyLimit, 24 * hourlyLimit)
				const most = dailyLimit === Infinity ? hours * hourlyLimit : (hours / 24) * day
				expect(used.length).toBeGreaterThanOrEqual(Math.floor(0.98 * most))
			}),
			{ numRuns: 60 }
		)
	})

	test('are seen to be exceeded when what was used before is forgotten', async () => {
		const forgetful: Journal = { ...createMemoryJournal(), listUses: async () => [] }
		const load: Load = {
			...{ hourlyLimit: 10, dailyLimit: undefined, connections: 2, wanted: 1 },
			...{ latencyMs: 1000, failing: 0, crashes: [0.1], seed: 1 }
		}

		const used = await new Sender(load, forgetful).run(4 * HOUR_MS)

		expect(fullest(used, HOUR_MS)).toBeGreaterThan(10)
	})
})
