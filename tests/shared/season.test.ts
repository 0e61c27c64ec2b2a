import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { yearAfter, type Day } from '#shared/day.ts'
import { currentSeason, nextSeason, SeasonDraft, seasonOn, sortSeasons } from '#shared/season.ts'
import { seasonDraft } from '../support/money.ts'

const past = seasonDraft({ name: '2024-2025', startsOn: '2024-09-01', endsOn: '2025-06-30' })
const present = seasonDraft({ name: '2025-2026', startsOn: '2025-09-01', endsOn: '2026-06-30' })
const seasons = [past, present]
const on = (day: string) => day as Day

describe('a season', () => {
	test('is refused without a name, with an end before its beginning, or with half a cent', () => {
		const codesOf = (fields: object) => {
			const parsed = v.safeParse(SeasonDraft, { ...present, ...fields })
			return parsed.success ? [] : parsed.issues.map(({ message }) => message)
		}

		expect(codesOf({})).toEqual([])
		expect(codesOf({ startsOn: '2026-07-01' })).toEqual(['season-ends-before'])
		expect(codesOf({ name: ' ' })).toEqual(['listed-name-missing'])
		expect(codesOf({ clubPrice: 10.5 })).toEqual(['amount'])
		expect(codesOf({ aids: [{ id: 'a', label: 'Pass’Sport', amount: -1, source: '' }] })).toEqual(['amount'])
	})

	test('is found by a day, the one begun last where two overlap', () => {
		const camp = seasonDraft({ name: 'Stage', startsOn: '2026-02-01', endsOn: '2026-02-15' })

		expect(seasonOn(seasons, on('2025-06-30'))).toBe(past)
		expect(seasonOn(seasons, on('2025-07-01'))).toBeUndefined()
		expect(seasonOn([camp, ...seasons], on('2026-02-10'))).toBe(camp)
	})

	test('counts on after its end until the next begins, and before its beginning when it is the first', () => {
		expect(currentSeason(seasons, on('2025-07-15'))).toBe(past)
		expect(currentSeason(seasons, on('2030-01-01'))).toBe(present)
		expect(currentSeason(seasons, on('2020-01-01'))).toBe(past)
		expect(currentSeason([], on('2020-01-01'))).toBeUndefined()
	})

	test('comes before those that began earlier', () => {
		expect(sortSeasons(seasons)).toEqual([present, past])
	})
})

describe('the next season', () => {
	test('begins the day after the last and has its prices', () => {
		const last = seasonDraft({
			name: '2025-2026',
			startsOn: '2025-09-01',
			endsOn: '2026-08-31',
			otherPrices: [{ id: 'p', label: 'Licence', amount: 2000 }],
			aids: [{ id: 'a', label: 'Pass’Sport', amount: 7000, source: 'sports.gouv.fr' }]
		})

		expect(nextSeason(last, on('2026-06-01'))).toEqual({
			...last,
			name: '2026-2027',
			startsOn: '2026-09-01',
			endsOn: '2027-08-31'
		})
	})

	test('has a name of its years where the last had another', () => {
		expect(nextSeason({ ...present, name: 'Saison du club' }, on('2026-06-01'))).toMatchObject({ name: '2026-2027' })
		const year = seasonDraft({ name: 'An 1', startsOn: '2025-01-01', endsOn: '2025-12-31' })
		expect(nextSeason(year, on('2026-06-01'))).toMatchObject({ name: '2026', endsOn: '2026-12-31' })
	})

	test('is that of the day where there is none', () => {
		expect(nextSeason(undefined, on('2026-11-30'))).toEqual({
			...{ name: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' },
			...{ clubPrice: 0, mjcPrice: 0, otherPrices: [], aids: [] }
		})
	})
})

test('a year after the last of February is the last of February', () => {
	expect(yearAfter(on('2024-02-29'))).toBe('2025-02-28')
	expect(yearAfter(on('2023-02-28'))).toBe('2024-02-29')
	expect(yearAfter(on('2024-02-28'))).toBe('2025-02-28')
	expect(yearAfter(on('2025-08-31'))).toBe('2026-08-31')
})
