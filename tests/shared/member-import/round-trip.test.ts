import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCsv } from '#shared/csv.ts'
import { guessDelimiter, readRows } from '#shared/csv-rows.ts'
import { planText } from '../../support/import-plan.ts'

const anything = fc.string({
	unit: fc.constantFrom('"', ';', ',', '\n', '=', '+', '-', '@', "'", '0', '7', ' ', 'é', 'B')
})
const line = fc.record({ name: anything, phone: anything, notes: anything })

describe('an import', () => {
	test('gives every line a kind, whatever the file holds', () => {
		fc.assert(
			fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
				const text = formatCsv([
					['Nom', 'Tél', 'Notes'],
					...lines.map(({ name, phone, notes }) => [name, phone, notes])
				])
				const rows = [...readRows(text.slice(1), guessDelimiter(text))]

				const { lines: planned, counts, columns } = planText(text.slice(1))

				expect(planned).toHaveLength(rows.length - 1 - columns.headingRow)
				expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(planned.length)
			})
		)
	})

	test('is total over text that is no table', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => planText(text).lines.length >= 0))
	})
})
