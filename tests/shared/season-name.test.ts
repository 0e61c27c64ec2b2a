import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import {
	bareSeasonName,
	readSeason,
	seasonAfter,
	seasonEnd,
	seasonOf,
	seasonStart,
	seasonYear
} from '#shared/season-name.ts'

describe('seasonOf', () => {
	test.each([
		['2026-08-31', '2025-2026'],
		['2026-09-01', '2026-2027'],
		['2027-01-01', '2026-2027']
	])('puts %s into %s', (day, season) => {
		expect(seasonOf(day as Day)).toBe(season)
	})

	test('has the days of a season from its first to its last', () => {
		expect([seasonStart('2026-2027'), seasonEnd('2026-2027')]).toEqual(['2026-09-01', '2027-08-31'])
		expect(seasonAfter('2026-2027', -1)).toBe('2025-2026')
	})
})

describe('bareSeasonName', () => {
	test.each([
		['Saison 2026-2027', '2026-2027'],
		['saison d’été', 'd’été'],
		['Season 2026', '2026'],
		['2026-2027', '2026-2027'],
		['Saisonniers', 'Saisonniers'],
		['Saison', 'Saison'],
		['La saison 2026', 'La saison 2026']
	])('makes of %j what stands behind the word: %j', (name, bare) => {
		expect(bareSeasonName(name)).toBe(bare)
	})
})

describe('readSeason', () => {
	test.each([
		['2026-2027', '2026-2027'],
		['2026/2027', '2026-2027'],
		['Saison 2026-27', '2026-2027'],
		['26/27', '2026-2027'],
		['1999-00', '1999-2000'],
		['2026-2028', undefined],
		['2026', undefined],
		['=cmd()', undefined],
		['', undefined]
	])('reads %j as %j', (text, season) => {
		expect(readSeason(text)).toBe(season)
	})

	test('knows no year of what is no season', () => {
		expect(seasonYear('2026-2027')).toBe(2026)
		expect(seasonYear('2026-2028')).toBeUndefined()
	})
})
