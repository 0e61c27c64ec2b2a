import type { ImportPlan } from '#shared/member-import/plan.ts'
import { m } from '#web/paraglide/messages.js'
import type { ImportOutcome } from '#web/state/import-choices.ts'

type Part = [count: number, words: (inputs: { count: number }) => string]

/** What a plan does or an import did to the records, count by count; what does not happen is not mentioned. */
export const listCounts = ({ created, changed, unchanged }: ImportPlan['counts']): string[] =>
	inWords([
		[created, m.import_count_created],
		[changed, m.import_count_changed],
		[unchanged, m.import_count_unchanged]
	])

/** All that an import did, in the same way. */
export const listOutcome = ({ counts, newClubs }: ImportOutcome): string[] => [
	...listCounts(counts),
	...inWords([
		[counts.duplicate + counts['left-out'], m.import_count_skipped],
		[newClubs, m.import_count_clubs]
	])
]

const inWords = (parts: Part[]): string[] =>
	parts.filter(([count]) => count > 0).map(([count, words]) => words({ count }))
