import { labelsPerSheet, type LabelFormat } from './label-formats.ts'
import { A4, inPages, lineHeight, type Measure, type PrintItem, type PrintPage } from './page.ts'
import { fitLine, wrapText } from './text-fit.ts'

/** Inside a label, in millimetres: what a printer may miss by. */
const PADDING = 3
const SIZE = 10.5
const LEAST_SIZE = 7

/**
 * Labels on their sheets. `skip` labels of the first sheet are gone already; `outlines` draws the edges, for a trial on
 * plain paper.
 */
export function layLabels(
	labels: readonly (readonly string[])[],
	{ format, skip, outlines }: { format: LabelFormat; skip: number; outlines: boolean },
	measure: Measure
): PrintPage[] {
	const blank: readonly string[] = []
	const cells = [...Array.from({ length: skip }, () => blank), ...labels]
	return inPages(cells, labelsPerSheet(format)).map((sheet) => ({
		...A4,
		items: sheet.flatMap((lines, index) => {
			const x = format.left + (index % format.columns) * format.stepX
			const y = format.top + Math.floor(index / format.columns) * format.stepY
			const { width, height } = format
			const edge: PrintItem[] = outlines ? [{ kind: 'box', x, y, width, height, outline: true }] : []
			return [...edge, ...layLabel(lines, { x, y, width, height }, measure)]
		})
	}))
}

type Box = { x: number; y: number; width: number; height: number }

/** The lines in the middle of a label's height, smaller where they are many or long. */
function layLabel(lines: readonly string[], { x, y, width, height }: Box, measure: Measure): PrintItem[] {
	const room = { width: width - 2 * PADDING, measure }
	let [size, wrapped] = [SIZE, wrapAll(lines, SIZE, room)]
	while (size > LEAST_SIZE && wrapped.length * lineHeight(size) > height - 2 * PADDING) {
		size -= 0.5
		wrapped = wrapAll(lines, size, room)
	}
	const most = Math.floor((height - 2 * PADDING) / lineHeight(size))
	// Whatever does not fit, the town must: it is the last line.
	const kept = wrapped.length <= most ? wrapped : [...wrapped.slice(0, most - 1), ...wrapped.slice(-1)]
	const top = y + (height - kept.length * lineHeight(size)) / 2
	return kept.map(({ text, bold }, index) => ({
		kind: 'text',
		x: x + PADDING,
		y: top + (index + 0.78) * lineHeight(size),
		...fitLine(text, { size, bold }, room)
	}))
}

/** Each line on two at the most; the first is the name, and bold. */
function wrapAll(
	lines: readonly string[],
	size: number,
	room: { width: number; measure: Measure }
): { text: string; bold: boolean }[] {
	return lines.flatMap((line, index) => {
		const bold = index === 0
		return wrapText(line, { size, bold }, { ...room, most: 2 }).map((text) => ({ text, bold }))
	})
}
