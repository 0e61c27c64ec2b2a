import { describe, expect, test } from 'vitest'
import { UseWindow } from '#relay/mailings/use-window.ts'

const DAY_MS = 24 * 3_600_000

describe('UseWindow', () => {
	test('tells when the n-th latest use was, those of the journal first', () => {
		const window = new UseWindow(
			[
				{ at: 100, count: 2 },
				{ at: 200, count: 1 }
			],
			DAY_MS
		)
		window.add(300)

		expect([1, 2, 3, 4, 5].map((n) => window.nthLatest(n))).toEqual([300, 200, 100, 100, undefined])
	})

	test('forgets what is older than it must keep, and nothing else', () => {
		const window = new UseWindow([], DAY_MS)
		const every = 10_000
		for (let n = 0; n < 60_000; n += 1) window.add(n * every)

		const inOneDay = DAY_MS / every
		expect(window.nthLatest(inOneDay)).toBe((60_000 - inOneDay) * every)
		expect(window.nthLatest(inOneDay + 2000)).toBeUndefined()
	})

	test('makes no room when the clock is set back', () => {
		const window = new UseWindow([{ at: 5000, count: 1 }], DAY_MS)

		window.add(1000)

		expect(window.nthLatest(1)).toBe(5000)
	})
})
