import { formatDay } from '#shared/day.ts'
import { layTable } from '#shared/print/table.ts'
import { dayHere } from '#web/db/day-here.ts'
import { m } from '#web/paraglide/messages.js'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { inksOf, openPress, PLAIN_INK } from './press.ts'
import { pageOf } from './print-words.ts'

/** A table as a PDF: lines of text, the titles first; the club, the day and how many lines there are under its title. */
export async function formatTablePdf(
	[headings = [], ...rows]: readonly (readonly string[])[],
	title: string
): Promise<Blob> {
	const press = await openPress()
	const { name, colour } = clubLook.current
	const note = [name, formatDay(dayHere()), m.exports_lines({ count: rows.length })].filter(Boolean).join(' · ')
	const pages = layTable({ headings, rows }, { title, note, pageOf }, press.measure)
	return press.print(pages, { title, inks: inksOf(colour || PLAIN_INK) })
}
