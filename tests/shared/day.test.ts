import { describe, expect, test } from 'vitest'
import { ageOn, birthdayTest, dayOf, formatDay, isDay, type Day } from '#shared/day.ts'

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

describe('birthdayTest', () => {
	test.each([
		['today', '1990-11-30', true],
		['today', '1990-12-01', false],
		['week', '1990-12-06', true],
		['week', '1990-12-07', false],
		['month', '1990-11-01', true],
		['month', '1990-12-01', false],
		['next-month', '1990-12-31', true],
		['next-month', '1990-11-30', false]
	] as const)('finds within %s who was born on %s: %s', (span, born, expected) => {
		expect(birthdayTest(span, day('2026-11-30'))(day(born))).toBe(expected)
	})

	test('looks beyond the end of the year', () => {
		expect(birthdayTest('next-month', day('2026-12-10'))(day('1990-01-02'))).toBe(true)
		expect(birthdayTest('week', day('2026-12-28'))(day('1990-01-02'))).toBe(true)
	})

	test('keeps the 29th of February on the 28th when there is none', () => {
		expect(birthdayTest('today', day('2027-02-28'))(day('2012-02-29'))).toBe(true)
		expect(birthdayTest('today', day('2028-02-28'))(day('2012-02-29'))).toBe(false)
		expect(birthdayTest('today', day('2028-02-29'))(day('2012-02-29'))).toBe(true)
	})
})
