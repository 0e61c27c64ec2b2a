import { describe, expect, test } from 'vitest'
import { countWaves } from '#shared/waves.ts'

const MINUTE_MS = 60_000

describe('countWaves', () => {
	test('counts what left together as one, in whatever order it is told', () => {
		expect(countWaves([])).toBe(0)
		expect(countWaves([0, 5 * MINUTE_MS, 14 * MINUTE_MS])).toBe(1)
		expect(countWaves([90 * MINUTE_MS, 0, 60 * MINUTE_MS, 1, 61 * MINUTE_MS])).toBe(3)
	})
})
