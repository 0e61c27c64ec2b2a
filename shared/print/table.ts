import { A4, A4_WIDE, lineHeight, type Measure, type PrintItem, type PrintPage } from './page.ts'
import { HEAD, layFrame, MARGIN, type SheetWords } from './sheet-frame.ts'
import { wrapText } from './text-fit.ts'

/** Titles of the columns, and the cells below them. */
export type PrintTable = {
	headings: readonly string[]
	rows: readonly (readonly string[])[]
	/** Columns of amounts, which stand at their right edge. */
	amounts?: readonly number[]
	/** The last row, in bold. */
	total?: readonly string[]
}

const SIZE = 8.5
const LEAST_SIZE = 6.5
/** Steps in which letters are made smaller, in points. */
const STEP = 0.25
const GAP = 3
const ROW_GAP = 1.6
/** Most lines of one cell: the rest of a long note is for the screen. */
const MOST_LINES = 6
/** More columns than this lie on their side. */
const UPRIGHT_COLUMNS = 6
/** How much of a column's width its longest cell may claim, in letters. */
const CLAIMED_LETTERS = 34
/** A longer word than this may be torn. */
const UNTORN_LETTERS = 16
/** How many rows tell how wide a column must be. */
const SAMPLE_ROWS = 400

/**
 * A table on as many pages as it needs, its headings on each. Columns share the width by what they hold; where all of them
 * would be too narrow to be read, they go on on further pages, the first one on each.
 */
export function layTable(table: PrintTable, words: SheetWords, measure: Measure): PrintPage[] {
	const paper = table.headings.length > UPRIGHT_COLUMNS ? A4_WIDE : A4
	const width = paper.width - 2 * MARGIN
	const claims = table.headings.map((_, column) => claimOf(table, column, measure))
	const strips = stripsOf(claims, width)
	const laid = strips.flatMap((columns) => {
		const { size, widths } = share(
			columns.flatMap((column) => claims[column] ?? []),
			width
		)
		return pagesOf(table, { columns, widths, size, paper, measure })
	})
	return laid.map((items, index) => {
		const frame = layFrame(words, { ...paper, page: index + 1, pages: laid.length, measure })
		return { ...paper, items: [...frame, ...items] }
	})
}

/** Width that a column would like at full size, and what it needs at the least so that no word is torn; in millimetres. */
type Claim = { wanted: number; least: number }

function claimOf({ headings, rows, total }: PrintTable, column: number, measure: Measure): Claim {
	const heading = headings[column] ?? ''
	const told = [...rows.slice(0, SAMPLE_ROWS), ...(total ? [total] : [])]
	const cells = told.map((row) => (row[column] ?? '').slice(0, CLAIMED_LETTERS))
	const wanted = Math.max(measure(heading, { size: SIZE, bold: true }), measure(longest(cells), { size: SIZE }))
	const word = longest(cells.flatMap((cell) => cell.split(/\s+/))).slice(0, UNTORN_LETTERS)
	const titleWord = longest(heading.split(/\s+/))
	const least = Math.max(measure(titleWord, { size: LEAST_SIZE, bold: true }), measure(word, { size: LEAST_SIZE }))
	return { wanted: Math.max(wanted, least) + GAP, least: least + GAP }
}

const longest = (texts: readonly string[]): string => texts.reduce((a, b) => (b.length > a.length ? b : a), '')

/** Which columns stand side by side: all of them, or as many as stay readable, the first with each. */
function stripsOf(claims: readonly Claim[], width: number): number[][] {
	const strips: number[][] = []
	let strip: number[] = []
	let used = 0
	for (const [column, { least }] of claims.entries()) {
		if (strip.length > 1 && used + least > width) {
			strips.push(strip)
			strip = [0]
			used = claims[0]?.least ?? 0
		}
		strip.push(column)
		used += least
	}
	return [...strips, strip]
}

/** Widths that fill the page, and the size of letters that goes with them: as large as keeps words whole, if any does. */
function share(claims: readonly Claim[], width: number): { size: number; widths: number[] } {
	for (let size = SIZE; ; size -= STEP) {
		const wanted = claims.map((claim) => (claim.wanted * size) / SIZE)
		const least = claims.map((claim) => (claim.least * size) / LEAST_SIZE)
		const room = width - sum(least)
		if (size - STEP >= LEAST_SIZE && room < 0) continue
		const wish = sum(wanted.map((each, index) => Math.max(0, each - (least[index] ?? 0))))
		const part = wish === 0 ? 0 : Math.max(0, room) / wish
		const widths = wanted.map((each, index) => {
			const own = least[index] ?? 0
			return own + Math.max(0, each - own) * part
		})
		const scale = width / sum(widths)
		return { size, widths: widths.map((each) => each * scale) }
	}
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

type Strip = {
	columns: readonly number[]
	widths: readonly number[]
	size: number
	paper: { width: number; height: number }
	measure: Measure
}

function pagesOf({ headings, rows: body, amounts = [], total }: PrintTable, strip: Strip): PrintItem[][] {
	const top = MARGIN + HEAD
	const bottom = strip.paper.height - MARGIN
	const heading = layRow(headings, { ...strip, amounts, bold: true })
	const rows = body.map((row) => ({ row, bold: false }))
	if (total) rows.push({ row: total, bold: true })
	const pages: PrintItem[][] = []
	let y = Infinity
	for (const { row, bold } of rows.length > 0 ? rows : [{ row: [], bold: false }]) {
		const cells = layRow(row, { ...strip, amounts, bold })
		if (y + cells.height > bottom) {
			pages.push([...heading.at(top), ruleAt(top + heading.height, strip.paper.width, 'black')])
			y = top + heading.height
		}
		pages.at(-1)?.push(...cells.at(y), ruleAt(y + cells.height, strip.paper.width, 'soft'))
		y += cells.height
	}
	return pages
}

function layRow(
	row: readonly string[],
	{ columns, widths, size, measure, amounts, bold }: Strip & { amounts: readonly number[]; bold: boolean }
): { height: number; at: (y: number) => PrintItem[] } {
	const cells = columns.map((column, index) => {
		const room = { width: (widths[index] ?? 0) - GAP, measure, most: MOST_LINES }
		return wrapText(row[column] ?? '', { size, bold }, room)
	})
	const lines = Math.max(1, ...cells.map(({ length }) => length))
	const lefts = widths.map((_, index) => MARGIN + sum(widths.slice(0, index)))
	const at = (y: number) =>
		cells.flatMap((cell, index) =>
			cell.flatMap((text, line): PrintItem[] => {
				const baseline = y + ROW_GAP / 2 + (line + 0.78) * lineHeight(size)
				if (text === '') return []
				const left = lefts[index] ?? 0
				return amounts.includes(columns[index] ?? -1)
					? [{ kind: 'text', x: left + (widths[index] ?? 0) - GAP, y: baseline, text, size, bold, align: 'right' }]
					: [{ kind: 'text', x: left, y: baseline, text, size, bold }]
			})
		)
	return { height: lines * lineHeight(size) + ROW_GAP, at }
}

const ruleAt = (y: number, width: number, ink: 'black' | 'soft'): PrintItem => ({
	...{ kind: 'line', x1: MARGIN, y1: y, x2: width - MARGIN, y2: y, ink }
})
