import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	EMPTY_GUARDIAN,
	GUARDIAN_RIGHTS,
	guardianDraftOf,
	isGuardianKnown,
	joinGuardians,
	type Guardian,
	type GuardianPlace
} from '#shared/guardian.ts'
import type { MemberId } from '#shared/member.ts'

const guardian = (place: GuardianPlace, fields: Partial<Guardian>): Guardian => ({
	...EMPTY_GUARDIAN,
	id: `g${place}`,
	memberId: 'm1' as MemberId,
	place,
	...fields
})

const anybody = (place: GuardianPlace) =>
	fc
		.record({
			name: fc.constantFrom('Zoé', 'zoe', 'Paul', 'Odile', 'Karim'),
			email: fc.constantFrom('', 'a@b.fr'),
			phone: fc.constantFrom('', '0639981234'),
			rights: fc.subarray([...GUARDIAN_RIGHTS])
		})
		.map((fields) => guardian(place, fields))
const two = fc.tuple(fc.option(anybody(1)), fc.option(anybody(2))).map((rows) => rows.filter((row) => row !== null))

describe('joinGuardians', () => {
	test('lets a namesake add what is lacking, and gives others the place that is left', () => {
		const kept = [guardian(1, { name: 'Zoé Lefèvre', phone: '06', rights: ['mail'] })]
		const dropped = [
			guardian(1, { name: 'Paul Lefèvre', relation: 'père' }),
			guardian(2, { name: 'ZOE LEFEVRE', phone: '07', email: 'zoe@example.org', rights: ['authority'] })
		]

		const joined = joinGuardians(kept, dropped)

		expect(joined[1]?.draft).toMatchObject({
			name: 'Zoé Lefèvre',
			phone: '06',
			email: 'zoe@example.org',
			rights: ['authority', 'mail']
		})
		expect(joined[1]?.lost).toEqual(['07'])
		expect(joined[2]?.draft).toMatchObject({ name: 'Paul Lefèvre', relation: 'père' })
	})

	test('loses nobody whom there is a place for, and changes nothing of who had one', () => {
		fc.assert(
			fc.property(two, two, (kept, dropped) => {
				const joined = joinGuardians(kept, dropped)

				for (const row of kept) {
					expect(joined[row.place]?.draft.name).toBe(row.name)
					if (row.email) expect(joined[row.place]?.draft.email).toBe(row.email)
				}
				if (kept.length === 0 && dropped.length < 2) {
					expect([joined[1], joined[2]].flatMap((one) => one?.draft ?? [])).toEqual(dropped.map(guardianDraftOf))
				}
				const alone = joinGuardians(kept, [])
				for (const place of [1, 2] as const) {
					const row = kept.find((one) => one.place === place)
					expect(alone[place]?.draft).toEqual(row && guardianDraftOf(row))
				}
			})
		)
	})
})

describe('isGuardianKnown', () => {
	test('counts a text or a right, not the member that was picked and wiped out again', () => {
		expect(isGuardianKnown(EMPTY_GUARDIAN)).toBe(false)
		expect(isGuardianKnown({ ...EMPTY_GUARDIAN, name: ' ', guardianMemberId: 'm2' as MemberId })).toBe(false)
		expect(isGuardianKnown({ ...EMPTY_GUARDIAN, rights: ['collect'] })).toBe(true)
		expect(isGuardianKnown({ ...EMPTY_GUARDIAN, phone: '06' })).toBe(true)
	})
})
