/** A row that is not blank, and the line of the file, from 1, on which it begins. */
export type CsvRow = { line: number; cells: string[] }

/** What may stand between two cells. */
export const CSV_DELIMITERS = [';', ',', '\t', '|'] as const
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number]

/** How much of a file is looked at to find what stands between its cells, in UTF-16 units. */
const LOOKED_AT = 50_000
/** A first line by which Excel is told what stands between the cells. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i

/** Finds what stands between the cells: what gives the most columns to the most rows. `;` when nothing does. */
export function guessDelimiter(text: string): CsvDelimiter {
	const told = SEPARATOR_LINE.exec(text)?.[1]
	const known = CSV_DELIMITERS.find((delimiter) => delimiter === told)
	if (known) return known
	const sample = text.slice(0, LOOKED_AT)
	let best: { delimiter: CsvDelimiter; score: number } = { delimiter: ';', score: 0 }
	for (const delimiter of CSV_DELIMITERS) {
		const score = scoreDelimiter(sample, delimiter)
		if (score > best.score) best = { delimiter, score }
	}
	return best.delimiter
}

/**
 * The rows of a text, one by one, as spreadsheets write them (RFC 4180, and what is common beyond it): quotes around a
 * cell, doubled inside it, line breaks in it; `\n`, `\r\n` or `\r` between rows; rows of any length. Blank rows are
 * passed over. A quote that is never closed is a letter like another.
 */
export function* readRows(text: string, delimiter: CsvDelimiter): Generator<CsvRow, void> {
	const stop = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}\\r\\n]`, 'g')
	const separator = SEPARATOR_LINE.exec(text)
	let at = separator ? separator[0].length : 0
	let line = separator ? 2 : 1
	while (at < text.length) {
		const row: CsvRow = { line, cells: [] }
		let ended = false
		while (!ended) {
			const quoted = text[at] === '"' ? readQuoted(text, at) : undefined
			stop.lastIndex = quoted?.end ?? at
			const end = stop.exec(text)?.index ?? text.length
			row.cells.push(quoted ? quoted.text + text.slice(quoted.end, end) : text.slice(at, end))
			if (quoted) line += countBreaks(quoted.text)
			ended = text[end] !== delimiter
			at = end + 1
		}
		if (text[at - 1] === '\r' && text[at] === '\n') at += 1
		line += 1
		if (row.cells.some((cell) => cell.trim() !== '')) yield row
	}
}

/** The cell that begins with the quote at `start`, and where it ends; `undefined` when the quote is never closed. */
function readQuoted(text: string, start: number): { text: string; end: number } | undefined {
	let at = start + 1
	for (;;) {
		const quote = text.indexOf('"', at)
		if (quote === -1) return undefined
		if (text[quote + 1] !== '"') {
			return { text: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 }
		}
		at = quote + 2
	}
}

function countBreaks(text: string): number {
	return text.includes('\n') || text.includes('\r') ? (text.match(/\r\n|\r|\n/g)?.length ?? 0) : 0
}

/** How well a text falls into columns: the columns of most rows, times the share of rows that have as many. */
function scoreDelimiter(sample: string, delimiter: CsvDelimiter): number {
	const rowsByWidth = new Map<number, number>()
	let rows = 0
	for (const { cells } of readRows(sample, delimiter)) {
		rowsByWidth.set(cells.length, (rowsByWidth.get(cells.length) ?? 0) + 1)
		rows += 1
	}
	let score = 0
	for (const [width, count] of rowsByWidth) score = Math.max(score, ((width - 1) * count) / rows)
	return score
}
