import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrangeColumns, moveColumn, parseColumnChoice, type ColumnChoice } from '#shared/column-choice.ts'

const columns = (...names: string[]): ColumnChoice =>
	names.map((name) => ({ id: name.replace('-', ''), chosen: !name.startsWith('-') }))

const someColumns = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), chosen: fc.boolean() }), {
	selector: ({ id }) => id
})

describe('arrangeColumns', () => {
	test('keeps the order and the ticks that were chosen', () => {
		expect(arrangeColumns(columns('a', 'b', 'c'), columns('c', '-a', 'b'))).toEqual(columns('c', '-a', 'b'))
	})

	test('takes the defaults when nothing was chosen', () => {
		expect(arrangeColumns(columns('a', '-b'))).toEqual(columns('a', '-b'))
	})

	test('leaves out what is gone and puts what is new behind the one it follows', () => {
		expect(arrangeColumns(columns('a', '-b', 'c', 'd'), columns('d', 'x', 'a'))).toEqual(columns('d', 'a', '-b', 'c'))
	})

	test('has every column there is exactly once, whatever was kept', () => {
		fc.assert(
			fc.property(someColumns, fc.array(fc.record({ id: fc.string(), chosen: fc.boolean() })), (defaults, kept) => {
				const arranged = arrangeColumns(defaults, [...kept, ...kept])

				expect(arranged.map(({ id }) => id).sort()).toEqual(defaults.map(({ id }) => id).sort())
			})
		)
	})
})

describe('moveColumn', () => {
	test.each([
		['c', 0, 'cab'],
		['a', 1, 'bac'],
		['a', 9, 'bca'],
		['b', -1, 'bac'],
		['x', 0, 'abc']
	])('puts %s at %i: %s', (id, to, order) => {
		expect(moveColumn(columns('a', 'b', 'c'), id, to)).toEqual(columns(...order))
	})
})

describe('parseColumnChoice', () => {
	test('reads what was kept', () => {
		expect(parseColumnChoice(JSON.stringify(columns('a', '-b')))).toEqual(columns('a', '-b'))
	})

	test.each([undefined, '', 'no', '{}', '[1]', '[{"id":"a"}]'])('is nothing for %j', (text) => {
		expect(parseColumnChoice(text)).toBeUndefined()
	})
})
