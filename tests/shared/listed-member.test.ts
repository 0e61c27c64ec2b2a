import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Row } from '#shared/change.ts'
import { NO_ANSWERS, type Consent } from '#shared/consent.ts'
import { formatListed, parseListed, patchListed, type ListedMember } from '#shared/listed-member.ts'
import { EMPTY_GUARDIAN, type Guardian, type GuardianPlace } from '#shared/guardian.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'
import type { SeasonId } from '#shared/season.ts'

const memberOf = (id: string, lastName = ''): Member => ({
	...EMPTY_MEMBER,
	id: id as MemberId,
	lastName,
	createdAt: 1,
	updatedAt: 2
})
const consentOf = (memberId: string, given: boolean): Consent & Row => ({
	id: `c-${memberId}`,
	memberId: memberId as MemberId,
	purpose: 'image',
	given,
	on: '',
	source: 'form'
})

const guardianOf = (memberId: string, place: GuardianPlace, name: string): Guardian & Row => ({
	...EMPTY_GUARDIAN,
	id: `g${place}`,
	memberId: memberId as MemberId,
	place,
	name
})

describe('entries of the list', () => {
	test('come back from their text as they were, in one octet a character', () => {
		const aDay = fc.constantFrom('' as const, '2026-09-01' as never)
		const aSource = fc.string({ unit: 'grapheme', minLength: 1 })
		const details = { until: fc.constant('2027-08-31' as never), source: aSource }
		const anAnswer = fc.record({ given: fc.boolean(), on: aDay, ...details }, { requiredKeys: ['given', 'on'] })
		const asked = { data: fc.option(anAnswer), image: fc.option(anAnswer) }
		const aGuardian = fc.string({ unit: 'binary' }).map((name) => guardianOf('m', 1, name))
		const anEntry = fc.record({
			member: fc.string({ unit: 'binary' }).map((text) => memberOf(text, text)),
			answers: fc.record(
				{ ...asked, 'image-press': anAnswer, newsletter: anAnswer },
				{ requiredKeys: ['data', 'image'] }
			)
		})
		const aMinor = fc.tuple(anEntry, aGuardian).map(([entry, guardian]) => ({ ...entry, guardians: [guardian] }))
		const aSeason = fc.constantFrom('s1' as SeasonId, 's2' as SeasonId, 's3' as SeasonId)
		const seasons = fc.uniqueArray(aSeason, { minLength: 1 })
		const aRegular = fc.tuple(fc.oneof(anEntry, aMinor), seasons).map(([entry, seasonIds]) => ({ ...entry, seasonIds }))
		fc.assert(
			fc.property(fc.array(fc.oneof(anEntry, aMinor, aRegular)), (entries) => {
				const text = formatListed(entries)

				expect(parseListed(text)).toEqual(entries)
				expect(/^[\0-\xff]*$/.test(text)).toBe(true)
			})
		)
	})
})

describe('patchListed', () => {
	const patched = (entries: ListedMember[], changes: Parameters<typeof patchListed>[1][]) => {
		const byId = new Map(entries.map((entry) => [entry.member.id as string, entry]))
		for (const change of changes) patchListed(byId, change)
		return [...byId.values()]
	}

	test('follows a member who is added, changed and taken away', () => {
		const [first, second] = [memberOf('m1', 'Zola'), memberOf('m1', 'Éluard')]
		const added = { table: 'members', key: 'm1', before: undefined, after: first }
		const changed = { table: 'members', key: 'm1', before: first, after: second }
		const removed = { table: 'members', key: 'm1', before: second, after: null }

		expect(patched([], [added, changed])).toEqual([{ member: second, answers: NO_ANSWERS }])
		expect(patched([], [added, changed, removed])).toEqual([])
	})

	test('follows his answers, and keeps them when he changes', () => {
		const entry = { member: memberOf('m1'), answers: NO_ANSWERS }
		const [yes, no] = [consentOf('m1', true), consentOf('m1', false)]
		const given = { table: 'consents', key: yes.id, before: undefined, after: yes }
		const taken = { table: 'consents', key: yes.id, before: yes, after: no }
		const renamed = { table: 'members', key: 'm1', before: entry.member, after: memberOf('m1', 'Zola') }

		expect(patched([entry], [given, renamed])[0]).toEqual({
			member: memberOf('m1', 'Zola'),
			answers: { data: null, image: { given: true, on: '' } }
		})
		expect(patched([entry], [given, taken])[0]?.answers.image).toEqual({ given: false, on: '' })
		expect(patched([entry], [given, { ...given, before: yes, after: null }])[0]?.answers).toEqual(NO_ANSWERS)
	})

	test('follows his guardians, by place, and has none where there is none', () => {
		const entry = { member: memberOf('m1'), answers: NO_ANSWERS }
		const [one, two] = [guardianOf('m1', 1, 'Zoé'), guardianOf('m1', 2, 'Paul')]
		const second = { table: 'guardians', key: two.id, before: undefined, after: two }
		const first = { table: 'guardians', key: one.id, before: undefined, after: one }
		const gone = [one, two].map((row) => ({ table: 'guardians', key: row.id, before: row, after: null }))
		const renamed = { ...first, before: one, after: { ...one, name: 'Odile' } }

		expect(patched([entry], [second, first])[0]?.guardians).toEqual([one, two])
		expect(patched([entry], [second, first, renamed])[0]?.guardians?.[0]?.name).toBe('Odile')
		expect(patched([entry], [second, first, ...gone])).toEqual([entry])
	})

	test('follows the seasons in which he is a member', () => {
		const entry = { member: memberOf('m1'), answers: NO_ANSWERS }
		const rowOf = (seasonId: string) => ({ id: `${seasonId}:m1`, memberId: 'm1', seasonId, note: '' })
		const changeOf = (before: Row | undefined, after: Row | null) => ({ table: 'memberships', key: '', before, after })
		const [second, first] = [rowOf('s2'), rowOf('s1')]
		const joined = [changeOf(undefined, second), changeOf(undefined, first)]
		const noted = changeOf(second, { ...second, note: 'x' })

		expect(patched([entry], [...joined, noted])[0]?.seasonIds).toEqual(['s1', 's2'])
		expect(patched([entry], [...joined, changeOf(first, null)])[0]?.seasonIds).toEqual(['s2'])
		expect(patched([entry], [...joined, changeOf(first, null), changeOf(second, null)])).toEqual([entry])
	})

	test('passes over what lists do not show, and answers of somebody who is gone', () => {
		const orphan = { table: 'consents', key: 'c1', before: undefined, after: consentOf('m9', true) }
		const club = { table: 'mjcClubs', key: 'k1', before: undefined, after: { id: 'k1' } }

		expect(patched([], [orphan, club])).toEqual([])
	})
})
