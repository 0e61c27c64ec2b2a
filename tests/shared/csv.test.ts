import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { formatCsv, readCell, safeCell } from '#shared/csv.ts'

const AMOUNT = /^-[0-9]+(?:[.,][0-9]+)?$/
const PHONE = /^\+?[0-9][0-9 ()./-]*$/

const parse = (csv: string) => Papa.parse<string[]>(csv.slice(1).replace(/\r\n$/, ''), { delimiter: ';' }).data

const cell = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: fc.constantFrom('"', ';', '\r', '\n', '\t', '=', '+', '-', '@', "'", '1', ' ', 'é') })
)
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })

describe('formatCsv', () => {
	test('writes what French Excel opens by double click', () => {
		expect(
			formatCsv([
				['Nom', 'Ville'],
				['Lefèvre; "Zoé"', 'Lyon\nVaise']
			])
		).toBe('\uFEFFNom;Ville\r\n"Lefèvre; ""Zoé""";"Lyon\nVaise"\r\n')
	})

	test.each(['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])('makes %j harmless', (text) => {
		expect(parse(formatCsv([[text, 'x']]))).toEqual([[`'${text}`, 'x']])
	})

	test.each(['+33 6 12 34 56 78', '06.12.34.56.78', '+41 (0)79-123/45'])('leaves the number %s alone', (phone) => {
		expect(formatCsv([[phone]])).toBe(`\uFEFF${phone}\r\n`)
	})

	test.each(['-5', '-1234,50', '-0.5'])('leaves the amount %s one that can be reckoned with', (amount) => {
		expect(formatCsv([[amount]])).toBe(`\uFEFF${amount}\r\n`)
	})

	test('is read back cell by cell, whatever the cells hold', () => {
		fc.assert(
			fc.property(rows, (table) => {
				expect(parse(formatCsv(table)).map((row) => row.map(readCell))).toEqual(table)
			})
		)
	})

	test('never begins a cell as a formula begins', () => {
		fc.assert(
			fc.property(rows, (table) => {
				for (const text of parse(formatCsv(table)).flat()) {
					expect(/^[=+\-@\t\r]/.test(text) && !PHONE.test(text) && !AMOUNT.test(text)).toBe(false)
				}
			})
		)
	})
})

describe('safeCell', () => {
	test('is what a spreadsheet reads back of a cell', () => {
		fc.assert(
			fc.property(rows, (table) => {
				expect(parse(formatCsv(table))).toEqual(table.map((row) => row.map(safeCell)))
			})
		)
	})
})
