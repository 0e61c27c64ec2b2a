import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareForDuplicate, findDuplicates, findLikely, pairKey } from '#shared/duplicates.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'

let count = 0
const person = (fields: Record<string, string>): Member => ({
	...EMPTY_MEMBER,
	id: `m${(count += 1)}` as MemberId,
	createdAt: 0,
	updatedAt: 0,
	...fields
})

const ZOE = { lastName: 'Lefèvre', firstName: 'Zoé', birthDate: '1984-03-07', email: 'zoe@example.org' }
const reason = (a: Record<string, string>, b: Record<string, string>) => compareForDuplicate(person(a), person(b))

function finish<T>(steps: Generator<unknown, T>): T {
	for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

describe('compareForDuplicate', () => {
	test('knows one person by name and birth date, however the name is written and whichever way round', () => {
		expect(reason(ZOE, { lastName: 'LEFEVRE', firstName: 'zoe', birthDate: '1984-03-07' })).toBe('birth-date')
		expect(reason(ZOE, { lastName: 'Zoé', firstName: 'Lefèvre', birthDate: '1984-03-07' })).toBe('birth-date')
		expect(reason(ZOE, { lastName: 'Le Fèvre', firstName: 'Zoé ', birthDate: '1984-03-07' })).toBe('birth-date')
	})

	test('knows one person by first name and address or telephone, though the last name changed', () => {
		expect(reason(ZOE, { lastName: 'Martin', firstName: 'Zoé', email: 'ZOE@example.org ' })).toBe('email')
		const [home, abroad] = [{ phone: '06 12 34 56 78' }, { phone: '+33612345678' }]
		expect(reason({ lastName: 'A', firstName: 'Zoé', ...home }, { lastName: 'B', firstName: 'Zoe', ...abroad })).toBe(
			'phone'
		)
	})

	test('knows one person by birth date, first name and a last name with one slip', () => {
		for (const lastName of ['Lefèvres', 'Lefvre', 'Lefèvte', 'Lefèrve', 'Lefèvre-Martin']) {
			expect(reason({ ...ZOE, email: '' }, { lastName, firstName: 'Zoé', birthDate: '1984-03-07' }), lastName).toBe(
				'likeness'
			)
		}
	})

	test('takes namesakes for one only where nothing says otherwise', () => {
		expect(
			reason({ lastName: 'Petit', firstName: 'Tom' }, { lastName: 'petit', firstName: 'TOM', city: 'Dijon' })
		).toBe('name')
		expect(
			reason(
				{ lastName: 'Petit', firstName: 'Tom', city: 'Dole' },
				{ lastName: 'Petit', firstName: 'Tom', city: 'Dijon' }
			)
		).toBeUndefined()
	})

	test('takes neither twins, nor a family, nor namesakes of another age for one person', () => {
		const home = { lastName: 'Petit', email: 'famille@example.org', phone: '0612345678', city: 'Dijon' }
		const twins = { ...home, birthDate: '2012-01-01' }
		expect(reason({ ...twins, firstName: 'Léa' }, { ...twins, firstName: 'Léo' })).toBeUndefined()
		expect(reason({ ...home, firstName: 'Anne' }, { ...home, firstName: 'Paul' })).toBeUndefined()
		expect(
			reason(
				{ ...home, firstName: 'Paul', birthDate: '1950-01-01' },
				{ ...home, firstName: 'Paul', birthDate: '1980-01-01' }
			)
		).toBeUndefined()
	})
})

const aMember = fc
	.record({
		lastName: fc.constantFrom('Petit', 'PETIT', 'Pétit', 'Martin', 'Matrin', ''),
		firstName: fc.constantFrom('Zoé', 'Zoe', 'Tom', 'Petit', ''),
		birthDate: fc.constantFrom('', '1984-03-07', '1990-01-01'),
		email: fc.constantFrom('', 'a@example.org', 'A@example.org', 'b@example.org'),
		phone: fc.constantFrom('', '06 12 34 56 78', '+33612345678', '0699999999'),
		city: fc.constantFrom('', 'Dijon', 'Dole')
	})
	.map(person)

describe('findDuplicates', () => {
	test('compares alike either way round', () => {
		fc.assert(
			fc.property(aMember, aMember, (a, b) => {
				expect(compareForDuplicate(a, b)).toBe(compareForDuplicate(b, a))
			})
		)
	})

	test('names everybody of whom another may be, and nobody else', () => {
		fc.assert(
			fc.property(fc.array(aMember, { maxLength: 12 }), (members) => {
				const pairs = finish(findDuplicates(members))
				const expected = members.filter((a) => members.some((b) => a !== b && compareForDuplicate(a, b)))

				const named = new Set(pairs.flatMap(({ one, other }) => [one, other]))
				expect(named).toEqual(new Set(expected))
				expect(pairs.every(({ one, other, reason }) => compareForDuplicate(one, other) === reason)).toBe(true)
				const keys = pairs.map(({ one, other }) => pairKey(one.id, other.id))
				expect(new Set(keys).size).toBe(keys.length)
			})
		)
	})

	test('goes through a hundred thousand members in small steps', () => {
		const names = Array.from({ length: 100_000 }, (_, n) => `${n.toString(36)}x`)
		const members = names.map((lastName, n) =>
			person({ lastName, firstName: 'Zoé', email: `${n % 99_990}@example.org` })
		)
		const steps = findDuplicates(members)
		let yields = 0
		let step = steps.next()
		for (; !step.done; step = steps.next()) yields += 1

		expect(step.value).toHaveLength(10)
		expect(yields).toBeGreaterThan(1_000)
	})
})

describe('findLikely', () => {
	test('finds whom a draft may be of, but not the one it changes', () => {
		const [known, same] = [person(ZOE), person({ ...ZOE, birthDate: '' })]

		expect(finish(findLikely(person(ZOE), [same, known])).map(({ member }) => member)).toEqual([known, same])
		expect(finish(findLikely(person(ZOE), [same, known], known.id)).map(({ member }) => member)).toEqual([same])
		expect(finish(findLikely({ ...EMPTY_MEMBER, email: 'zoe@example.org' }, [known]))).toEqual([])
	})
})
