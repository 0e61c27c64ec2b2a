import { A4, inPages, type Measure, type PrintItem, type PrintPage } from './page.ts'
import { HEAD, layFrame, MARGIN, type SheetWords } from './sheet-frame.ts'
import { fitLine, wrapText } from './text-fit.ts'

const COLUMNS = 5
const ROWS = 5
const PHOTO = { width: 30, height: 36 }
const NAME_LINE = 3.9

/** Somebody with a face: `photo` is a `data:` URL of a PNG or JPEG, '' for none. */
export type Portrait = { name: string; initials: string; photo: string; note: string }

/** Faces with their names, twenty-five a page. Whoever has no photo shows initials. */
export function layPhotoBoard(portraits: readonly Portrait[], words: SheetWords, measure: Measure): PrintPage[] {
	const pages = inPages(portraits, COLUMNS * ROWS)
	const stepX = (A4.width - 2 * MARGIN) / COLUMNS
	const stepY = (A4.height - 2 * MARGIN - HEAD) / ROWS
	return pages.map((people, index) => ({
		...A4,
		items: [
			...layFrame(words, { ...A4, page: index + 1, pages: pages.length, measure }),
			...people.flatMap((portrait, place) => {
				const centre = MARGIN + ((place % COLUMNS) + 0.5) * stepX
				const top = MARGIN + HEAD + Math.floor(place / COLUMNS) * stepY
				return layPortrait(portrait, { centre, top, width: stepX - 2, measure })
			})
		]
	}))
}

function layPortrait(
	{ name, initials, photo, note }: Portrait,
	{ centre, top, width, measure }: { centre: number; top: number; width: number; measure: Measure }
): PrintItem[] {
	const box = { x: centre - PHOTO.width / 2, y: top, ...PHOTO }
	const face: PrintItem[] =
		photo === ''
			? [
					{ kind: 'box', ...box, fill: 'tint' },
					...[{ kind: 'text' as const, x: centre, y: top + 21, text: initials, size: 20, align: 'center' as const }]
				]
			: [{ kind: 'image', ...box, src: photo, fit: 'fill' }]
	const lines = wrapText(name, { size: 8.5, bold: true }, { width, measure, most: 2 })
	const under = (index: number) => top + PHOTO.height + 4 + index * NAME_LINE
	return [
		...face,
		...lines.map((line, index): PrintItem => ({
			...{ kind: 'text', x: centre, y: under(index), align: 'center' },
			...fitLine(line, { size: 8.5, bold: true, least: 7 }, { width, measure })
		})),
		{
			...{ kind: 'text', x: centre, y: under(lines.length), align: 'center', ink: 'soft' },
			...fitLine(note, { size: 7.5, least: 6 }, { width, measure })
		}
	]
}
