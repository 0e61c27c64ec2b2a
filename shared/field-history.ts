import type { Change } from './change.ts'

/** A value that a field held: since when, and until when it did; `until` is absent for the one it holds now. */
export type HeldValue = { value: unknown; since: number; until?: number }

/** The values that one field of a row held one after the other, the present one first. */
export type FieldHistory = { field: string; values: HeldValue[] }

/**
 * The history of a row by field, from its changes, earliest first; `at` in ms since the epoch.
 *
 * Only fields that changed at least once are told, in the order of their latest change. A field that came to a row later
 * begins with what was before. A row that was deleted and brought back keeps its history: the time between counts to the
 * value it had.
 */
export function listFieldHistory(changes: readonly { at: number; change: Change }[]): FieldHistory[] {
	const valuesByField = new Map<string, HeldValue[]>()
	const since = changes[0]?.at ?? 0
	for (const { at, change } of changes) {
		for (const [field, value] of Object.entries(change.after ?? {})) {
			const before: HeldValue[] =
				change.before && field in change.before ? [{ value: change.before[field], since }] : []
			const values = valuesByField.get(field) ?? before
			const present = values[0]
			if (present && JSON.stringify(present.value) === JSON.stringify(value)) continue
			if (present) present.until = at
			valuesByField.delete(field) // The latest change comes first.
			valuesByField.set(field, [{ value, since: at }, ...values])
		}
	}
	return [...valuesByField]
		.filter(([, values]) => values.length > 1)
		.map(([field, values]) => ({ field, values }))
		.reverse()
}
