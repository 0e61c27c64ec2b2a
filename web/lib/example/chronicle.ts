import { diffRows, nextClock, type Change, type ChangeAction, type ChangeSet, type Row } from '#shared/change.ts'
import { LOGGED_TABLES, type LoggedTable } from '#web/db/changes.ts'

/** The device that is said to have done all this; undoing reaches only what was done on one's own. */
const DEVICE = 'exemple'

/** One thing that was done, before today. */
export type Step = {
	/** Ms since the epoch. */
	at: number
	action: ChangeAction
	count?: number
	rows: { table: LoggedTable; row: Row | null; id: string }[]
}

/** Rows as they stand after everything that was done, and the log of it. */
export type Chronicle = { rows: Record<LoggedTable, Row[]>; changeSets: ChangeSet[]; changes: Change[] }

/** Does the steps one after the other in memory, each logged as if it had been done then. Oldest first. */
export function chronicle(steps: Step[]): Chronicle {
	const tables = Object.fromEntries(LOGGED_TABLES.map((name) => [name, new Map<string, Row>()])) as Record<
		LoggedTable,
		Map<string, Row>
	>
	const changeSets: ChangeSet[] = []
	const changes: Change[] = []
	for (const [index, { at, action, count = 1, rows }] of steps.entries()) {
		const id = fixedId('set', index)
		const clock = nextClock(changeSets.at(-1)?.clock, at, DEVICE)
		changeSets.push({ id, device: DEVICE, seq: index + 1, clock, at, action, count })
		for (const { table, id: key, row } of rows) {
			const change = changeOf(tables[table].get(key), row)
			if (change) changes.push({ setId: id, table, key, ...change })
			if (row === null) tables[table].delete(key)
			else tables[table].set(key, row)
		}
	}
	return { rows: mapValues(tables, (rows) => [...rows.values()]), changeSets, changes }
}

const KINDS = [
	'set',
	'member',
	'consent',
	'club',
	'position',
	'term',
	'group',
	'tag',
	'household',
	'season',
	'payment'
] as const

/** An id of the form of a random one, always the same for the same thing. */
export function fixedId(kind: (typeof KINDS)[number], index: number): string {
	const [group, number] = [KINDS.indexOf(kind), index].map((part) => part.toString(16))
	return `e0000000-0000-4000-8${group?.padStart(3, '0')}-${number?.padStart(12, '0')}`
}

function changeOf(before: Row | undefined, after: Row | null): Pick<Change, 'before' | 'after'> | undefined {
	if (before && after) return diffRows(before, after)
	return { before: before ?? null, after }
}

function mapValues<K extends string, A, B>(record: Record<K, A>, map: (value: A) => B): Record<K, B> {
	const entries = Object.entries(record) as [K, A][]
	return Object.fromEntries(entries.map(([key, value]) => [key, map(value)])) as Record<K, B>
}
