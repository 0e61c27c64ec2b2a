import type { ColumnPlan } from '#shared/member-import/columns.ts'
import type { Correction } from '#shared/member-import/line.ts'
import type { LineDecision } from '#shared/member-import/match.ts'
import type { ImportChoices, ImportPlan } from '#shared/member-import/plan.ts'
import type { ChangeSet } from '#shared/change.ts'
import type { Reading } from './list-source.ts'

/** What was done by an import, for the page that says so. */
export type ImportOutcome = { set: ChangeSet | undefined; counts: ImportPlan['counts']; newClubs: number }

/** All that a person chose and corrected about a file, as the database keeps it. */
export type KeptChoices = Reading & {
	columns: ColumnPlan
	restoreZeros: boolean
	blanksErase: boolean
	byNameAlone: boolean
	corrections: [number, Correction][]
	decisions: [number, LineDecision][]
	/** Set once it has been imported. */
	outcome?: ImportOutcome
}

/** The choices in the shape that a plan is made from. */
export function planChoices(kept: KeptChoices): ImportChoices {
	return { ...kept, corrections: new Map(kept.corrections), decisions: new Map(kept.decisions) }
}

/** What is chosen before the person has chosen anything. */
export const DEFAULT_CHOICES = {
	restoreZeros: true,
	blanksErase: false,
	byNameAlone: true,
	corrections: [],
	decisions: []
} satisfies Partial<KeptChoices>

/** The same pairs with that of `key` put or, for no value, taken away. */
export function withEntry<V>(entries: readonly [number, V][], key: number, value: V | undefined): [number, V][] {
	const others = entries.filter(([one]) => one !== key)
	return value === undefined ? others : [...others, [key, value]]
}
