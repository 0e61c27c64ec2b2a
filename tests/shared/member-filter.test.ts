import { describe, expect, test } from 'vitest'
import { NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import { EMPTY_MEMBER, type Member, type MemberDraft, type MemberId, type MemberLinks } from '#shared/member.ts'
import { sumOf } from '#shared/money.ts'
import type { HouseholdId } from '#shared/household.ts'
import type { Dues } from '#shared/season-dues.ts'
import { standingOf } from '#shared/standing.ts'
import type { TagId } from '#shared/tag.ts'
import { listAsking, memberTest, NO_FILTER, parseMemberFilter, type MemberFilter } from '#shared/member-filter.ts'
import { membershipOf } from '../support/money.ts'

const TODAY = '2026-11-30' as Day
const member = (draft: Row): Member => ({
	...EMPTY_MEMBER,
	...draft,
	id: 'm' as MemberId,
	createdAt: 0,
	updatedAt: 0
})
type Row = Partial<MemberDraft> & MemberLinks
type Known = {
	answers?: Partial<ConsentAnswers>
	positions?: string[]
	guardians?: number
	dues?: Dues
	seasons?: string[]
	refused?: boolean
}
const isWanted = (filter: Partial<MemberFilter>, draft: Row, known: Known = {}) => {
	const { answers, positions, guardians = 0, dues, seasons = [], refused = false } = known
	return memberTest(
		{ ...NO_FILTER, ...filter },
		{
			today: TODAY,
			clubIds: new Set(['c1', 'c2']),
			householdIds: new Set(['h1', 'h2']),
			answersOf: () => ({ ...NO_ANSWERS, ...answers }),
			guardiansOf: () => guardians,
			positionsOf: () => new Set(positions),
			duesOf: () => dues,
			seasonsOf: () => seasons,
			isRefused: () => refused
		}
	)(member(draft))
}

const duesOf = (amounts: Partial<Record<'cash' | 'cheque', number>>, fields = {}): Dues => {
	const membership = membershipOf('s', 'm', fields)
	const received = sumOf(Object.values(amounts))
	const season = { clubPrice: 100_00, mjcPrice: 50_00, otherPrices: [] }
	return { membership, standing: standingOf(season, membership, { received, refunded: 0, byMeans: amounts }) }
}

describe('memberTest', () => {
	test('finds who still owes something, who paid how, and what for', () => {
		const part = { dues: duesOf({ cheque: 60_00 }) }
		const all = { dues: duesOf({ cash: 110_00 }, { paymentType: 'club_only' }) }

		expect(isWanted({ paymentStatus: 'partial' }, {}, part)).toBe(true)
		expect(isWanted({ paymentStatus: 'owing' }, {}, part)).toBe(true)
		expect(isWanted({ paymentStatus: 'owing' }, {}, all)).toBe(false)
		expect(isWanted({ paymentStatus: 'over' }, {}, all)).toBe(true)
		expect(isWanted({ paymentStatus: 'paid' }, {}, all)).toBe(true)
		expect(isWanted({ means: 'cheque' }, {}, part)).toBe(true)
		expect(isWanted({ means: 'cheque' }, {}, all)).toBe(false)
		expect(isWanted({ paymentType: 'club_only' }, {}, all)).toBe(true)
		for (const filter of [{ paymentStatus: 'unpaid' }, { means: 'cash' }, { paymentType: 'club_mjc' }] as const) {
			expect(isWanted(filter, {})).toBe(false)
		}
	})

	test.each([
		[{ seasonIn: 's1' }, ['s1', 's2'], true],
		[{ seasonIn: 's1' }, ['s2'], false],
		[{ seasonIn: 's1,s2' }, ['s1', 's2', 's3'], true],
		[{ seasonIn: 's1,s2' }, ['s2'], false],
		[{ seasonOut: 's2' }, ['s1'], true],
		[{ seasonOut: 's2' }, [], true],
		[{ seasonOut: 's2,s3' }, ['s3'], false],
		[{ seasonIn: 's1', seasonOut: 's2' }, ['s1'], true],
		[{ seasonIn: 's1', seasonOut: 's2' }, ['s1', 's2'], false],
		[{ seasonIn: 'none' }, [], true],
		[{ seasonIn: 'none' }, ['s1'], false],
		[{ seasonIn: 'gone' }, ['s1'], false]
	])('asked for seasons %o, of somebody who was there in %o: %s', (filter, seasons, wanted) => {
		expect(isWanted(filter, {}, { seasons })).toBe(wanted)
	})

	test('wants everybody when nothing is asked', () => {
		expect(isWanted({}, {})).toBe(true)
		expect(isWanted({ city: '  ' }, {})).toBe(true)
	})

	test('finds a town by a part of its name, whatever the case and accents', () => {
		expect(isWanted({ city: 'cote' }, { city: 'Marsannay-la-Côte' })).toBe(true)
		expect(isWanted({ city: 'dijon' }, { city: 'Lyon' })).toBe(false)
	})

	test('takes a postal code by its beginning', () => {
		expect(isWanted({ postalCode: '21' }, { postalCode: '21 160' })).toBe(true)
		expect(isWanted({ postalCode: '211 6' }, { postalCode: '21160' })).toBe(true)
		expect(isWanted({ postalCode: '21' }, { postalCode: '02100' })).toBe(false)
	})

	test('counts a club that is gone as none', () => {
		expect(isWanted({ club: 'c1' }, { mjcClubId: 'c1' })).toBe(true)
		expect(isWanted({ club: 'c1' }, { mjcClubId: 'c2' })).toBe(false)
		expect(isWanted({ club: 'none' }, { mjcClubId: '' })).toBe(true)
		expect(isWanted({ club: 'none' }, { mjcClubId: 'gone' })).toBe(true)
		expect(isWanted({ club: 'none' }, { mjcClubId: 'c1' })).toBe(false)
	})

	test.each([
		['with', 'h1', true],
		['with', undefined, false],
		['with', 'gone', false],
		['without', '', true],
		['without', 'gone', true],
		['without', 'h2', false],
		['h1', 'h1', true],
		['h1', 'h2', false]
	])('asked for the household %s of somebody in %s, says %s', (household, householdId, wanted) => {
		expect(isWanted({ household }, { householdId: householdId as HouseholdId })).toBe(wanted)
	})

	test('finds the minors without a guardian, and whoever has one', () => {
		const [child, adult] = [{ birthDate: '2012-01-01' as Day }, { birthDate: '1984-01-01' as Day }]

		expect(isWanted({ guardian: 'missing' }, child)).toBe(true)
		expect(isWanted({ guardian: 'missing' }, child, { guardians: 1 })).toBe(false)
		expect(isWanted({ guardian: 'missing' }, adult)).toBe(false)
		expect(isWanted({ guardian: 'missing' }, {})).toBe(false)
		expect(isWanted({ guardian: 'with' }, adult, { guardians: 2 })).toBe(true)
		expect(isWanted({ guardian: 'with' }, child)).toBe(false)
	})

	test.each([
		['a', ['a', 'b'], true],
		['a,c', ['c'], true],
		['a', ['b'], false],
		['a', undefined, false],
		['none', undefined, true],
		['none', [], true],
		['none,a', ['b'], false]
	])('asks for the tags %s of who bears %j: %s', (tags, tagIds, wanted) => {
		expect(isWanted({ tags }, { ...(tagIds && { tagIds: tagIds as TagId[] }) })).toBe(wanted)
	})

	test.each([
		['field:text:f', 'noi', 'Noire', true],
		['field:text:f', 'noi', undefined, false],
		['field:choice:f', 'XL', 'XL', true],
		['field:choice:f', 'none', undefined, true],
		['field:yes-no:f', 'yes', 'no', false],
		['field:number:f', '9..', '10', true],
		['field:number:f', '..9.5', '10', false],
		['field:number:f', '..9.5', undefined, false],
		['field:day:f', '2026-01-01..2026-12-31', '2026-12-31', true],
		['field:day:f', '2026-01-01..2026-12-31', '2027-01-01', false]
	])('asks by %s %j of who has %j: %s', (key, wanted, value, expected) => {
		const custom = value === undefined ? {} : { custom: { f: value } as never }
		const filter = parseMemberFilter({ [key]: wanted }) ?? {}
		expect(isWanted(filter, custom)).toBe(expected)
		expect(listAsking({ ...NO_FILTER, ...filter })).toEqual([key])
	})

	test('asks for birthdays and licence numbers', () => {
		expect(isWanted({ birthday: 'month' }, { birthDate: '1990-11-02' as Day })).toBe(true)
		expect(isWanted({ birthday: 'month' }, { birthDate: '' })).toBe(false)
		expect(isWanted({ licence: 'with' }, { licenceNumber: '0123' })).toBe(true)
		expect(isWanted({ licence: 'without' }, { licenceNumber: '' })).toBe(true)
		expect(isWanted({ licence: 'with' }, {})).toBe(false)
	})

	test.each([
		['any', [], false],
		['any', ['p1'], true],
		['none', [], true],
		['none', ['p1'], false],
		['p1', ['p2', 'p1'], true],
		['p1', ['p2'], false]
	])('asks for the position %s of who holds %j: %s', (position, positions, wanted) => {
		expect(isWanted({ position }, {}, { positions })).toBe(wanted)
	})

	test.each([
		['yes', { given: true, on: '' as const }, true],
		['no', { given: true, on: '' as const }, false],
		['no', { given: false, on: '' as const }, true],
		['never', null, true],
		['never', { given: false, on: '' as const }, false]
	] as const)('asks for the answer %s of who answered %j: %s', (asked, answer, wanted) => {
		expect(isWanted({ data: asked }, {}, { answers: { data: answer } })).toBe(wanted)
		expect(isWanted({ image: asked }, {}, { answers: { image: answer } })).toBe(wanted)
	})

	const until = (day: string) => ({ image: { given: true, on: '' as const, until: day as Day } })
	test.each([
		['image', 'yes', until('2026-11-30'), true],
		['image', 'yes', until('2026-11-29'), false],
		['image', 'expired', until('2026-11-29'), true],
		['image-site', 'expired', until('2026-11-29'), true],
		['image-site', 'no', { ...until('2027-01-01'), 'image-site': { given: false, on: '' as const } }, true],
		['image', 'before:2027-01-01', until('2026-12-31'), true],
		['image', 'before:2027-01-01', until('2027-01-01'), false],
		['image', 'before:', until('2027-01-01'), true],
		['image', 'before:', { image: { given: true, on: '' as const } }, false],
		['newsletter', 'never', {}, true]
	] as const)('asks of %s for %s of who answered %j: %s', (purpose, asked, answers, wanted) => {
		expect(isWanted({ [purpose]: asked }, {}, { answers })).toBe(wanted)
	})

	test('asks for sport papers by what they are worth, and by the season they count for', () => {
		const paper = { sportPaper: 'certificate', sportSeason: '2025-2026' } as const

		expect(isWanted({ sport: 'renew' }, paper)).toBe(true)
		expect(isWanted({ sport: 'missing' }, paper)).toBe(false)
		expect(isWanted({ sport: 'missing' }, {})).toBe(true)
		expect(isWanted({ sportSeason: '2025-2026' }, paper)).toBe(true)
		expect(isWanted({ sportSeason: '2026-2027' }, paper)).toBe(false)
	})

	test('tells an address that works from none and from an odd one', () => {
		expect(isWanted({ email: 'with' }, { email: 'zoe@example.org' })).toBe(true)
		expect(isWanted({ email: 'without' }, { email: '' })).toBe(true)
		expect(isWanted({ email: 'without' }, { email: 'zoe@' })).toBe(true)
		expect(isWanted({ email: 'without' }, { email: 'zoe@example.org' })).toBe(false)
		expect(isWanted({ email: 'refused' }, { email: 'zoe@example.org' }, { refused: true })).toBe(true)
		expect(isWanted({ email: 'refused' }, { email: 'zoe@example.org' })).toBe(false)
	})

	test('counts whole years, the birthday included, and nobody without a birth date', () => {
		const eighteenToday = { birthDate: '2008-11-30' as Day }
		const eighteenTomorrow = { birthDate: '2008-12-01' as Day }

		expect(isWanted({ ageFrom: '18' }, eighteenToday)).toBe(true)
		expect(isWanted({ ageFrom: '18' }, eighteenTomorrow)).toBe(false)
		expect(isWanted({ ageTo: '17' }, eighteenTomorrow)).toBe(true)
		expect(isWanted({ ageTo: '17' }, eighteenToday)).toBe(false)
		expect(isWanted({ ageTo: '17' }, {})).toBe(false)
	})

	test('wants who meets all that is asked', () => {
		const filter = { city: 'lyon', email: 'without' } as const

		expect(isWanted(filter, { city: 'Lyon' })).toBe(true)
		expect(isWanted(filter, { city: 'Lyon', email: 'zoe@example.org' })).toBe(false)
	})
})

describe('a filter', () => {
	test('names the fields in which it asks something', () => {
		expect(listAsking({ ...NO_FILTER, ageTo: '17', city: 'Lyon', club: ' ' })).toEqual(['city', 'ageTo'])
	})

	test('is read again from what was kept, without what is not known', () => {
		expect(parseMemberFilter({ city: 'Lyon', colour: 'blue', ageTo: 17 })).toEqual({ ...NO_FILTER, city: 'Lyon' })
		expect(parseMemberFilter('Lyon')).toBeUndefined()
		expect(parseMemberFilter(null)).toBeUndefined()
	})
})
