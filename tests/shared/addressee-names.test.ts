import { describe, expect, test } from 'vitest'
import { addresseeName, joinedFields } from '#shared/addressee-names.ts'
import { EMPTY_GUARDIAN } from '#shared/guardian.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'

const named = (firstName: string, lastName: string): Member => ({
	...{ ...EMPTY_MEMBER, id: `${firstName}-${lastName}` as MemberId, firstName, lastName },
	...{ createdAt: 0, updatedAt: 0 }
})

describe('addresseeName', () => {
	const nameOf = (member: Member, ...alsoFor: Member[]) => addresseeName({ member, alsoFor }, 'fr')

	test('calls a family by all first names', () => {
		expect(nameOf(named('Zoé', 'Lefèvre'))).toBe('Zoé Lefèvre')
		expect(nameOf(named('Zoé', 'Lefèvre'), named('Tom', 'LEFEVRE'), named('Inès', 'Lefèvre'))).toBe(
			'Zoé, Tom et Inès Lefèvre'
		)
	})

	test('calls people of several surnames in full', () => {
		expect(nameOf(named('Zoé', 'Lefèvre'), named('Tom', 'Roux'))).toBe('Zoé Lefèvre et Tom Roux')
		expect(nameOf(named('Zoé', 'Lefèvre'), named('', 'Lefèvre'))).toBe('Zoé Lefèvre et Lefèvre')
	})

	test('calls a guardian by his own name', () => {
		const guardian = { ...EMPTY_GUARDIAN, id: 'g', memberId: 'm' as MemberId, place: 1 as const, name: 'Anne Roux' }

		expect(addresseeName({ member: named('Zoé', 'Lefèvre'), alsoFor: [], guardian }, 'fr')).toBe('Anne Roux')
		expect(
			addresseeName({ member: named('Zoé', 'Lefèvre'), alsoFor: [], guardian: { ...guardian, name: ' ' } }, 'fr')
		).toBe('Zoé Lefèvre')
	})

	test('stays as short as a header may be', () => {
		const many = Array.from({ length: 100 }, (_, at) => named(`Maximilien-${at}`, 'Lefèvre'))

		expect(nameOf(many[0]!, ...many.slice(1))).toBe('Maximilien-0 Lefèvre')
	})
})

describe('joinedFields', () => {
	test('joins first names as one says them, and says what they share once', () => {
		const zoe = { prenom: 'Zoé', nom: 'Lefèvre', email: 'f@example.org', ville: 'Dijon', age: '12', note: '' }
		const tom = { prenom: 'Tom', nom: 'LEFÈVRE', email: 'F@example.org', ville: 'Dijon', age: '9', note: '' }
		const ines = { prenom: 'Inès', nom: 'Roux', email: 'f@example.org', ville: 'Dijon', age: '9', note: '' }

		expect(joinedFields([zoe, tom, ines], 'fr')).toEqual({
			...{ prenom: 'Zoé, Tom et Inès', nom: 'Lefèvre et Roux', email: 'f@example.org' },
			...{ ville: 'Dijon', age: '12, 9', note: '' }
		})
	})

	test('leaves the values of one alone', () => {
		const zoe = { prenom: 'Zoé', note: 'a, a' }

		expect(joinedFields([zoe], 'fr')).toBe(zoe)
	})
})
