import { formatDay } from '#shared/day.ts'
import type { PrintKind } from '#shared/print/choices.ts'
import { dayHere } from '#web/db/day-here.ts'
import { m } from '#web/paraglide/messages.js'
import { clubLook } from '#web/state/club-look.svelte.ts'
import type { IconName } from '#web/ui/icons.ts'

const KINDS: Record<PrintKind, { title: () => string; text: () => string; file: () => string; icon: IconName }> = {
	list: { title: m.print_list, text: m.print_list_text, file: m.print_file_list, icon: 'members' },
	attendance: { title: m.print_attendance, text: m.print_attendance_text, file: m.print_file_attendance, icon: 'edit' },
	labels: { title: m.print_labels, text: m.print_labels_text, file: m.print_file_labels, icon: 'mail' },
	cards: { title: m.print_cards, text: m.print_cards_text, file: m.print_file_cards, icon: 'person' },
	photos: { title: m.print_photos, text: m.print_photos_text, file: m.print_file_photos, icon: 'picture' }
}

export const kindTitle = (kind: PrintKind): string => KINDS[kind].title()
/** What stands on the page when no title was typed. */
export const usualHeading = (kind: PrintKind): string => (kind === 'list' ? m.print_list_heading() : kindTitle(kind))
export const kindText = (kind: PrintKind): string => KINDS[kind].text()
export const kindIcon = (kind: PrintKind): IconName => KINDS[kind].icon

/** Name of the file, with today's day. */
export const fileName = (kind: PrintKind): string => `${KINDS[kind].file()}-${dayHere()}.pdf`

export const pageOf = (page: number, pages: number): string => m.print_page({ page, pages })

/** Under the title of a sheet: the club, the day, how many people. */
export function sheetNote(count: number): string {
	const { name } = clubLook.current
	return [name, formatDay(dayHere()), m.print_people({ count })].filter(Boolean).join(' · ')
}
