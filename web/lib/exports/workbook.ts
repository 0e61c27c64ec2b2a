import { writeXlsx } from 'hucre/xlsx'
import type { ExportSheet, SheetCell, SheetColumn } from './export-table.ts'

const FORMATS: Partial<Record<SheetColumn['kind'], string>> = { day: 'dd/mm/yyyy', amount: '#,##0.00\\ "€"' }
/** Widths of columns, in letters. */
const LEAST_WIDTH = 8
const MOST_WIDTH = 40
/** How many rows tell how wide a column must be. */
const SAMPLE_ROWS = 400
/** A sheet's name has 31 letters at the most, and none of these (ECMA-376 part 1, §18.2.19, as Excel reads it). */
const MOST_NAME = 31
const NOT_IN_NAMES = /[\][:*?/\\]/g

/**
 * An Excel workbook (ECMA-376) of one sheet: its titles stay in sight and filter, days and amounts can be reckoned with.
 */
export async function formatWorkbook({ columns, rows }: ExportSheet, title: string): Promise<Uint8Array<ArrayBuffer>> {
	const head = columns.map((column) => column.title)
	const cells = new Map(head.map((value, at) => [`0,${at}`, { value, style: { font: { bold: true } } }]))
	const bytes = await writeXlsx({
		sheets: [
			{
				name: title.replace(NOT_IN_NAMES, ' ').slice(0, MOST_NAME),
				columns: columns.map(({ kind }, at) => {
					const numFmt = FORMATS[kind]
					return { width: widthOf([head[at] ?? '', ...column(rows, at)]), ...(numFmt ? { numFmt } : {}) }
				}),
				rows: [head, ...rows],
				cells,
				freezePane: { rows: 1 },
				autoFilter: { range: `A1:${letters(columns.length)}${rows.length + 1}` }
			}
		]
	})
	return new Uint8Array(bytes)
}

const column = (rows: readonly SheetCell[][], at: number): SheetCell[] =>
	rows.slice(0, SAMPLE_ROWS).map((row) => row[at] ?? '')

function widthOf(cells: readonly SheetCell[]): number {
	const longest = Math.max(...cells.map((cell) => (typeof cell === 'string' ? cell.length : LEAST_WIDTH)))
	return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, longest) + 2)
}

/** Name of the n-th column: A to Z, then AA. */
function letters(column: number): string {
	const before = Math.floor((column - 1) / 26)
	return (before > 0 ? letters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}
