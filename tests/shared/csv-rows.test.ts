import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { formatCsv, readCell } from '#shared/csv.ts'
import { guessDelimiter, readRows, type CsvDelimiter } from '#shared/csv-rows.ts'

const cellsOf = (text: string, delimiter: CsvDelimiter = ';') =>
	[...readRows(text, delimiter)].map(({ cells }) => cells)

const cell = fc.string({ unit: fc.constantFrom('"', ';', '\r', '\n', '\t', '=', '+', '-', '@', "'", '1', ' ', 'é') })

describe('readRows', () => {
	test('reads quotes, doubled quotes and line breaks, and says on which line each row begins', () => {
		const text = 'Nom;Adresse\r\nRoux;"6 rue ""du Puits"";\r\nbât. B"\n\n\nSimon;x\r'

		expect([...readRows(text, ';')]).toEqual([
			{ line: 1, cells: ['Nom', 'Adresse'] },
			{ line: 2, cells: ['Roux', '6 rue "du Puits";\r\nbât. B'] },
			{ line: 6, cells: ['Simon', 'x'] }
		])
	})

	test('passes over blank rows and keeps ragged ones', () => {
		expect(cellsOf('a;b;c\n;;\n  \n1\n1;2;3;4\n')).toEqual([['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']])
	})

	test('takes a quote that is never closed for a letter', () => {
		expect(cellsOf('a;"b\nc;d')).toEqual([
			['a', '"b'],
			['c', 'd']
		])
		expect(cellsOf('5" de haut;x')).toEqual([['5" de haut', 'x']])
		expect(cellsOf('"Bob" Dupont;x')).toEqual([['Bob Dupont', 'x']])
	})

	test('obeys the line by which Excel is told the separator', () => {
		expect(guessDelimiter('sep=,\r\na,b;c\r\n')).toBe(',')
		expect([...readRows('sep=,\r\na,b\r\n', ',')]).toEqual([{ line: 2, cells: ['a', 'b'] }])
	})

	test('reads back every table that is written for Excel, cell by cell', () => {
		const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })
		fc.assert(
			fc.property(rows, (table) => {
				const isShown = (row: string[]) => row.some((text) => text.trim() !== '')
				const read = cellsOf(formatCsv(table).slice(1)).map((row) => row.map(readCell))

				expect(read.filter(isShown)).toEqual(table.filter(isShown))
			}),
			{ numRuns: 500 }
		)
	})

	test('agrees with another parser', () => {
		const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
		fc.assert(
			fc.property(rows, fc.constantFrom<CsvDelimiter>(';', ',', '\t'), (table, delimiter) => {
				const text = Papa.unparse(table, { delimiter })
				const theirs = Papa.parse<string[]>(text, { delimiter, newline: '\r\n' }).data

				expect(cellsOf(text, delimiter)).toEqual(theirs.filter((row) => row.some((one) => one.trim() !== '')))
			})
		)
	})

	test('never throws and ends, whatever the text', () => {
		fc.assert(fc.property(cell, (text) => cellsOf(text).length <= text.length))
	})
})

describe('guessDelimiter', () => {
	test.each<[CsvDelimiter, string]>([
		[';', 'Nom;Montant;Adresse\nRoux;158,50;7, rue Neuve\nSimon;20,00;8, rue Neuve\n'],
		[',', 'Nom,Adresse,Ville\nRoux,"7; rue",Bourges\nSimon,x,Trouy\n'],
		['\t', 'Nom\tPrénom\nRoux, ép. X\tZoé\n'],
		['|', 'Nom|Prénom|Ville\nRoux|Zoé|Trouy\n'],
		[';', 'Nom\nRoux\n'],
		[';', 'Liste des membres, saison 2026\n\nNom;Prénom;Ville\nRoux;Zoé;Trouy\nSimon;Paul;Trouy']
	])('finds %j', (delimiter, text) => {
		expect(guessDelimiter(text)).toBe(delimiter)
	})
})
