import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import { EMPTY_GUARDIAN } from '#shared/guardian.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'
import { foldNames } from '#shared/member-search/query.ts'
import { SearchedPeople } from '#shared/member-search/searched-people.ts'
import { foldMember } from '#shared/member-search/text-block.ts'
import { listSearchWords } from '#shared/search.ts'

let count = 0
const listed = (fields: Partial<Member>): ListedMember => ({
	member: { ...EMPTY_MEMBER, id: `m${(count += 1)}` as MemberId, createdAt: 0, updatedAt: 0, ...fields },
	answers: NO_ANSWERS
})

const CLUBS = foldNames([['k1', 'MJC de Quetigny']])
const search = (entries: ListedMember[], query: string, blockOf = (_index: number) => 0) => {
	const people = new SearchedPeople<ListedMember>()
	for (const [block, some] of Map.groupBy(entries, (entry) => blockOf(entries.indexOf(entry)))) people.put(block, some)
	return people.search(entries, query, CLUBS)
}
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

	test('finds a child by the name, telephone and e-mail of his guardians, after those who are called so', () => {
		const paul = { ...EMPTY_GUARDIAN, id: 'g1', memberId: 'm' as MemberId, place: 1 as const, name: 'Paul Çelik' }
		const guardian = { ...paul, phone: '+33 6 39 98 22 11', email: 'paul@example.net' }
		const found = (query: string) => {
			const child = { ...listed({ lastName: 'Petit', firstName: 'Inès' }), guardians: [guardian] }
			return search([child, listed({ lastName: 'Celik' })], query).bestFirst.map(({ member }) => member.lastName)
		}

		expect(found('celik')).toEqual(['Celik', 'Petit'])
		for (const query of ['paul celik', '06 39 98 22 11', 'paul@example', 'ines paul']) {
			expect(found(query)).toEqual(['Petit'])
		}
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

	test('finds those in whose text every word stands, whatever blocks they are in, and keeps their order', () => {
		const aText = fc.string({ unit: fc.constantFrom('a', 'é', 'b', ' ', '-', '’', '\n', '\0'), maxLength: 6 })
		const people = fc.array(fc.record({ lastName: aText, firstName: aText, city: aText }), { maxLength: 12 })
		fc.assert(
			fc.property(people, aText, fc.integer({ min: 1, max: 5 }), (fields, query, blocks) => {
				const entries = fields.map(listed)
				const words = listSearchWords(query.replaceAll('\0', ' '))
				const { inOrder, bestFirst } = search(entries, words.join(' '), (index) => index % blocks)
				const idsOf = (found: ListedMember[]) => found.map(({ member }) => member.id)
				const inOneBlock = search(
					entries.map(({ slot: _, ...entry }) => entry),
					words.join(' ')
				)

				expect(inOrder).toEqual(
					entries.filter(({ member }) => words.every((word) => foldMember(member).includes(word)))
				)
				expect(idsOf(bestFirst)).toEqual(idsOf(inOneBlock.bestFirst))
				expect(new Set(bestFirst)).toEqual(new Set(inOrder))
			})
		)
	})

	test('ranks whom it finds by one letter as by any word', () => {
		const aText = fc.string({ unit: fc.constantFrom('a', 'É', 'b', ' ', '-', '’', '9', '\n'), maxLength: 8 })
		const people = fc.array(fc.record({ lastName: aText, firstName: aText, city: aText }), { maxLength: 12 })
		fc.assert(
			fc.property(people, fc.constantFrom('a', 'e', 'b', '9', 'z'), (fields, letter) => {
				const entries = fields.map(listed)
				const ranked = entries.map((entry) => ({ entry, rank: rankOf(foldMember(entry.member), letter) }))

				expect(search(entries, letter, (index) => index % 2).bestFirst).toEqual(
					ranked
						.filter(({ rank }) => rank < NOT_FOUND)
						.toSorted((a, b) => a.rank - b.rank)
						.map(({ entry }) => entry)
				)
			})
		)
	})

	test('remembers nothing that is no longer so: of a person, of a name he refers to', () => {
		const people = new SearchedPeople<ListedMember>()
		const entries = [listed({ lastName: 'Petit', mjcClubId: 'k1' })]
		people.put(0, entries)
		const found = (query: string, names = CLUBS) => people.search(entries, query, names).inOrder.length

		expect([found('quetigny'), found('quetigny'), found('talant')]).toEqual([1, 1, 0])
		expect(found('talant', foldNames([['k1', 'MJC de Talant']]))).toBe(1)
		expect(found('quetigny', foldNames([['k1', 'MJC de Talant']]))).toBe(0)
		people.put(0, [])
		expect(found('petit')).toBe(0)
	})

	test('finds somebody by what he is called now, once his block is put anew, and nobody who left it', () => {
		const [before, after, left] = [
			listed({ lastName: 'Petit' }),
			listed({ lastName: 'Garnier' }),
			listed({ city: 'Petit' })
		]
		const people = new SearchedPeople<ListedMember>()
		people.put(0, [before, left])
		expect(people.search([before, left], 'petit').inOrder).toEqual([before, left])

		people.put(0, [after])

		expect(people.search([before, left, after], 'petit').inOrder).toEqual([])
		expect(people.search([before, left, after], 'garnier').inOrder).toEqual([after])
	})

	test('finds nobody whom it was not given', () => {
		expect(new SearchedPeople<ListedMember>().search([listed({ lastName: 'Petit' })], 'petit').inOrder).toEqual([])
	})
})

/** The best first, and those who fit alike in the order given. */
const byGiven =
	(entries: ListedMember[]) =>
	(a: ListedMember | undefined, b: ListedMember | undefined): number =>
		FIT_OF[entries.indexOf(a!)]! - FIT_OF[entries.indexOf(b!)]! || entries.indexOf(a!) - entries.indexOf(b!)
const FIT_OF = [3, 4, 2, 1, 0, 0]

const NOT_FOUND = 6
/** How well a member fits a word, as the first test says it, of what is written of him: a name a line, then the rest. */
function rankOf(written: string, word: string): number {
	const [lastName = '', firstName = '', ...lines] = written.split('\n')
	const names = `${lastName}\n${firstName}`
	const rest = lines.join('\n')
	if (names.includes(word)) {
		if (lastName.startsWith(word)) return 1
		const begins = new RegExp(`(?<![\\p{L}\\p{N}])${word}`, 'u')
		const found = begins.exec(names)
		if (!found) return 3
		return found.index === lastName.length + 1 ? 1 : 2
	}
	const at = rest.indexOf(word)
	if (at === -1) return NOT_FOUND
	return /^$|[^\p{L}\p{N}]$/u.test(rest.slice(0, at)) ? 4 : 5
}
