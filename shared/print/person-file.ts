import { A4, lineHeight, type Measure, type PrintItem, type PrintPage, type TextStyle } from './page.ts'
import { wrapText } from './text-fit.ts'

/** Statements under one heading; a group is what belongs together, with a little room after it. */
export type FileSection = { title: string; groups: readonly (readonly (readonly [term: string, value: string])[])[] }

/** Pages that say, section by section and term by term, what is kept of somebody or of something. */
export type FileContent = {
	/** The club. */
	sender: string
	title: string
	/** What it is, and what to do with it. */
	note: string
	sections: readonly FileSection[]
	/** `data:` URL of a picture for the upper corner; empty for none. */
	photo?: string
	pageOf: (page: number, pages: number) => string
}

const SIDE = 22
const TOP = 22
const BOTTOM = A4.height - 22
/** Where the values begin. */
const VALUE_X = 80
const SIZE = 10
const FOOT: TextStyle = { size: 8 }

type Part = { text: string; x: number; style: TextStyle; soft?: boolean }
/** Lines that stand beside each other; `above` and `below` in millimetres; `keep`: as much room must be left beneath it. */
type Line = { parts: Part[]; above?: number; below?: number; keep?: number }

/** Lays such pages; a heading never stands alone at the foot of one. */
export function layPersonFile(content: FileContent, measure: Measure): PrintPage[] {
	const pages: PrintItem[][] = [photoOf(content)]
	let y = TOP
	for (const { parts, above = 0, below = 0, keep = 0 } of linesOf(content, measure)) {
		const height = lineHeight(Math.max(...parts.map(({ style }) => style.size)))
		const atTop = y === TOP
		if (y + above + height + keep > BOTTOM) {
			pages.push([])
			y = TOP
		} else if (!atTop) y += above
		for (const { text, x, style, soft } of parts) {
			if (text === '') continue
			pages.at(-1)?.push({ kind: 'text', x, y: y + 0.78 * height, text, ...style, ...(soft && { ink: 'soft' }) })
		}
		y += height + below
	}
	return pages.map((items, at) => ({ ...A4, items: [...items, footOf(content.pageOf(at + 1, pages.length))] }))
}

const footOf = (text: string): PrintItem => ({ kind: 'text', x: SIDE, y: A4.height - 12, text, ...FOOT, ink: 'soft' })

/** Beside the heading, which leaves it room. */
const PHOTO = { width: 26, height: 32 }

const photoOf = ({ photo = '' }: FileContent): PrintItem[] =>
	photo === ''
		? []
		: [{ kind: 'image', x: A4.width - SIDE - PHOTO.width, y: TOP - 4, ...PHOTO, src: photo, fit: 'fill' }]

function linesOf({ sender, title, note, sections, photo = '' }: FileContent, measure: Measure): Line[] {
	const width = A4.width - 2 * SIDE - (photo === '' ? 0 : PHOTO.width + 6)
	const whole = (text: string, style: TextStyle, soft = false): Line[] =>
		wrapText(text, style, { width, measure }).map((each) => ({ parts: [{ text: each, x: SIDE, style, soft }] }))
	return [
		...ended(whole(sender, { size: 11, bold: true }), 4),
		...ended(whole(title, { size: 17, bold: true }), 3),
		...ended(whole(note, { size: 9 }, true), 3),
		...sections.flatMap((section) => [
			...whole(section.title, { size: 12.5, bold: true }).map((line) => ({ ...line, above: 5, below: 1.5, keep: 12 })),
			...section.groups.flatMap((group) =>
				ended(
					group.flatMap((fact) => factLines(fact, measure)),
					2
				)
			)
		])
	]
}

function factLines([term, value]: readonly [string, string], measure: Measure): Line[] {
	const style = { size: SIZE }
	const terms = wrapText(term, style, { width: VALUE_X - SIDE - 4, measure })
	const values = wrapText(value, style, { width: A4.width - SIDE - VALUE_X, measure })
	return Array.from({ length: Math.max(terms.length, values.length) }, (_, at) => ({
		parts: [
			{ text: terms[at] ?? '', x: SIDE, style, soft: true },
			{ text: values[at] ?? '', x: VALUE_X, style }
		]
	}))
}

/** The same lines, with room beneath the last one, in millimetres. */
const ended = (lines: Line[], below: number): Line[] =>
	lines.map((line, at) => (at === lines.length - 1 ? { ...line, below } : line))
