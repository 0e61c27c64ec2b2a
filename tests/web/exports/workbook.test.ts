import { describe, expect, test } from 'vitest'
import { readXlsx } from 'hucre/xlsx'
import { exportTable, dayColumn, type ExportColumn } from '#web/exports/export-table.ts'
import { formatWorkbook } from '#web/exports/workbook.ts'

type Row = { name: string; born: string; owed: number | undefined }
const COLUMNS: ExportColumn<Row>[] = [
	{ id: 'name', title: () => 'Nom', text: ({ name }) => name },
	dayColumn({ id: 'born', title: () => 'Né le', day: ({ born }) => born as never }),
	{ id: 'owed', title: () => 'Reste dû', text: () => '', cents: ({ owed }) => owed }
]

async function sheetOf(rows: Row[], title = 'Membres') {
	const table = exportTable(COLUMNS, rows)
	const { sheets } = await readXlsx(await formatWorkbook(table.sheet(['name', 'born', 'owed']), title))
	return sheets[0]
}

describe('a workbook', () => {
	test('holds days and amounts as such, and telephones and codes as texts', async () => {
		const sheet = await sheetOf([
			{ name: '+33 6 12 34 56 78', born: '2014-04-30', owed: 13_550 },
			{ name: '01000', born: '', owed: undefined }
		])

		expect(sheet?.rows[0]).toEqual(['Nom', 'Né le', 'Reste dû'])
		expect(sheet?.rows[1]).toEqual(['+33 6 12 34 56 78', new Date('2014-04-30T00:00:00Z'), 135.5])
		expect(sheet?.rows[2]?.[0]).toBe('01000')
		expect(sheet?.rows[2]?.[1] ?? '').toBe('')
	})

	test('has no formula, not even once it is saved as CSV', async () => {
		const sheet = await sheetOf([{ name: '=HYPERLINK("http://x")', born: '', owed: 0 }])

		expect(sheet?.rows[1]?.[0]).toBe(`'=HYPERLINK("http://x")`)
		expect([...(sheet?.cells?.values() ?? [])].filter((cell) => cell.formula)).toEqual([])
	})

	test('writes out a day that workbooks do not count', async () => {
		const sheet = await sheetOf([{ name: 'Jeanne', born: '1899-12-31', owed: 0 }])

		expect(sheet?.rows[1]?.[1]).toBe('31/12/1899')
	})

	test('takes any title', async () => {
		const sheet = await sheetOf([], 'Membres [2026/2027] : tous ceux de la section judo')

		expect(sheet?.name.length).toBeLessThanOrEqual(31)
		expect(sheet?.name).not.toMatch(/[\][:*?/\\]/)
	})
})
