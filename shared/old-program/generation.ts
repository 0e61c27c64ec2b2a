/**
 * Which of its states of development the old program was in when it last opened a file: by the columns of its members,
 * as it wrote no number. `1`: cheques as free text; `2.2`: no amounts but vouchers; `2.3`: amounts by means, without and
 * with other clubs; `2.4`: settings and mailings in the file.
 */
export type Generation = '1' | '2.2' | '2.3' | '2.4'

/** The generation of a file, `undefined` when it is no file of the old program. */
export function findGeneration(memberColumns: readonly string[], tables: readonly string[]): Generation | undefined {
	const has = (column: string) => memberColumns.includes(column)
	if (!has('last_name') || !has('first_name')) return undefined
	// What was opened by a later state has the columns of all: the latest sign counts.
	if (tables.includes('settings') && has('cash_amount')) return '2.4'
	if (has('cash_amount')) return '2.3'
	if (has('payment_type')) return '2.2'
	return has('cheque1') || has('cash') ? '1' : undefined
}
