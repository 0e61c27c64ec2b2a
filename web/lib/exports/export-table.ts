import type { ColumnChoice } from '#shared/column-choice.ts'
import { safeCell } from '#shared/csv.ts'
import { formatDay, type Day } from '#shared/day.ts'
import { cellAmount } from '#shared/money.ts'

/** One column that a kind of export can have. Its id is what a choice remembers, so it never changes. */
export type ExportColumn<Row> = {
	id: string
	title: () => string
	text: (row: Row) => string
	/** What a workbook holds in place of the text: a day that can be reckoned with. */
	day?: (row: Row) => Day | ''
	/** An amount, likewise, and in a CSV file too: there it is a bare number. */
	cents?: (row: Row) => number | undefined
	/** In the file only when it is asked for. */
	rare?: true
}

/** What a workbook holds: a day as midnight in UTC, an amount in euros. */
export type SheetCell = string | Date | number
export type SheetColumn = { title: string; kind: 'text' | 'day' | 'amount' }
export type ExportSheet = { columns: SheetColumn[]; rows: SheetCell[][] }

/** Rows of one kind, and every column they can have. */
export type ExportTable = {
	count: number
	/** The columns as they are when nobody chose. */
	defaults: ColumnChoice
	titleOf: (id: string) => string
	/** The lines of a CSV file with these columns, the titles first: no cell of it would run as a formula. */
	lines: (ids: readonly string[]) => string[][]
	/** The same as they are, for paper. */
	texts: (ids: readonly string[]) => string[][]
	/** The same for a workbook, where days and amounts are such; its texts as in CSV, which it may become. */
	sheet: (ids: readonly string[]) => ExportSheet
}

/** A column of days: written out as a text, days in a workbook. */
export const dayColumn = <Row>(
	column: Omit<ExportColumn<Row>, 'text'> & { day: (row: Row) => Day | '' }
): ExportColumn<Row> => ({ ...column, text: (row) => formatDay(column.day(row)) })

/** The columns as they are when nobody chose. */
export const defaultChoice = (columns: readonly Pick<ExportColumn<never>, 'id' | 'rare'>[]): ColumnChoice =>
	columns.map(({ id, rare = false }) => ({ id, chosen: !rare }))

/** Rows with the columns they can have, whatever a row is. */
export function exportTable<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): ExportTable {
	const columnsById = new Map(columns.map((column) => [column.id, column]))
	const among = (ids: readonly string[]) =>
		ids.map((id) => columnsById.get(id)).filter((column) => column !== undefined)
	const linesOf = (ids: readonly string[], cell: (column: ExportColumn<Row>, row: Row) => string) => {
		const wanted = among(ids)
		return [wanted.map(({ title }) => title()), ...rows.map((row) => wanted.map((column) => cell(column, row)))]
	}
	return {
		count: rows.length,
		defaults: defaultChoice(columns),
		titleOf: (id) => columnsById.get(id)?.title() ?? id,
		texts: (ids) => linesOf(ids, ({ text }, row) => text(row)),
		lines: (ids) => linesOf(ids, csvCell).map((line) => line.map(safeCell)),
		sheet(ids) {
			const wanted = among(ids)
			return {
				columns: wanted.map(({ title, day, cents }) => ({
					title: safeCell(title()),
					kind: day ? 'day' : cents ? 'amount' : 'text'
				})),
				rows: rows.map((row) => wanted.map((column) => sheetCell(column, row)))
			}
		}
	}
}

function csvCell<Row>({ text, cents }: ExportColumn<Row>, row: Row): string {
	const amount = cents?.(row)
	return amount === undefined ? text(row) : cellAmount(amount)
}

/** Workbooks count days from here on; whoever was born before is a text. */
const FIRST_DAY = '1900-03-01'
const CENTS = 100

function sheetCell<Row>({ text, day, cents }: ExportColumn<Row>, row: Row): SheetCell {
	const on = day?.(row) ?? ''
	if (on >= FIRST_DAY) return new Date(`${on}T00:00:00Z`)
	const amount = cents?.(row)
	return amount === undefined ? safeCell(text(row)) : amount / CENTS
}
