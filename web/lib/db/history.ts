import { Dexie } from 'dexie'
import type { Change, ChangeAction, ChangeSet, Row } from '#shared/change.ts'
import { listName, type Member, type MemberId } from '#shared/member.ts'
import type { Result } from '#shared/result.ts'
import { applyChanges, type LoggedTable, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { readNames } from './history-names.ts'

/** Which actions are wanted; what is left out does not matter. Instants in ms since the epoch. */
export type HistoryFilter = {
	/** Not before this instant. */
	from?: number
	/** Before this instant. */
	to?: number
	actions?: readonly ChangeAction[]
	/** Those that touched this member, or what is his. */
	memberId?: MemberId
}

/** One action, and whether it has been taken back since; `about` names what it touched, where that is one thing. */
export type HistoryEntry = { set: ChangeSet; undone: boolean; about: string }

/** What happened to one row. `row`: all that is known of it, as it is now or as it was last. */
export type ChangedRow = { change: Change; row: Row }

/** Rows that an action touched, and names by id of the members, positions and clubs that they speak of. */
export type ChangedRows = { rows: ChangedRow[]; names: ReadonlyMap<string, string> }

/** A member who was deleted and is not there again. `member` as he was; `setId`: what deleted him. */
export type DeletedMember = { member: Member; setId: string; at: number }

/** The latest actions, latest first, `limit` at most. */
export async function listHistory(filter: HistoryFilter, limit: number): Promise<HistoryEntry[]> {
	const db = database()
	const touching = filter.memberId === undefined ? undefined : await listSetsOf(filter.memberId)
	const isWanted = ({ id, at, action }: ChangeSet) =>
		at >= (filter.from ?? 0) &&
		at < (filter.to ?? Infinity) &&
		(filter.actions?.includes(action) ?? true) &&
		(touching?.has(id) ?? true)
	const sets = await db.changeSets.orderBy('clock').reverse().filter(isWanted).limit(limit).toArray()
	const undone = await listUndone()
	return Promise.all(sets.map(async (set) => ({ set, undone: undone.has(set.id), about: await nameOnly(set) })))
}

/** What an action did, row by row, `limit` rows at most. */
export async function listChangedRows(setId: string, limit: number): Promise<ChangedRows> {
	const db = database()
	const changes = await db.changes.where('setId').equals(setId).limit(limit).toArray()
	const rows: ChangedRow[] = []
	for (const [table, ofTable] of Map.groupBy(changes, (change) => change.table)) {
		const current = await db.table<Row, string>(table).bulkGet(ofTable.map(({ key }) => key))
		rows.push(...ofTable.map((change, at) => ({ change, row: { ...change.before, ...change.after, ...current[at] } })))
	}
	return {
		rows,
		names: await readNames(
			rows,
			rows.map(({ change, row }) => idOfSubject(change, row))
		)
	}
}

/** Every change of a member's own fields, and of his answers, with its action, earliest first. */
export async function listFieldChanges(memberId: MemberId): Promise<{ set: ChangeSet; change: Change }[]> {
	const db = database()
	const own = await db.changes.where('[table+key]').equals(['members', memberId]).toArray()
	const his = await db.changes.where('memberId').equals(memberId).toArray()
	const changes = [...own, ...his.filter(({ table }) => table === 'consents')]
	const sets = await db.changeSets.bulkGet(changes.map(({ setId }) => setId))
	return changes
		.flatMap((change, index) => {
			const set = sets[index]
			return set ? [{ set, change }] : []
		})
		.sort((a, b) => (a.set.clock < b.set.clock ? -1 : 1))
}

/** The members who were deleted and are not there again, the latest first. */
export async function listDeletedMembers(): Promise<DeletedMember[]> {
	const db = database()
	const present = new Set(await db.members.toCollection().primaryKeys())
	const removals = await db.changeSets
		.orderBy('clock')
		.reverse()
		.filter(({ action }) => action === 'members-removed')
		.toArray()
	const deletedById = new Map<string, DeletedMember>()
	for (const { id: setId, at } of removals) {
		const changes = await db.changes.where('setId').equals(setId).toArray()
		for (const { table, key, before, after } of changes) {
			if (table !== 'members' || after !== null || present.has(key as MemberId) || deletedById.has(key)) continue
			deletedById.set(key, { member: before as Member, setId, at })
		}
	}
	return [...deletedById.values()]
}

/** Brings deleted members back with all that was theirs; what is there again already is left as it is. */
export async function restoreMembers(
	deleted: readonly DeletedMember[]
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'member-restored', count: deleted.length }, async () => {
		const writes: Write[] = []
		for (const [setId, ofSet] of Map.groupBy(deleted, (each) => each.setId)) {
			const ids = new Set<unknown>(ofSet.map(({ member }) => member.id))
			const changes = await database().changes.where('setId').equals(setId).toArray()
			for (const change of changes) if (await isToRestore(change, ids)) writes.push(bringingBack(change))
		}
		return [...writes, ...(await householdsBack(deleted))]
	})
}

async function isToRestore({ table, key, before, after, memberId }: Change, ids: Set<unknown>): Promise<boolean> {
	if (before === null || after !== null) return false
	if (!ids.has(table === 'members' ? key : memberId)) return false
	return (await database().table(table).get(key)) === undefined
}

/** The households that those who come back were in, and that have gone since. */
async function householdsBack(deleted: readonly DeletedMember[]): Promise<Write[]> {
	const db = database()
	const ids = [...new Set(deleted.flatMap(({ member }) => member.householdId || []))]
	const rows = await db.households.bulkGet(ids)
	const writes = ids.map(async (id, at): Promise<Write[]> => {
		if (rows[at]) return []
		const changes = await db.changes.where('[table+key]').equals(['households', id]).toArray()
		const removals = changes.filter(({ before, after }) => before !== null && after === null)
		const sets = await db.changeSets.bulkGet(removals.map(({ setId }) => setId))
		const [last] = removals
			.map((change, index) => ({ change, clock: sets[index]?.clock ?? '' }))
			.sort((a, b) => (a.clock < b.clock ? 1 : -1))
		return last ? [bringingBack(last.change)] : []
	})
	return (await Promise.all(writes)).flat()
}

const bringingBack = ({ table, key, before }: Change): Write => ({ table: table as LoggedTable, key, row: before })

/** Actions that touched a member or what is his. */
async function listSetsOf(memberId: MemberId): Promise<Set<string>> {
	const db = database()
	const own = await db.changes.where('[table+key]').equals(['members', memberId]).primaryKeys()
	const his = await db.changes.where('memberId').equals(memberId).primaryKeys()
	const paid = await db.changes.where('memberIds').equals(memberId).primaryKeys()
	return new Set([...own, ...his, ...paid].map(([setId]) => setId))
}

/** Actions that are taken back: an undo that was itself taken back counts for nothing. */
async function listUndone(): Promise<Set<string>> {
	const undos = await database().changeSets.where('undoes').between(Dexie.minKey, Dexie.maxKey).toArray()
	const undone = new Set<string>()
	// An undo is later than what it takes back: the last ones are settled first.
	for (const { id, undoes } of undos.sort((a, b) => (a.clock < b.clock ? 1 : -1))) {
		if (undoes !== undefined && !undone.has(id)) undone.add(undoes)
	}
	return undone
}

/** As many rows as one thing has in all tables, or a little more. */
const FEW_ROWS = 20

/** The name of the one thing that an action touched, empty when it touched several, or that is not known any more. */
async function nameOnly({ id, count, action }: ChangeSet): Promise<string> {
	if (count !== 1 || action === 'member-erased') return ''
	const { rows, names } = await listChangedRows(id, FEW_ROWS)
	// A member comes and goes with what is his; members lose with a tag or a club what is gone.
	const isMain = ({ change }: ChangedRow) => (change.table === 'members') === /^members?-/.test(action)
	// Who joins a household with him changes in one field only.
	const main = rows.filter(isMain).sort((a, b) => countFields(b) - countFields(a))[0] ?? rows[0]
	return main ? nameOfRow(main, names) : ''
}

const countFields = ({ change }: ChangedRow): number => Object.keys(change.after ?? change.before ?? {}).length

/** How people call what a row is about: the person, the position or the club. */
export function nameOfRow({ change, row }: ChangedRow, names: ChangedRows['names']): string {
	if (change.table === 'payments') return namesOfPaid(change, names)
	const known = names.get(idOfSubject(change, row))
	if (known !== undefined) return known
	return change.table === 'members' ? listName(row as Member) : typeof row['name'] === 'string' ? row['name'] : ''
}

/** Whom a payment is for. */
const namesOfPaid = ({ memberIds = [] }: Change, names: ChangedRows['names']): string =>
	memberIds.flatMap((id) => names.get(id) ?? []).join(', ')

function idOfSubject({ table, key, memberId }: Change, row: Row): string {
	if (table === 'positionTerms') return String(row['positionId'])
	return memberId ?? key
}
