/** What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/
/** A telephone number with its country, or a plain number: begins like a formula and is none. */
const NUMBER = /^(?:\+?[0-9][0-9 ()./-]*|-[0-9]+(?:[.,][0-9]+)?)$/
/** A cell that has been made harmless already, or looks as if it had. */
const HARMLESS = /^'+[=+\-@\t\r]/
const NEEDS_QUOTES = /[";\r\n]/

/**
 * Rows of cells as a file that a French spreadsheet opens by double click: BOM, `;`, CRLF, quotes where needed.
 * A cell that would run as a formula begins with an apostrophe instead; `readCell` takes it away again.
 */
export function formatCsv(rows: readonly (readonly string[])[]): string {
	return formatSafeCsv(rows.map((row) => row.map(safeCell)))
}

/** The same, of cells that `safeCell` has made safe already. */
export function formatSafeCsv(rows: readonly (readonly string[])[]): string {
	return `\uFEFF${rows.map((row) => `${row.map(quoteCell).join(';')}\r\n`).join('')}`
}

/** What a spreadsheet will show of a cell: the text itself, behind an apostrophe where it would run as a formula. */
export function safeCell(text: string): string {
	const isFormula = FORMULA.test(text) && !NUMBER.test(text)
	return isFormula || HARMLESS.test(text) ? `'${text}` : text
}

/** What a cell said before it was made safe: `'=1+1` said `=1+1`. */
export const readCell = (text: string): string => (HARMLESS.test(text) ? text.slice(1) : text)

const quoteCell = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
