import type { Measure, PrintItem } from './page.ts'
import { fitLine } from './text-fit.ts'

/** What stands at the head and the foot of every page of a list. */
export type SheetWords = {
	title: string
	/** Under the title: the club, the day, how many. */
	note: string
	/** "Page 2 sur 5". */
	pageOf: (page: number, pages: number) => string
}

/** Around a page, in millimetres: no printer reaches the very edge. */
export const MARGIN = 12
/** Height of the head, with the space below it. */
export const HEAD = 16

/** The title, the note and the number of a page. */
export function layFrame(
	{ title, note, pageOf }: SheetWords,
	{
		width,
		height,
		page,
		pages,
		measure
	}: { width: number; height: number; page: number; pages: number; measure: Measure }
): PrintItem[] {
	const room = { width: width - 2 * MARGIN, measure }
	return [
		{ kind: 'text', x: MARGIN, y: MARGIN + 4.5, ...fitLine(title, { size: 14, bold: true, least: 9 }, room) },
		{ kind: 'text', x: MARGIN, y: MARGIN + 10, ink: 'soft', ...fitLine(note, { size: 8.5, least: 7 }, room) },
		{
			...{ kind: 'text', x: width - MARGIN, y: height - 6, align: 'right', ink: 'soft', size: 7.5 },
			text: pageOf(page, pages)
		}
	]
}
