import { A4, lineHeight, type Measure, type PrintItem, type PrintPage, type TextStyle } from './page.ts'
import { wrapText } from './text-fit.ts'

/** What the first page of a proof says, and the text that goes on overleaf where it is longer. */
export type ProofCover = {
	/** The club. */
	sender: string
	title: string
	/** What is stated, term by term; those without a value are left out. */
	facts: readonly (readonly [term: string, value: string])[]
	/** What the statements mean, and what they do not. */
	note: string
	/** Heads the text. */
	textTitle: string
	text: string
}

const SIDE = 22
const TOP = 24
const BOTTOM = A4.height - 20
/** Where the values begin. */
const VALUE_X = 78
const SIZE = 10

type Line = { text: string; x: number; style: TextStyle; soft?: boolean; below?: number }

/** The first page of a proof of sending, and as many further ones as its text needs. */
export function layProofCover(cover: ProofCover, measure: Measure): PrintPage[] {
	const pages: PrintItem[][] = [[]]
	let y = TOP
	for (const row of rowsOf(cover, measure)) {
		const height = lineHeight(Math.max(...row.map(({ style }) => style.size)))
		if (y + height > BOTTOM) {
			pages.push([])
			y = TOP
		}
		for (const { text, x, style, soft } of row) {
			const item: PrintItem = { kind: 'text', x, y: y + 0.78 * height, text, ...style, ...(soft && { ink: 'soft' }) }
			if (text !== '') pages.at(-1)?.push(item)
		}
		y += height + Math.max(...row.map(({ below = 0 }) => below))
	}
	return pages.map((items) => ({ ...A4, items }))
}

/** Lines in their order; what stands in one row stands on one line. */
function rowsOf({ sender, title, facts, note, textTitle, text }: ProofCover, measure: Measure): Line[][] {
	const whole = A4.width - 2 * SIDE
	const lines = (content: string, style: TextStyle, more: Partial<Line> = {}): Line[][] =>
		wrapText(content, style, { width: whole, measure }).map((each) => [{ text: each, x: SIDE, style, ...more }])
	return [
		...spaced(lines(sender, { size: 11, bold: true }), 6),
		...spaced(lines(title, { size: 17, bold: true }), 6),
		...facts.filter(([, value]) => value !== '').flatMap((fact) => factRows(fact, measure)),
		...spaced([[{ text: '', x: SIDE, style: { size: SIZE } }]], 0),
		...spaced(lines(note, { size: 8.5 }, { soft: true }), 7),
		...spaced(lines(textTitle, { size: 12, bold: true }), 2),
		...lines(text, { size: SIZE })
	]
}

function factRows([term, value]: readonly [string, string], measure: Measure): Line[][] {
	const terms = wrapText(term, { size: SIZE }, { width: VALUE_X - SIDE - 4, measure })
	const values = wrapText(value, { size: SIZE }, { width: A4.width - SIDE - VALUE_X, measure })
	const rows = Array.from({ length: Math.max(terms.length, values.length) }, (_, at): Line[] => [
		{ text: terms[at] ?? '', x: SIDE, style: { size: SIZE }, soft: true },
		{ text: values[at] ?? '', x: VALUE_X, style: { size: SIZE } }
	])
	return spaced(rows, 1)
}

/** The same lines, with room beneath the last one, in millimetres. */
function spaced(rows: Line[][], below: number): Line[][] {
	return rows.map((row, at) => (at === rows.length - 1 ? row.map((line) => ({ ...line, below })) : row))
}
