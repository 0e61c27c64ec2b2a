import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { EMPTY_MEMBER, type MemberDraft } from '#shared/member.ts'
import { listSportSeasons, sportState } from '#shared/sport-paper.ts'

const TODAY = '2026-11-30' as Day
const CHILD = { birthDate: '2015-03-14' as Day }
const ADULT = { birthDate: '1980-03-14' as Day }
const day = (text: string) => ({ sportPaperOn: text as Day })
const ATTESTED = { sportPaper: 'attestation' as const }
const CERTIFIED = { sportPaper: 'certificate' as const }
const NOW = { sportSeason: '2026-2027' }

describe('sportState', () => {
	test.each([
		['nothing', {}, 'missing'],
		['a day without a paper', day('2026-09-01'), 'missing'],
		['a paper without day or season', ATTESTED, 'renew'],
		['an attestation of this season', { ...ATTESTED, ...NOW }, 'valid'],
		['one of the last season', { ...ATTESTED, sportSeason: '2025-2026' }, 'renew'],
		['one whose season is its day’s', { ...ATTESTED, ...day('2026-09-10') }, 'valid'],
		['one of an August without a season', { ...ATTESTED, ...day('2026-08-31') }, 'renew'],
		['an adult’s certificate for three seasons', { ...ADULT, ...CERTIFIED, sportSeason: '2028-2029' }, 'valid'],
		[
			'an adult’s of two years ago that still counts',
			{ ...ADULT, ...CERTIFIED, ...day('2024-09-01'), ...NOW },
			'valid'
		],
		['a child’s of March before the season', { ...CHILD, ...CERTIFIED, ...day('2026-03-01'), ...NOW }, 'valid'],
		['a child’s of February before it', { ...CHILD, ...CERTIFIED, ...day('2026-02-28'), ...NOW }, 'renew'],
		[
			'a child’s for three seasons, of long ago',
			{ ...CHILD, ...ATTESTED, ...day('2025-09-01'), sportSeason: '2027-2028' },
			'renew'
		],
		['a season that is none', { ...ATTESTED, sportSeason: '=cmd()' }, 'renew']
	] as [string, Partial<MemberDraft>, string][])('takes %s', (_, draft, state) => {
		expect(sportState({ ...EMPTY_MEMBER, ...draft }, TODAY)).toBe(state)
	})

	test('is to be renewed on the first day of the next season', () => {
		const member = { ...EMPTY_MEMBER, ...ATTESTED, ...NOW }

		expect(sportState(member, '2027-08-31' as Day)).toBe('valid')
		expect(sportState(member, '2027-09-01' as Day)).toBe('renew')
	})
})

describe('listSportSeasons', () => {
	test('offers the seasons around the one in force', () => {
		expect(listSportSeasons(TODAY)).toEqual([
			'2029-2030',
			'2028-2029',
			'2027-2028',
			'2026-2027',
			'2025-2026',
			'2024-2025'
		])
	})
})
