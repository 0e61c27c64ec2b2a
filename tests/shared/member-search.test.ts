import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'
import { foldMember, foldNames, isNarrower, searchMembers } from '#shared/member-search.ts'

let count = 0
const listed = (fields: Partial<Member>): ListedMember => ({
	member: { ...EMPTY_MEMBER, id: `m${(count += 1)}` as MemberId, createdAt: 0, updatedAt: 0, ...fields },
	answers: NO_ANSWERS
})

const CLUBS = foldNames([['k1', 'MJC de Quetigny']])
const search = (entries: ListedMember[], query: string) =>
	searchMembers(entries, { query, names: CLUBS, foldedOf: foldMember })
const finds = (fields: Partial<Member>, query: string) => search([listed(fields)], query).inOrder.length === 1

describe('a search among members', () => {
	test('puts names that begin so first, then words of a name, then parts of it, then the rest', () => {
		const entries = [
			listed({ lastName: 'Zed', address: 'impasse Saint-Mart' }),
			listed({ lastName: 'Zed', email: 'lamart@example.org' }),
			listed({ lastName: 'Lamart' }),
			listed({ lastName: 'Saint-Mart' }),
			listed({ lastName: 'Zed', firstName: 'Martine' }),
			listed({ lastName: 'Martin' })
		]

		expect(search(entries, 'mart').bestFirst).toEqual(
			[5, 4, 3, 2, 0, 1].map((at) => entries[at]).toSorted(byGiven(entries))
		)
	})

	test('is decided by the word that fits worst', () => {
		const [both, one] = [listed({ lastName: 'Petit', firstName: 'Jean' }), listed({ lastName: 'Petit', city: 'Jean' })]

		expect(search([one, both], 'jean petit').bestFirst).toEqual([both, one])
	})

	test('finds a telephone number with or without spaces, from home or from abroad', () => {
		for (const query of ['0612345678', '06 12 34', '+33 6 12 34', '06.12.34', '061234', '34 56']) {
			expect(finds({ phone: '06 12 34 56 78' }, query), query).toBe(true)
			expect(finds({ phone: '+33612345678' }, query), query).toBe(true)
		}
		expect(finds({ phone: '06 12 34 56 78' }, '06 99')).toBe(false)
	})

	test('finds a birth date written in any usual way, or a part of it', () => {
		const born = { birthDate: '1984-03-07' as Day }
		for (const query of [
			'07/03/1984',
			'7/3/84',
			'7 3 1984',
			'07.03.1984',
			'1984-03-07',
			'07031984',
			'07/03',
			'03/1984',
			'1984'
		]) {
			expect(finds(born, query), query).toBe(true)
		}
		expect(finds(born, '08/03/1984')).toBe(false)
	})

	test('finds numbers that stand apart: a house and a postal code', () => {
		expect(finds({ address: '12 rue Foch', postalCode: '21000' }, '12 21000')).toBe(true)
	})

	test('finds somebody by the name of his club', () => {
		expect(finds({ lastName: 'Petit', mjcClubId: 'k1' }, 'quetigny petit')).toBe(true)
		expect(finds({ lastName: 'Petit' }, 'quetigny petit')).toBe(false)
	})

	test('finds somebody by a tag, a number or a field of the club’s own', () => {
		const tagged = { tagIds: ['k1'], licenceNumber: 'FR-1234', custom: { size: 'Très grand' } } as never

		expect(finds(tagged, 'quetigny 1234 tres')).toBe(true)
	})

	test('finds whoever has every word, whatever its case, accents and place, in any field', () => {
		const aWord = fc.constantFrom('Éloïse', 'Œuvré', 'ÇELIK', 'l’Été', 'Zoé', 'Straße', 'Dupont', 'no\u0308el')
		const aText = fc.array(aWord, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
		fc.assert(
			fc.property(
				fc.record({ lastName: aText, firstName: aText, city: aText, notes: aText }),
				fc.nat(),
				(fields, turn) => {
					const words = Object.values(fields).join(' ').split(' ')
					const at = turn % words.length
					const query = [...words.slice(at), ...words.slice(0, at)].join(' ')

					expect(finds(fields, query.normalize('NFC'))).toBe(true)
					expect(finds(fields, query.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase())).toBe(true)
				}
			)
		)
	})

	test('finds by more letters only those found by fewer', () => {
		const aText = fc.string({ unit: fc.constantFrom('a', 'é', 'b', ' ', '-', '’'), maxLength: 6 })
		fc.assert(
			fc.property(fc.array(fc.record({ lastName: aText, city: aText })), aText, aText, (people, shorter, more) => {
				fc.pre(isNarrower(shorter + more, shorter))
				const entries = people.map(listed)
				const found = search(entries, shorter).inOrder

				expect(search(found, shorter + more)).toEqual(search(entries, shorter + more))
			})
		)
	})
})

/** The best first, and those who fit alike in the order given. */
const byGiven =
	(entries: ListedMember[]) =>
	(a: ListedMember | undefined, b: ListedMember | undefined): number =>
		FIT_OF[entries.indexOf(a!)]! - FIT_OF[entries.indexOf(b!)]! || entries.indexOf(a!) - entries.indexOf(b!)
const FIT_OF = [3, 4, 2, 1, 0, 0]
