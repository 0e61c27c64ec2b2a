import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMinor, type Day } from '#shared/day.ts'
import {
	compareForHousehold,
	CONTACT_KINDS,
	contactOf,
	findLikelyHouseholds,
	sharesContact,
	sharedWith,
	type HouseholdId
} from '#shared/household.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'

const person = (id: string, fields: Partial<Member>): Member => ({
	...EMPTY_MEMBER,
	id: id as MemberId,
	createdAt: 0,
	updatedAt: 0,
	...fields
})

const HOME = { address: '12 rue des Forges', postalCode: '21000', city: 'Dijon' }

function finish<T>(steps: Generator<unknown, T>): T {
	for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

const word = fc.constantFrom('', 'Lefèvre', 'lefevre', 'Martin', '12 rue des Forges', '06 39 98 12 34', 'a@b.fr')
const anybody = fc.record({ lastName: word, address: word, postalCode: word, city: word, phone: word, email: word })

describe('compareForHousehold', () => {
	test('knows people of one home by their address, telephone or e-mail, however they are written', () => {
		const zoe = person('1', { lastName: 'Lefèvre', ...HOME, phone: '06 39 98 12 34', email: 'Zoe@example.org' })

		expect(compareForHousehold(zoe, person('2', { ...HOME, address: '12, Rue des Forges' }))).toBe('address')
		expect(compareForHousehold(zoe, person('3', { phone: '+33639981234' }))).toBe('phone')
		expect(compareForHousehold(zoe, person('4', { email: 'zoe@example.org ' }))).toBe('email')
		expect(compareForHousehold(zoe, person('5', { lastName: 'LEFEVRE' }))).toBe('name')
		expect(compareForHousehold(zoe, person('6', { address: HOME.address, city: 'Paris' }))).toBeUndefined()
	})

	test('finds nothing in what nobody filled in, and holds both ways round', () => {
		expect(compareForHousehold(person('1', {}), person('2', {}))).toBeUndefined()
		fc.assert(
			fc.property(anybody, anybody, (a, b) => {
				expect(compareForHousehold(a, b)).toBe(compareForHousehold(b, a))
			})
		)
	})
})

describe('findLikelyHouseholds', () => {
	test('offers households before lone members, the surest first, and nobody twice', () => {
		const family = 'h1' as HouseholdId
		const members = [
			person('far', { lastName: 'Lefèvre', city: 'Brest' }),
			person('neighbour', { lastName: 'Roux', ...HOME }),
			person('noe', { lastName: 'Lefèvre', householdId: family }),
			person('zoe', { lastName: 'Lefèvre', ...HOME, householdId: family }),
			person('self', { lastName: 'Lefèvre', ...HOME })
		]

		const found = finish(findLikelyHouseholds(person('self', { lastName: 'Lefèvre', ...HOME }), members, 'self'))

		expect(
			found.map(({ householdId, reason, members: who }) => [householdId, reason, who.map(({ id }) => id)])
		).toEqual([
			['h1', 'address', ['noe', 'zoe']],
			['', 'address', ['neighbour']],
			['', 'name', ['far']]
		])
	})

	test('offers each who is like the draft in something, once', () => {
		fc.assert(
			fc.property(anybody, fc.array(anybody, { maxLength: 12 }), (draft, people) => {
				const members = people.map((fields, at) => person(`m${at}`, fields))

				const found = finish(findLikelyHouseholds(draft, members)).flatMap(({ members: who }) => who)

				const like = members.filter((member) => compareForHousehold(draft, member) !== undefined)
				expect(new Set(found)).toEqual(new Set(like))
				expect(found).toHaveLength(like.length)
			})
		)
	})
})

describe('what a household shares', () => {
	test('is shared by whoever was entered from another', () => {
		fc.assert(
			fc.property(anybody, (one) => {
				const other = { ...EMPTY_MEMBER, ...sharedWith({ ...one }) }
				for (const kind of CONTACT_KINDS) {
					const isKnown = Object.values(contactOf(kind, one)).some((text) => text !== '')
					expect(sharesContact(kind, one, other)).toBe(isKnown)
				}
			})
		)
	})
})

describe('isMinor', () => {
	test('ends with the eighteenth birthday', () => {
		expect(isMinor('2008-11-30' as Day, '2026-11-29' as Day)).toBe(true)
		expect(isMinor('2008-11-30' as Day, '2026-11-30' as Day)).toBe(false)
		expect(isMinor('', '2026-11-30' as Day)).toBe(false)
	})
})
