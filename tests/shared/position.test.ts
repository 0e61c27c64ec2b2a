import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { areTogether, compareTerms, isTermOn, PositionDraft, PositionTermDraft, termStateOn } from '#shared/position.ts'

const term = (from: string, to: string, memberId = 'zoe'): PositionTermDraft => ({
	memberId: memberId as MemberId,
	from: from as Day,
	to: to as Day
})
const day = (text: string) => text as Day
const codesOf = (draft: unknown) => v.safeParse(PositionTermDraft, draft).issues?.map(({ message }) => message) ?? []

describe('a position', () => {
	test('needs a name, and is stored without spaces around it', () => {
		const draft = { name: ' Trésorière ', kind: 'treasurer', description: '' }

		expect(v.parse(PositionDraft, draft).name).toBe('Trésorière')
		expect(v.safeParse(PositionDraft, { ...draft, name: '  ' }).issues?.[0].message).toBe('position-name-missing')
	})
})

describe('a term', () => {
	test('needs somebody', () => {
		expect(codesOf(term('2026-01-01', '', ''))).toEqual(['holder-missing'])
	})

	test('may have any days, or none, in the right order', () => {
		expect(codesOf(term('', ''))).toEqual([])
		expect(codesOf(term('', '1987-06-01'))).toEqual([])
		expect(codesOf(term('2026-01-01', '2026-01-01'))).toEqual([])
		expect(codesOf(term('2026-01-02', '2026-01-01'))).toEqual(['term-order'])
		expect(codesOf(term('2026-02-30', ''))).toEqual(['day'])
	})

	test('is over on the day on which it ends, so that another may begin then', () => {
		const ended = term('2025-09-01', '2026-11-23')

		expect(isTermOn(ended, day('2026-11-22'))).toBe(true)
		expect(isTermOn(ended, day('2026-11-23'))).toBe(false)
		expect(areTogether(ended, term('2026-11-23', ''))).toBe(false)
	})

	test('lasts, is over or has not begun', () => {
		const today = day('2026-11-23')

		expect(termStateOn(term('2026-11-23', ''), today)).toBe('current')
		expect(termStateOn(term('', ''), today)).toBe('current')
		expect(termStateOn(term('', '2020-01-01'), today)).toBe('past')
		expect(termStateOn(term('2026-12-01', '2027-12-01'), today)).toBe('coming')
		expect(termStateOn(term('2026-11-23', '2026-11-23'), today)).toBe('past')
	})

	test('overlaps another when both have a day in common', () => {
		expect(areTogether(term('2026-01-01', ''), term('2020-01-01', '2026-01-02'))).toBe(true)
		expect(areTogether(term('', ''), term('', ''))).toBe(true)
		expect(areTogether(term('2026-01-01', '2026-06-01'), term('2026-07-01', ''))).toBe(false)
	})

	test('comes before older ones in a history, the unknown beginning last', () => {
		const [unknown, old, now] = [term('', '2010-01-01'), term('2020-01-01', '2025-01-01'), term('2025-01-01', '')]
		const sameDay = term('2025-01-01', '2025-02-01')

		expect([unknown, old, sameDay, now].sort(compareTerms)).toEqual([now, sameDay, old, unknown])
	})
})
