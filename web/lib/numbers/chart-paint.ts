/** What a chart is painted with, of the theme around it. */
export type Paint = {
	ink: string
	soft: string
	line: string
	paper: string
	/** Of the series, in their order: each is also told by its pattern. */
	fills: (string | CanvasPattern)[]
	/** Of what is no value like the others. */
	rest: string | CanvasPattern
	family: string
}

type Pattern = 'hatched' | 'dotted'

/** Side of the square that a pattern repeats, in px. */
const TILE = 8

/** Reads the tokens where an element stands. */
export function paintAt(element: Element): Paint {
	const style = getComputedStyle(element)
	const token = (name: string) => style.getPropertyValue(name).trim()
	const paper = token('--sheet')
	return {
		...{ ink: token('--color-base-content'), soft: token('--ink-soft'), line: token('--line'), paper },
		fills: [
			token('--color-primary'),
			patternOf('hatched', token('--edge'), paper),
			patternOf('dotted', token('--color-accent'), paper)
		],
		rest: patternOf('hatched', token('--edge'), paper),
		family: style.fontFamily
	}
}

function patternOf(pattern: Pattern, colour: string, paper: string): string | CanvasPattern {
	const tile = new OffscreenCanvas(TILE, TILE)
	const pen = tile.getContext('2d')
	if (!pen) return colour
	pen.fillStyle = paper
	pen.fillRect(0, 0, TILE, TILE)
	pen.fillStyle = pen.strokeStyle = colour
	if (pattern === 'hatched') {
		pen.lineWidth = 2.5
		pen.beginPath()
		for (const shift of [-TILE, 0, TILE]) {
			pen.moveTo(shift - 1, TILE + 1)
			pen.lineTo(shift + TILE + 1, -1)
		}
		pen.stroke()
	} else {
		pen.fillRect(0, 0, TILE, TILE)
		pen.fillStyle = paper
		pen.beginPath()
		pen.arc(TILE / 2, TILE / 2, 1.75, 0, 2 * Math.PI)
		pen.fill()
	}
	return pen.createPattern(tile, 'repeat') ?? colour
}
