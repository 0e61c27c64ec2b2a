import { m } from '#web/paraglide/messages.js'
import type { ImportOutcome } from '#web/state/import-choices.ts'

/** What an import did, count by count; what did not happen is not mentioned. */
export function listOutcome({ counts, newClubs }: ImportOutcome): string[] {
	const parts: [count: number, words: (inputs: { count: number }) => string][] = [
		[counts.created, m.import_count_created],
		[counts.changed, m.import_count_changed],
		[counts.unchanged, m.import_count_unchanged],
		[counts.duplicate + counts['left-out'], m.import_count_skipped],
		[newClubs, m.import_count_clubs]
	]
	return parts.filter(([count]) => count > 0).map(([count, words]) => words({ count }))
}
