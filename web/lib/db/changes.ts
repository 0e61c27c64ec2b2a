import type { Table } from 'dexie'
import {
	diffRows,
	nextClock,
	revertChange,
	type Change,
	type ChangeAction,
	type ChangeSet,
	type Row
} from '#shared/change.ts'
import type { RowChange } from '#shared/listed-member.ts'
import { splitMembershipId } from '#shared/membership.ts'
import { TIED_FIELDS, type Payment } from '#shared/payment.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import { ensureDevice, findDevice, knownDevice } from './device.ts'
import { listEmptiedHouseholds } from './emptied-households.ts'
import { keepNeeded } from './needed-rows.ts'
import { patchMemberPages, readPagesOf } from './member-pages.ts'
import type { ClubDatabase } from './schema.ts'

/** The tables whose every write is logged; all others hold nothing that a person would undo. */
export const LOGGED_TABLES = [
	'members',
	'consents',
	'guardians',
	'households',
	'mjcClubs',
	'positions',
	'positionTerms',
	'tags',
	'groups',
	'customFields',
	'seasons',
	'memberships',
	'payments',
	'templates'
] as const
export type LoggedTable = (typeof LOGGED_TABLES)[number]

/** What to do to one row: put it whole, change some of its fields, or take it away. */
export type Write = { table: LoggedTable; key: string } & ({ row: Row | null } | { patch: Row })

/**
 * Writes rows of the club's data and the log of it, in one transaction: both are on disk when it resolves, or neither.
 *
 * The only way to these tables. `plan` says what to write and may read the logged tables: it runs in the transaction.
 * Resolves to the change set, or to `undefined` when no row was to change. A patch for a row that is gone is passed over.
 */
export async function applyChanges(
	{ action, count }: { action: ChangeAction; count: number },
	plan: () => Promise<Write[]> | Write[]
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const db = database()
	// Dexie keeps the transaction open over awaits only when the function it is given is an async one itself.
	return storing(() =>
		db.transaction('rw', transactionTables(db), async () => {
			// Side by side, here and below: an edit is a dozen questions to the database, each of which takes its time.
			const [writes, stamp] = await Promise.all([plan(), nextStamp(db)])
			return writeSet(db, { action, count, ...stamp }, writes)
		})
	)
}

/**
 * Takes a change set back, as a change set of its own: what was edited since keeps its newer value.
 * Resolves to `undefined` when it was taken back already, or nothing of it still stands.
 */
export async function undoChangeSet(setId: string): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', transactionTables(db), async () => {
			const set = await db.changeSets.get(setId)
			if (!set || (await isUndone(db, setId))) return undefined
			const [changes, stamp] = await Promise.all([db.changes.where('setId').equals(setId).toArray(), nextStamp(db)])
			const head = { action: 'undo', count: set.count, undoes: setId, ...stamp } as const
			return writeSet(db, head, await keepNeeded(db, await revertingWrites(db, changes)))
		})
	)
}

/** The last change set of this device that an undo would take back, `undefined` when there is none. */
export async function findLastUndoable(): Promise<ChangeSet | undefined> {
	const db = database()
	const device = await findDevice(db)
	if (device === undefined) return undefined
	const ofDevice = db.changeSets.where('[device+seq]').between([device, 0], [device, Infinity])
	for (const set of await ofDevice.reverse().limit(MAX_UNDO_DEPTH).toArray()) {
		if (set.action === 'member-erased') continue
		if (set.undoes === undefined && !(await isUndone(db, set.id))) return set
	}
	return undefined
}

/**
 * The last undo of this device that nothing was done after, so that taking it back means "do it again"; `undefined` when
 * there is none. Holds over a reload: it is read from the log.
 */
export async function findLastRedoable(): Promise<ChangeSet | undefined> {
	const db = database()
	const device = await findDevice(db)
	if (device === undefined) return undefined
	const ofDevice = db.changeSets.where('[device+seq]').between([device, 0], [device, Infinity])
	for (const set of await ofDevice.reverse().limit(MAX_UNDO_DEPTH).toArray()) {
		if (set.undoes === undefined) return undefined
		const undone = await db.changeSets.get(set.undoes)
		// What takes an undo back is a redo.
		if (undone?.undoes === undefined && !(await isUndone(db, set.id))) return set
	}
	return undefined
}

/** One change set, `undefined` when there is none of that id. */
export function findChangeSet(id: string): Promise<ChangeSet | undefined> {
	return database().changeSets.get(id)
}

/** Whether a change set has been taken back, and not been done again since. */
export function isTakenBack(setId: string): Promise<boolean> {
	return isUndone(database(), setId)
}

/** How many change sets back an undo may reach. */
const MAX_UNDO_DEPTH = 100

async function writeSet(
	db: ClubDatabase,
	head: Omit<ChangeSet, 'id'>,
	writes: Write[]
): Promise<ChangeSet | undefined> {
	const memberIds = writes.filter(({ table }) => table === 'members').map(({ key }) => key)
	const [written, pages] = await Promise.all([writeTables(db, writes), readPagesOf(db, memberIds)])
	if (written.length === 0) return undefined
	const set = { id: crypto.randomUUID(), ...head }
	await Promise.all([
		patchMemberPages(db, written, pages),
		db.changes.bulkAdd(written.map((row) => logEntry(set.id, row))),
		db.changeSets.add(set)
	])
	return set
}

async function writeTables(db: ClubDatabase, writes: Write[]): Promise<RowChange[]> {
	const writesByTable = Map.groupBy(writes, ({ table }) => table)
	const wanted = writesByTable.get('households') ?? []
	writesByTable.delete('households')
	const others = [...writesByTable].map(([table, ofTable]) => writeTable(db.table(table), ofTable))
	const written = (await Promise.all(others)).flat()
	const households = await withoutEmptied(db, { written, wanted })
	return households.length === 0 ? written : [...written, ...(await writeTable(db.table('households'), households))]
}

/** What is to be done to the households, once it is known who is in which: one that nobody is in any more goes by itself. */
async function withoutEmptied(
	db: ClubDatabase,
	{ written, wanted }: { written: readonly RowChange[]; wanted: Write[] }
): Promise<Write[]> {
	const emptied = await listEmptiedHouseholds(db, written)
	const gone = emptied.map((key): Write => ({ table: 'households', key, row: null }))
	return [...wanted.filter(({ key }) => !emptied.includes(key)), ...gone]
}

/** Writes what differs from what is there; resolves to that. */
async function writeTable(rows: Table<Row, string>, writes: Write[]): Promise<RowChange[]> {
	const before = await readRows(
		rows,
		writes.map(({ key }) => key)
	)
	const puts: Row[] = []
	const removals: string[] = []
	const written: RowChange[] = []
	for (const [index, write] of writes.entries()) {
		const current = before[index]
		const after = rowAfter(write, current)
		if (!compare(current, after)) continue
		written.push({ table: rows.name, key: write.key, before: current, after })
		if (after === null) removals.push(write.key)
		else puts.push(after)
	}
	await Promise.all([puts.length > 0 && rows.bulkPut(puts), removals.length > 0 && removeRows(rows, removals)])
	return written
}

function logEntry(setId: string, { table, key, before, after }: RowChange): Change {
	const difference = compare(before, after) ?? { before: null, after: null }
	const payers = table === 'payments' ? { memberIds: membersOf([before, after]) } : {}
	return { setId, table, key, ...difference, ...ownerOf(after ?? before), ...payers }
}

/** Rows that belong to a member say so by `memberId`; he himself is found by his key. */
function ownerOf(row: Row | null | undefined): Pick<Change, 'memberId'> {
	const memberId = row?.['memberId']
	return typeof memberId === 'string' ? { memberId } : {}
}

/** The members that a payment is for, as it was and as it is. */
function membersOf(rows: readonly (Row | null | undefined)[]): string[] {
	const ids = rows.flatMap((row) => (row?.['membershipIds'] ?? []) as Payment['membershipIds'])
	return [...new Set(ids.map((id) => splitMembershipId(id).memberId))]
}

function rowAfter(write: Write, current: Row | undefined): Row | null {
	if ('row' in write) return write.row
	return current === undefined ? null : { ...current, ...write.patch }
}

function compare(current: Row | undefined, after: Row | null): Pick<Change, 'before' | 'after'> | undefined {
	if (current === undefined) return after === null ? undefined : { before: null, after }
	return after === null ? { before: current, after: null } : diffRows(current, after)
}

async function revertingWrites(db: ClubDatabase, changes: Change[]): Promise<Write[]> {
	const writes: Write[] = []
	for (const table of LOGGED_TABLES) {
		const ofTable = changes.filter((change) => change.table === table)
		const current = await readRows(
			db.table<Row, string>(table),
			ofTable.map(({ key }) => key)
		)
		for (const [index, change] of ofTable.entries()) {
			const row = revertChange(change, current[index], table === 'payments' ? TIED_FIELDS : [])
			if (row !== undefined) writes.push({ table, key: change.key, row })
		}
	}
	return writes
}

/**
 * The rows with these keys, in that order, `undefined` for those that are not there. Many are read as the whole table
 * is, at once: IndexedDB answers one question about ten thousand rows a hundred times faster than ten thousand.
 */
async function readRows(rows: Table<Row, string>, keys: string[]): Promise<(Row | undefined)[]> {
	const isMany = keys.length > MANY_ROWS && (await rows.count()) <= keys.length * MUCH_LARGER
	if (!isMany) return rows.bulkGet(keys)
	const rowsByKey = new Map((await rows.toArray()).map((row) => [row['id'] as string, row]))
	return keys.map((key) => rowsByKey.get(key))
}

/** Takes rows away that are there; when they are all there is, as after a first import, the table is emptied at once. */
async function removeRows(rows: Table<Row, string>, keys: string[]): Promise<void> {
	if (keys.length > MANY_ROWS && keys.length === (await rows.count())) await rows.clear()
	else await rows.bulkDelete(keys)
}

/** More rows than this are worth reading a table for that is not this much larger. */
const MANY_ROWS = 200
const MUCH_LARGER = 10

/** A set is undone while one that takes it back is not taken back itself. */
async function isUndone(db: ClubDatabase, setId: string): Promise<boolean> {
	for (const undo of await db.changeSets.where('undoes').equals(setId).toArray()) {
		if (!(await isUndone(db, undo.id))) return true
	}
	return false
}

/** Where a change set comes in the log, on this device and over all; call in the transaction that writes it. */
export async function nextStamp(db: ClubDatabase): Promise<Pick<ChangeSet, 'device' | 'seq' | 'clock' | 'at'>> {
	const at = Date.now()
	const latest = db.changeSets.orderBy('clock').last()
	const device = knownDevice(db) ?? (await ensureDevice(db))
	const ownLast = db.changeSets.where('[device+seq]').between([device, 0], [device, Infinity]).last()
	const [{ clock } = {}, { seq } = { seq: 0 }] = await Promise.all([latest, ownLast])
	return { device, seq: seq + 1, clock: nextClock(clock, at, device), at }
}

function transactionTables(db: ClubDatabase) {
	return [...LOGGED_TABLES.map((name) => db.table(name)), db.memberPages, db.changeSets, db.changes, db.settings]
}
