import { describe, expect, test } from 'vitest'
import { ageOn, dayOf, formatDay, isDay, type Day } from '#shared/day.ts'

const day = (text: string) => text as Day

describe('isDay', () => {
	test.each(['2026-11-22', '2024-02-29'])('takes %s', (text) => expect(isDay(text)).toBe(true))

	test.each(['2026-02-30', '2025-02-29', '26-11-22', '2026-11-22T00', ''])('refuses %j', (text) => {
		expect(isDay(text)).toBe(false)
	})
})

describe('dayOf', () => {
	test('is the day where the clock hangs', () => {
		expect(dayOf(Date.UTC(2026, 10, 22, 23, 30), -60)).toBe('2026-11-23')
	})
})

describe('formatDay', () => {
	test('writes a day as in France, and nothing for none', () => {
		expect(formatDay(day('2026-11-22'))).toBe('22/11/2026')
		expect(formatDay('')).toBe('')
	})
})

describe('ageOn', () => {
	test('counts a year from the birthday on', () => {
		expect(ageOn(day('2012-11-23'), day('2026-11-22'))).toBe(13)
		expect(ageOn(day('2012-11-22'), day('2026-11-22'))).toBe(14)
	})
})
