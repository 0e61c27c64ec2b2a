import type { ColumnChoice } from '#shared/column-choice.ts'
import { safeCell } from '#shared/csv.ts'

/** One column that a kind of export can have. Its id is what a choice remembers, so it never changes. */
export type ExportColumn<Row> = {
	id: string
	title: () => string
	text: (row: Row) => string
	/** In the file only when it is asked for. */
	rare?: true
}

/** Rows of one kind, and every column they can have. */
export type ExportTable = {
	count: number
	/** The columns as they are when nobody chose. */
	defaults: ColumnChoice
	titleOf: (id: string) => string
	/** The lines of the file with these columns, up to a number of rows, the titles first. */
	lines: (ids: readonly string[], upTo?: number) => string[][]
}

/** The columns as they are when nobody chose. */
export const defaultChoice = (columns: readonly Pick<ExportColumn<never>, 'id' | 'rare'>[]): ColumnChoice =>
	columns.map(({ id, rare = false }) => ({ id, chosen: !rare }))

/** Rows with the columns they can have, whatever a row is. */
export function exportTable<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): ExportTable {
	const columnsById = new Map(columns.map((column) => [column.id, column]))
	return {
		count: rows.length,
		defaults: defaultChoice(columns),
		titleOf: (id) => columnsById.get(id)?.title() ?? id,
		lines(ids, upTo = rows.length) {
			const wanted = ids.map((id) => columnsById.get(id)).filter((column) => column !== undefined)
			const cells = rows.slice(0, upTo).map((row) => wanted.map(({ text }) => safeCell(text(row))))
			return [wanted.map(({ title }) => safeCell(title())), ...cells]
		}
	}
}
