import { A4, A4_WIDE, inPages, type Measure, type PrintItem, type PrintPage } from './page.ts'
import { HEAD, layFrame, MARGIN, type SheetWords } from './sheet-frame.ts'
import { fitLine } from './text-fit.ts'

/** Height of a line to sign on, in millimetres. */
const ROW = 9
const HEADING = 8
/** Narrower than this, a column cannot be signed in. */
const NARROW = 28
const NUMBER = 8

/** Who is expected, and what is to be filled in for each: columns with a title, or empty ones for days. */
export type Attendance = { names: readonly string[]; columns: readonly string[]; blankRows: number }

/** A list to be signed: numbered names, and a field for each column. Many columns lie on their side. */
export function layAttendance(
	{ names, columns, blankRows }: Attendance,
	words: SheetWords,
	measure: Measure
): PrintPage[] {
	const paper = columns.length > 3 ? A4_WIDE : A4
	const perPage = Math.floor((paper.height - 2 * MARGIN - HEAD - HEADING) / ROW)
	const lines = [...names, ...Array.from({ length: blankRows }, () => '')]
	const pages = inPages(
		lines.map((name, index) => ({ name, number: index + 1 })),
		perPage
	)
	const grid = gridOf(paper.width, columns.length)
	return pages.map((rows, index) => ({
		...paper,
		items: [
			...layFrame(words, { ...paper, page: index + 1, pages: pages.length, measure }),
			...layHeadings(columns, grid, measure),
			...rows.flatMap(({ name, number }, row) => layRow({ name, number, row, grid, measure })),
			...grid.edges.map((x): PrintItem => {
				const top = MARGIN + HEAD
				return { kind: 'line', x1: x, y1: top, x2: x, y2: top + HEADING + rows.length * ROW, ink: 'soft' }
			})
		]
	}))
}

/** Where the columns begin and end; the first one holds the number and the name. */
type Grid = { left: number; right: number; nameWidth: number; edges: number[]; columnWidth: number }

function gridOf(width: number, columns: number): Grid {
	const [left, right] = [MARGIN, width - MARGIN]
	const whole = right - left
	const nameWidth = Math.max(45, Math.min(whole - columns * NARROW, whole * 0.45))
	const columnWidth = columns === 0 ? 0 : (whole - nameWidth) / columns
	const edges = [left, ...Array.from({ length: columns + 1 }, (_, n) => left + nameWidth + n * columnWidth)]
	return { left, right, nameWidth: nameWidth - NUMBER, edges, columnWidth }
}

function layHeadings(columns: readonly string[], grid: Grid, measure: Measure): PrintItem[] {
	const y = MARGIN + HEAD
	return [
		{ kind: 'box', x: grid.left, y, width: grid.right - grid.left, height: HEADING, fill: 'tint' },
		...columns.map((text, index): PrintItem => ({
			...{ kind: 'text', x: (grid.edges[index + 1] ?? 0) + 1.5, y: y + 5.2 },
			...fitLine(text, { size: 8.5, bold: true, least: 6 }, { width: grid.columnWidth - 3, measure })
		})),
		{ kind: 'line', x1: grid.left, y1: y + HEADING, x2: grid.right, y2: y + HEADING }
	]
}

function layRow(given: { name: string; number: number; row: number; grid: Grid; measure: Measure }): PrintItem[] {
	const { name, number, row, grid, measure } = given
	const y = MARGIN + HEAD + HEADING + row * ROW
	const baseline = y + ROW / 2 + 1.4
	return [
		{
			kind: 'text',
			x: grid.left + NUMBER - 2,
			y: baseline,
			text: String(number),
			size: 8,
			align: 'right',
			ink: 'soft'
		},
		{
			...{ kind: 'text', x: grid.left + NUMBER, y: baseline },
			...fitLine(name, { size: 10, least: 7 }, { width: grid.nameWidth - 2, measure })
		},
		{ kind: 'line', x1: grid.left, y1: y + ROW, x2: grid.right, y2: y + ROW, ink: 'soft' }
	]
}
