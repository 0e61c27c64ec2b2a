/** One row of any logged table. */
export type Row = Record<string, unknown>

/** What was done, equal to the catalogue's key of its sentence. */
export type ChangeAction =
	| 'member-added'
	| 'member-updated'
	| 'members-updated'
	| 'members-removed'
	| 'member-restored'
	| 'members-imported'
	| 'old-club-imported'
	| 'members-merged'
	| 'member-erased'
	| 'news-refused'
	| 'position-added'
	| 'position-updated'
	| 'positions-removed'
	| 'position-assigned'
	| 'position-freed'
	| 'position-term-updated'
	| 'position-term-removed'
	| 'club-added'
	| 'club-updated'
	| 'clubs-removed'
	| 'clubs-imported'
	| 'tag-added'
	| 'tag-updated'
	| 'tags-removed'
	| 'field-added'
	| 'field-updated'
	| 'fields-removed'
	| 'group-added'
	| 'group-updated'
	| 'groups-removed'
	| 'template-added'
	| 'template-updated'
	| 'templates-removed'
	| 'season-added'
	| 'season-updated'
	| 'season-removed'
	| 'season-opened'
	| 'memberships-added'
	| 'memberships-updated'
	| 'memberships-removed'
	| 'memberships-reminded'
	| 'payment-added'
	| 'payment-updated'
	| 'payments-removed'
	| 'cheques-deposited'
	| 'undo'

/** One action of a person on the club's data, whatever the number of rows it touched. */
export type ChangeSet = {
	id: string
	/** The device it was done on, and its own count there: 1, 2, 3 … */
	device: string
	seq: number
	/** Hybrid logical clock, a text that sorts as time does even when a device's clock runs back. */
	clock: string
	/** Ms since the epoch. */
	at: number
	action: ChangeAction
	/** How many things the person sees as changed. */
	count: number
	/** The change set which this one took back. */
	undoes?: string
}

/** What a change set did to one row: only the fields that changed, before and after; `null` for no row. */
export type Change = {
	setId: string
	table: string
	key: string
	before: Row | null
	after: Row | null
	/** Whose row it is, in a table of what belongs to a member: his history is found by it. */
	memberId?: string
	/** Whom a payment is for, before and after: it is in the history of each, and goes with none of them. */
	memberIds?: string[]
}

/** The fields in which two rows differ, `undefined` when in none. An absent field counts as `undefined`. */
export function diffRows(before: Row, after: Row): { before: Row; after: Row } | undefined {
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
	const changed = names.filter((name) => !isSame(before[name], after[name]))
	if (changed.length === 0) return undefined
	const pick = (row: Row) => Object.fromEntries(changed.map((name) => [name, row[name]]))
	return { before: pick(before), after: pick(after) }
}

/**
 * The row as it should be once a change is taken back, `null` for no row, `undefined` when nothing is to be done.
 *
 * Only what still stands as the change left it goes back: a field edited since keeps its newer value (of a list, what was
 * put in or taken out since), and a row added since under the same key stays. Fields that are `tied` go back together, or,
 * when one of them was edited since, not at all.
 */
export function revertChange(
	{ before, after }: Change,
	current: Row | undefined,
	tied: readonly string[] = []
): Row | null | undefined {
	if (after === null) return current === undefined ? before : undefined
	if (current === undefined) return undefined
	if (before === null) return null
	const reverted = { ...current }
	const isHeld = tied.some((name) => name in before && !isSame(current[name], after[name]))
	for (const [name, value] of Object.entries(before)) {
		if (isHeld && tied.includes(name)) continue
		reverted[name] = carryOver(current[name], after[name], value)
	}
	return diffRows(current, reverted) ? reverted : undefined
}

/**
 * Does to `current` what led from `from` to `to`, where it has moved on since: a list has put in what that put in and taken
 * out what that took out, in a record each entry goes by itself, as in a list of things that have an `id`; any other value
 * that has moved on stays as it is.
 */
export function carryOver(current: unknown, from: unknown, to: unknown): unknown {
	if (isSame(current, from)) return to
	const known = [current, from, to].filter((value) => value !== undefined)
	if (known.every(isListOfThings)) return Object.values(carryRecord(byId(current), byId(from), byId(to)))
	if (known.every(Array.isArray)) return carryList(listOf(current), listOf(from), listOf(to))
	return known.every(isRecord) ? carryRecord(recordOf(current), recordOf(from), recordOf(to)) : current
}

function carryList(current: readonly unknown[], from: readonly unknown[], to: readonly unknown[]): unknown[] {
	const kept = current.filter((item) => !from.includes(item) || to.includes(item))
	return [...kept, ...to.filter((item) => !from.includes(item) && !kept.includes(item))]
}

function carryRecord(current: Row, from: Row, to: Row): Row {
	const names = [...new Set([...Object.keys(current), ...Object.keys(from), ...Object.keys(to)])]
	const entries = names.map((name) => [name, carryOver(current[name], from[name], to[name])] as const)
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

const isListOfThings = (value: unknown): boolean =>
	Array.isArray(value) && value.every((item) => isRecord(item) && typeof item['id'] === 'string')
const byId = (value: unknown): Row =>
	Object.fromEntries((listOf(value) as Row[]).map((item) => [item['id'] as string, item]))
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const recordOf = (value: unknown): Row => (isRecord(value) ? value : {})
const isRecord = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/**
 * The next reading of a hybrid logical clock: not before `now`, and after `last`.
 *
 * `last` is the latest reading known, of any device, or `undefined`. Fixed width: readings sort as texts.
 */
export function nextClock(last: string | undefined, now: number, device: string): string {
	const [lastMs = 0, lastCount = 0] = (last ?? '').split('-', 2).map((part) => Number.parseInt(part, 36) || 0)
	const ms = Math.max(now, lastMs)
	const count = ms === lastMs ? lastCount + 1 : 0
	return `${ms.toString(36).padStart(9, '0')}-${count.toString(36).padStart(5, '0')}-${device}`
}

function isSame(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b)
}
