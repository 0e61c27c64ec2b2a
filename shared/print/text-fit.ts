import type { Measure, TextStyle } from './page.ts'

const ELLIPSIS = '…'
/** Steps in which a text is made smaller, in points. */
const STEP = 0.5

/** The text on one line of a width, made smaller down to `least` points, then cut. */
export function fitLine(
	text: string,
	style: TextStyle & { least?: number },
	{ width, measure }: { width: number; measure: Measure }
): { text: string } & TextStyle {
	const { least = style.size, ...set } = style
	for (let size = style.size; size >= least; size -= STEP) {
		if (measure(text, { ...set, size }) <= width) return { text, ...set, size }
	}
	return { text: cutText(text, { ...set, size: least }, { width, measure }), ...set, size: least }
}

/** The text in lines of a width, broken between words, inside them where one is too long; the last of `most` lines is cut. */
export function wrapText(
	text: string,
	style: TextStyle,
	{ width, measure, most = Infinity }: { width: number; measure: Measure; most?: number }
): string[] {
	const lines = text.split('\n').flatMap((line) => wrapLine(line, style, { width, measure }))
	if (lines.length <= most) return lines
	const rest = lines.slice(most - 1).join(' ')
	return [...lines.slice(0, most - 1), cutText(rest, style, { width, measure })]
}

function wrapLine(text: string, style: TextStyle, room: { width: number; measure: Measure }): string[] {
	const fits = (part: string) => room.measure(part, style) <= room.width
	const lines: string[] = []
	let line = ''
	for (const word of text.split(' ').flatMap((each) => breakWord(each, fits))) {
		const longer = line === '' ? word : `${line} ${word}`
		if (line === '' || fits(longer)) line = longer
		else {
			lines.push(line)
			line = word
		}
	}
	return [...lines, line]
}

/** A word in pieces that fit, of one letter at least. */
function breakWord(word: string, fits: (part: string) => boolean): string[] {
	if (fits(word)) return [word]
	const pieces: string[] = []
	let piece = ''
	for (const letter of word) {
		if (piece !== '' && !fits(piece + letter)) {
			pieces.push(piece)
			piece = ''
		}
		piece += letter
	}
	return [...pieces, piece]
}

function cutText(text: string, style: TextStyle, { width, measure }: { width: number; measure: Measure }): string {
	if (measure(text, style) <= width) return text
	const letters = [...text]
	let [low, high] = [0, letters.length]
	while (low < high) {
		const middle = Math.ceil((low + high) / 2)
		const cut = letters.slice(0, middle).join('').trimEnd() + ELLIPSIS
		if (measure(cut, style) <= width) low = middle
		else high = middle - 1
	}
	return letters.slice(0, low).join('').trimEnd() + ELLIPSIS
}
