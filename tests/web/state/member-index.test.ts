import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'
import { indexMembers, sortMembers, type MemberSort } from '#web/state/member-index.ts'

function member(firstName: string, lastName: string, more: Partial<Member> = {}): Member {
	return { ...EMPTY_MEMBER, ...more, id: firstName as MemberId, firstName, lastName, createdAt: 0, updatedAt: 0 }
}

const sorted = (members: Member[], sort: MemberSort) =>
	sortMembers(indexMembers(members), sort).map(({ member }) => member.firstName)

describe('sortMembers', () => {
	const members = [
		member('Zoé', 'Lefèvre', { city: 'Lyon', birthDate: '2001-02-03' as Day }),
		member('Tom', 'Éluard', { city: 'Dijon' }),
		member('Inès', 'Lefevre', { city: 'Lyon', birthDate: '1999-12-31' as Day }),
		member('Özgür', '', { city: '' })
	]

	test('orders by name as a French directory does, those without one last', () => {
		expect(sorted(members, { by: 'lastName', descending: false })).toEqual(['Tom', 'Inès', 'Zoé', 'Özgür'])
	})

	test('keeps those with nothing there last the other way round', () => {
		expect(sorted(members, { by: 'city', descending: true })).toEqual(['Inès', 'Zoé', 'Tom', 'Özgür'])
	})

	test('orders those who are equal by name, either way round', () => {
		const twins = [member('Zoé', 'Petit', { city: 'Lyon' }), member('Ana', 'Petit', { city: 'Lyon' })]

		expect(sorted(twins, { by: 'city', descending: false })).toEqual(['Ana', 'Zoé'])
		expect(sorted(twins, { by: 'city', descending: true })).toEqual(['Ana', 'Zoé'])
	})

	test('orders days by time and numbers in words by size', () => {
		const streets = [member('Ten', 'A', { city: 'Lyon 10' }), member('Two', 'B', { city: 'Lyon 2' })]

		expect(sorted(members, { by: 'birthDate', descending: false })).toEqual(['Inès', 'Zoé', 'Özgür', 'Tom'])
		expect(sorted(streets, { by: 'city', descending: false })).toEqual(['Two', 'Ten'])
	})
})
