import { A4, lineHeight, type Measure, type PrintItem, type PrintPage } from './page.ts'
import { wrapText } from './text-fit.ts'

/** A letter, or anything written like one: a receipt. */
export type Letter = {
	/** Who writes: the first line in bold. */
	sender: readonly string[]
	/** Name and address, as on an envelope. */
	recipient: readonly string[]
	/** "Dijon, le 30/11/2026". */
	date: string
	subject: string
	/** Paragraphs. */
	body: readonly string[]
}

const SIDE = 25
const TOP = 22
/** Where the window of a French envelope shows an address (NF Z 11-001), in millimetres. */
const WINDOW = { x: 110, y: 50, width: 80 }
const SUBJECT_Y = 105
const SIZE = 10.5
const PARAGRAPH = 3

/** Letters, each on a page of its own; one that is longer goes on overleaf. */
export function layLetters(letters: readonly Letter[], measure: Measure): PrintPage[] {
	return letters.flatMap((letter) => layLetter(letter, measure))
}

function layLetter({ sender, recipient, date, subject, body }: Letter, measure: Measure): PrintPage[] {
	const room = { width: A4.width - 2 * SIDE, measure }
	const head = [
		...block(sender, { x: SIDE, y: TOP, width: WINDOW.x - SIDE - 5, measure, boldFirst: true }),
		...block(recipient, { ...WINDOW, measure }),
		...block([date], { x: WINDOW.x, y: SUBJECT_Y - 15, width: WINDOW.width, measure }),
		...block([subject], { x: SIDE, y: SUBJECT_Y, width: room.width, measure, boldFirst: true })
	]
	const pages: PrintItem[][] = [head]
	const bottom = A4.height - TOP
	let y = SUBJECT_Y + 2.5 * lineHeight(SIZE)
	for (const paragraph of body) {
		for (const text of wrapText(paragraph, { size: SIZE }, room)) {
			if (y > bottom) {
				pages.push([])
				y = TOP + lineHeight(SIZE)
			}
			if (text !== '') pages.at(-1)?.push({ kind: 'text', x: SIDE, y, text, size: SIZE })
			y += lineHeight(SIZE)
		}
		y += PARAGRAPH
	}
	return pages.map((items) => ({ ...A4, items }))
}

type Block = { x: number; y: number; width: number; measure: Measure; boldFirst?: boolean }

function block(lines: readonly string[], { x, y, width, measure, boldFirst = false }: Block): PrintItem[] {
	const wrapped = lines.flatMap((line, at) => {
		const bold = boldFirst && at === 0
		return wrapText(line, { size: SIZE, bold }, { width, measure }).map((text) => ({ text, bold }))
	})
	return wrapped
		.map(({ text, bold }, at): PrintItem => ({
			...{ kind: 'text', x, y: y + (at + 0.78) * lineHeight(SIZE), text, size: SIZE, bold }
		}))
		.filter((item) => item.kind !== 'text' || item.text !== '')
}
