import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import { EMPTY_MEMBER, textOf, type Member, type MemberField, type MemberId } from '#shared/member.ts'
import {
	compareNames,
	comparing,
	sortByName,
	sortMembers,
	updateSorted,
	type MemberOrder
} from '#shared/member-order.ts'

function listed(firstName: string, lastName: string, more: Partial<Member> = {}): ListedMember {
	const known = { id: firstName as MemberId, firstName, lastName, createdAt: 0, updatedAt: 0 }
	return { member: { ...EMPTY_MEMBER, ...known, ...more }, answers: NO_ANSWERS }
}

const by = (field: MemberField, descending = false): MemberOrder => ({
	valueOf: ({ member }) => textOf(member, field),
	descending
})
const firstNames = (entries: ListedMember[]) => entries.map(({ member }) => member.firstName)
const sorted = (entries: ListedMember[], order: MemberOrder) => firstNames(sortMembers(sortByName(entries), order))

describe('sortByName', () => {
	test('orders as a French directory does, those without a last name at the end', () => {
		const entries = [listed('Özgür', ''), listed('Zoé', 'Lefèvre'), listed('Tom', 'Éluard'), listed('Inès', 'Lefevre')]

		expect(firstNames(sortByName(entries))).toEqual(['Tom', 'Inès', 'Zoé', 'Özgür'])
	})
})

describe('sortMembers', () => {
	const members = [
		listed('Zoé', 'Lefèvre', { city: 'Lyon', birthDate: '2001-02-03' as Day }),
		listed('Tom', 'Éluard', { city: 'Dijon' }),
		listed('Inès', 'Lefevre', { city: 'Lyon', birthDate: '1999-12-31' as Day }),
		listed('Özgür', '', { city: '' })
	]

	test('keeps those with nothing there last the other way round', () => {
		expect(sorted(members, by('city', true))).toEqual(['Inès', 'Zoé', 'Tom', 'Özgür'])
	})

	test('orders those who are equal by name, either way round', () => {
		const twins = [listed('Zoé', 'Petit', { city: 'Lyon' }), listed('Ana', 'Petit', { city: 'Lyon' })]

		expect(sorted(twins, by('city'))).toEqual(['Ana', 'Zoé'])
		expect(sorted(twins, by('city', true))).toEqual(['Ana', 'Zoé'])
	})

	test('orders days by time and numbers in words by size', () => {
		const streets = [listed('Ten', 'A', { city: 'Lyon 10' }), listed('Two', 'B', { city: 'Lyon 2' })]

		expect(sorted(members, by('birthDate'))).toEqual(['Inès', 'Zoé', 'Tom', 'Özgür'])
		expect(sorted(streets, by('city'))).toEqual(['Two', 'Ten'])
	})
})

const aText = fc.oneof(
	fc.constantFrom(
		'',
		'Éluard',
		'Eluard',
		'éluard',
		'Le Goff 2',
		'Le Goff 10',
		'2001-02-03',
		'Ørsted',
		'de La Tour',
		'D’Arc'
	),
	fc.string({ maxLength: 6 })
)
const anEntry = fc
	.record({ lastName: aText, firstName: aText, city: aText, id: fc.uuid() as fc.Arbitrary<MemberId> })
	.map(({ id, lastName, firstName, city }) => listed(firstName, lastName, { id, city }))
const someEntries = fc.uniqueArray(anEntry, { selector: ({ member }) => member.id, maxLength: 40 })

describe('a sorted list', () => {
	test('is the same, mended after a change, as sorted anew', () => {
		fc.assert(
			fc.property(someEntries, someEntries, fc.boolean(), (before, joined, descending) => {
				const taken = new Set(joined.map(({ member }) => member.id))
				const known = before.filter(({ member }) => !taken.has(member.id))
				const left = new Set(known.filter((_, index) => index % 3 === 0))
				const after = [...known.filter((entry) => !left.has(entry)), ...joined]
				const order = by('city', descending)

				const byName = updateSorted(sortByName(known), { left, joined }, compareNames)
				const byCity = updateSorted(sortMembers(sortByName(known), order), { left, joined }, comparing(order))

				expect(byName).toEqual(sortByName(after))
				expect(byCity).toEqual(sortMembers(sortByName(after), order))
			})
		)
	})

	test('is in the order that its comparison says', () => {
		fc.assert(
			fc.property(someEntries, (entries) => {
				expect(sortByName(entries)).toEqual([...entries].sort(compareNames))
			})
		)
	})
})
