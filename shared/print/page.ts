/** Ink of a text or a line; `accent` is the club's colour, `on-accent` what can be read upon it. */
export type Ink = 'black' | 'soft' | 'accent' | 'on-accent'

/** How a text is set; `size` in points. */
export type TextStyle = { size: number; bold?: boolean }

/** Something drawn on a page. Lengths in millimetres from the upper left corner, `y` of a text is its baseline. */
export type PrintItem =
	| ({ kind: 'text'; x: number; y: number; text: string; align?: 'left' | 'center' | 'right'; ink?: Ink } & TextStyle)
	| { kind: 'line'; x1: number; y1: number; x2: number; y2: number; ink?: Ink }
	| { kind: 'box'; x: number; y: number; width: number; height: number; fill?: 'accent' | 'tint'; outline?: boolean }
	/** `src` is a `data:` URL of a PNG or JPEG. It keeps its proportions: fills its box, cut at the edges, or fits into it. */
	| { kind: 'image'; x: number; y: number; width: number; height: number; src: string; fit: 'fill' | 'whole' }

/** A page, ready to be drawn on a screen or in a file. */
export type PrintPage = { width: number; height: number; items: PrintItem[] }

/** Width of a text in millimetres. */
export type Measure = (text: string, style: TextStyle) => number

/** A4 upright, in millimetres (ISO 216). */
export const A4 = { width: 210, height: 297 }
/** A4 on its side. */
export const A4_WIDE = { width: A4.height, height: A4.width }

/** Height of a line of text of so many points, in millimetres. */
export const lineHeight = (size: number): number => size * 0.3528 * 1.32

/** Cuts a list into the contents of pages; one empty page for an empty list. */
export function inPages<T>(all: readonly T[], each: number): T[][] {
	const count = Math.max(1, Math.ceil(all.length / each))
	return Array.from({ length: count }, (_, page) => all.slice(page * each, (page + 1) * each))
}
