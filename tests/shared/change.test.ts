import { describe, expect, test } from 'vitest'
import { carryOver, revertChange } from '#shared/change.ts'

describe('carryOver', () => {
	test('does the step where nothing has moved on, and nothing where a text has', () => {
		expect(carryOver('a', 'a', 'b')).toBe('b')
		expect(carryOver('c', 'a', 'b')).toBe('c')
		expect(carryOver(undefined, undefined, 'b')).toBe('b')
	})

	test('puts into a list what was put in, and takes out what was taken out, whatever else came since', () => {
		expect(carryOver(['x', 'a', 'y'], ['a'], ['b'])).toEqual(['x', 'y', 'b'])
		expect(carryOver(['a', 'x'], undefined, ['a', 'b'])).toEqual(['a', 'x', 'b'])
		expect(carryOver(['a', 'x'], ['a'], undefined)).toEqual(['x'])
	})

	test('takes each thing of a list by itself', () => {
		const [licence, camp] = [(amount: number) => ({ id: 'l', amount }), { id: 'c', amount: 5 }]

		expect(carryOver([licence(20), camp], [licence(20)], [licence(10)])).toEqual([licence(10), camp])
		expect(carryOver([licence(30), camp], [licence(20)], [licence(10)])).toEqual([licence(30), camp])
		expect(carryOver([licence(20), camp], [licence(20)], [])).toEqual([camp])
	})

	test('takes each entry of a record by itself', () => {
		expect(carryOver({ size: 'L', belt: 'noire' }, { size: 'M' }, {})).toEqual({ size: 'L', belt: 'noire' })
		expect(carryOver({ size: 'M', belt: 'noire' }, { size: 'M' }, {})).toEqual({ belt: 'noire' })
		expect(carryOver({ belt: 'noire' }, undefined, { size: 'M' })).toEqual({ belt: 'noire', size: 'M' })
	})
})

describe('revertChange', () => {
	test('takes what is tied back together or not at all', () => {
		const change = {
			setId: 's',
			table: 'payments',
			key: 'p',
			before: { a: 1, b: 1, c: 1 },
			after: { a: 2, b: 2, c: 2 }
		}

		expect(revertChange(change, { a: 2, b: 2, c: 2 }, ['a', 'b'])).toEqual({ a: 1, b: 1, c: 1 })
		expect(revertChange(change, { a: 2, b: 3, c: 2 }, ['a', 'b'])).toEqual({ a: 2, b: 3, c: 1 })
	})

	test('takes back one tag and leaves those that were given since', () => {
		const change = { setId: 's', table: 'members', key: 'm', before: { tagIds: ['a'] }, after: { tagIds: ['a', 'b'] } }

		expect(revertChange(change, { tagIds: ['a', 'b', 'c'] })).toEqual({ tagIds: ['a', 'c'] })
		expect(revertChange(change, { tagIds: ['a', 'c'] })).toBeUndefined()
	})
})
