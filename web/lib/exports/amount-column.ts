import { amountWord } from '#web/money/money-words.ts'
import type { ExportColumn } from './export-table.ts'

/** A column of amounts in cents: written out as a text, reckoned with in a workbook. */
export const amountColumn = <Row>(
	column: Omit<ExportColumn<Row>, 'text' | 'cents'> & { cents: (row: Row) => number | undefined }
): ExportColumn<Row> => ({
	...column,
	text(row) {
		const cents = column.cents(row)
		return cents === undefined ? '' : amountWord(cents)
	}
})
