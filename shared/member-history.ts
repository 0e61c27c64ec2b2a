import type { Change, Row } from './change.ts'
import { answerOf, type Consent } from './consent.ts'

/** A change of a member's row, or of one of his answers, and when it was. */
export type MemberChange = { at: number; change: Change }

/** The name under which a history tells of one of the club's own fields. */
export const customFieldName = (id: string): string => `field:${id}`

/**
 * The changes of a member, earliest first, as changes of single values: each of the club's own fields under its own name,
 * and each answer, `null` for none, under its purpose. One for each action.
 */
export function spreadMemberChanges(changes: readonly MemberChange[]): MemberChange[] {
	const consents = new Map<string, Consent>()
	return [...Map.groupBy(changes, ({ change }) => change.setId).values()].flatMap((ofSet): MemberChange[] => {
		const [first] = ofSet
		const member = ofSet.find(({ change }) => change.table === 'members')?.change
		// Who goes takes his answers with him, and brings them back.
		if (!first || member?.after === null) return []
		const answers = spreadAnswers(
			ofSet.map(({ change }) => change),
			consents
		)
		const before = member?.before === null ? null : { ...spreadCustom(member, 'before'), ...answers.before }
		const after = { ...spreadCustom(member, 'after'), ...answers.after }
		return [{ at: first.at, change: { ...first.change, before, after } }]
	})
}

/** One side of a change, its record of the club's fields as a value each; a field that only the other side has is empty. */
function spreadCustom(change: Change | undefined, side: 'before' | 'after'): Row {
	const { custom, ...texts } = change?.[side] ?? {}
	const sides = [change?.before, change?.after].map((row) => (row?.['custom'] ?? {}) as Row)
	const has = (custom ?? {}) as Row
	const ids = new Set(sides.flatMap((record) => Object.keys(record)))
	return { ...texts, ...Object.fromEntries([...ids].map((id) => [customFieldName(id), has[id] ?? ''])) }
}

/** What one action did to the answers, by purpose; `known` holds the rows as they were left, by key. */
function spreadAnswers(changes: readonly Change[], known: Map<string, Consent>): { before: Row; after: Row } {
	const ofConsents = changes.filter(({ table }) => table === 'consents')
	const [before, after]: [Row, Row] = [{}, {}]
	// A merge takes rows away and puts others in their place.
	for (const { key, before: was, after: is } of ofConsents.toSorted((a, b) => Number(!!a.after) - Number(!!b.after))) {
		const row = { ...was, ...known.get(key) } as Consent
		const purpose = (is?.['purpose'] ?? row.purpose) as string | undefined
		if (purpose === undefined) continue
		before[purpose] ??= was === null ? null : answerOf(row)
		if (is === null) known.delete(key)
		else known.set(key, { ...row, ...is })
		const next = known.get(key)
		after[purpose] = next ? answerOf(next) : null
	}
	return { before, after }
}
