import { describe, expect, test } from 'vitest'
import { familyFieldsOf, NO_FAMILIES, type Families } from '#shared/family-fields.ts'
import { EMPTY_GUARDIAN } from '#shared/guardian.ts'
import { EMPTY_HOUSEHOLD, type Household, type HouseholdId } from '#shared/household.ts'
import { EMPTY_MEMBER, mergeFieldsOf, type Member, type MemberId } from '#shared/member.ts'

const HOME = 'h1' as HouseholdId
const person = (id: string, fields: Partial<Member> = {}): Member => ({
	...EMPTY_MEMBER,
	id: id as MemberId,
	createdAt: 0,
	updatedAt: 0,
	householdId: HOME,
	...fields
})
const household = (fields: Partial<Household>): Household => ({
	...EMPTY_HOUSEHOLD,
	id: HOME,
	name: 'Lefèvre',
	createdAt: 0,
	updatedAt: 0,
	...fields
})
const ZOE = person('zoe', { firstName: 'Zoé', lastName: 'Lefèvre', email: 'zoe@example.org' })
const families = (home: Partial<Household>, mother = ZOE): Families => ({
	guardiansOf: () => [{ ...EMPTY_GUARDIAN, id: 'g', memberId: 'noe' as MemberId, place: 2, name: 'Paul', phone: '06' }],
	householdOf: () => household(home),
	memberOf: (id) => (id === mother.id ? mother : undefined)
})

describe('familyFieldsOf', () => {
	test('gives guardians by their place, the household and who pays, member or not', () => {
		expect(familyFieldsOf(person('noe'), families({ payerId: ZOE.id }))).toEqual({
			foyer: 'Lefèvre',
			payeur: 'Zoé Lefèvre',
			payeur_email: 'zoe@example.org',
			responsable_1: '',
			responsable_1_email: '',
			responsable_1_telephone: '',
			responsable_2: 'Paul',
			responsable_2_email: '',
			responsable_2_telephone: '06'
		})
		expect(familyFieldsOf(person('noe'), families({ payerName: 'CE Dijon' }))).toMatchObject({ payeur: 'CE Dijon' })
	})

	test('counts for nobody who paid and has left the household', () => {
		const gone = { ...ZOE, householdId: '' as const }

		expect(familyFieldsOf(person('noe'), families({ payerId: ZOE.id }, gone))).toMatchObject({ payeur: '' })
		expect(familyFieldsOf(person('noe'), families({ payerId: 'gone' as MemberId }))).toMatchObject({ payeur: '' })
	})

	test('gives each field that every message may use, empty where nothing is known', () => {
		const fields = familyFieldsOf(person('noe'), NO_FAMILIES)

		expect(new Set(Object.values(fields))).toEqual(new Set(['']))
		expect(Object.keys(mergeFieldsOf(EMPTY_MEMBER))).toEqual(expect.arrayContaining(Object.keys(fields)))
	})
})
