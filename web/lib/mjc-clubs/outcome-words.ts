import type { ClubLineOutcome } from '#shared/mjc-club-list.ts'
import { m } from '#web/paraglide/messages.js'

/** What becomes of a line, in a word or two. */
export const OUTCOME_WORDS: Record<ClubLineOutcome, () => string> = {
	new: m.clubs_line_new,
	known: m.clubs_line_known,
	doubled: m.clubs_line_doubled,
	title: m.clubs_line_title,
	unreadable: m.clubs_line_unreadable,
	'too-long': m.clubs_line_too_long
}

type Counts = Record<ClubLineOutcome, number>

/** How many lines there are of each kind, before the import or once it is done: "12 à ajouter, 3 déjà connus". */
export function summarize(counts: Counts, when: 'before' | 'done'): string {
	const refused = counts.unreadable + counts['too-long']
	const added = when === 'done' ? m.clubs_sum_added : m.clubs_sum_new
	const parts = [
		counts.new > 0 || when === 'before' ? added({ count: counts.new }) : '',
		counts.known > 0 ? m.clubs_sum_known({ count: counts.known }) : '',
		counts.doubled > 0 ? m.clubs_sum_doubled({ count: counts.doubled }) : '',
		refused > 0 ? m.clubs_sum_refused({ count: refused }) : ''
	]
	return parts.filter(Boolean).join(', ')
}
