import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { departureAt, localDay, localTime } from '#shared/departure.ts'

const zone = process.env['TZ']
const NOW = Date.parse('2026-12-01T09:00:00Z')

beforeAll(() => void (process.env['TZ'] = 'Europe/Paris'))
afterAll(() => {
	if (zone === undefined) delete process.env['TZ']
	else process.env['TZ'] = zone
})

describe('departureAt', () => {
	test('is the moment of a time on the wall, in winter and in summer', () => {
		expect(departureAt('2026-12-02', '18:30', NOW)).toEqual({ ok: true, value: '2026-12-02T17:30:00.000Z' })
		expect(departureAt('2027-06-15', '18:30', NOW)).toEqual({ ok: true, value: '2027-06-15T16:30:00.000Z' })
	})

	test('takes the first of a time that comes twice, and none that is skipped', () => {
		expect(departureAt('2027-10-31', '02:30', NOW)).toEqual({ ok: true, value: '2027-10-31T00:30:00.000Z' })
		expect(departureAt('2027-03-28', '02:30', NOW)).toEqual({ ok: false, error: 'no-such-time' })
	})

	test.each([
		['', '18:30', 'day-missing'],
		['2026-12-02', '', 'time-missing'],
		['2026-12-01', '10:00', 'past'],
		['2026-11-30', '23:59', 'past'],
		['2206-12-02', '18:30', 'too-far'],
		['2026-13-40', '18:30', 'day-missing']
	])('refuses %j at %j: %s', (day, time, fault) => {
		expect(departureAt(day, time, NOW)).toEqual({ ok: false, error: fault })
	})

	test('is said on the wall as it was chosen', () => {
		const at = new Date('2027-03-28T01:00:00Z')

		expect([localDay(at), localTime(at)]).toEqual(['2027-03-28', '03:00'])
	})
})
