import { Dexie, type Table } from 'dexie'
import { mailboxKey } from '#shared/address.ts'
import type { Change, ChangeSet, Row } from '#shared/change.ts'
import {
	erasedChange,
	erasedRow,
	isErasure,
	listNamingTexts,
	tracesOf,
	withoutPerson,
	type KnownOf,
	type Traces
} from '#shared/erasure.ts'
import type { RowChange } from '#shared/listed-member.ts'
import type { MemberId } from '#shared/member.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { isTakenBack, LOGGED_TABLES, nextStamp } from './changes.ts'
import { database, storing, type StorageFault } from './database.ts'
import { eraseFromMailings, isBeingSentTo } from './erased-mailings.ts'
import { patchMemberPages, readPagesOf } from './member-pages.ts'
import type { ClubDatabase, Setting } from './schema.ts'
import { isDeviceSetting } from './snapshot.ts'

/** Why somebody was not erased. `being-sent`: a message to him is on its way. */
export type ErasureFault = StorageFault | { code: 'being-sent' }

/**
 * Erases people for good, whether they are members or were deleted: their rows and all that is theirs, their pictures,
 * their names wherever they stand, and every trace of these in the change log, so that no undo brings them back. Records
 * that were merged into theirs go too. What accounts need of their payments stays, without a name (see decision 132). The
 * log says how many were erased, and no more of them than their ids.
 *
 * One transaction: all of it, or nothing; of several, nobody when one cannot be.
 */
export async function eraseMembers(memberIds: readonly MemberId[]): Promise<Result<void, ErasureFault>> {
	const db = database()
	const erased = await storing(() => db.transaction('rw', db.tables, async () => erase(db, memberIds)))
	return erased.ok ? erased.value : erased
}

async function erase(db: ClubDatabase, memberIds: readonly MemberId[]): Promise<Result<void, ErasureFault>> {
	const people = await Promise.all(memberIds.map((id) => listIdsOf(db, id)))
	const ids = [...new Set(people.flat())]
	if (await isBeingSentTo(db, ids)) return err({ code: 'being-sent' })
	const others = await readTextsOfOthers(db, ids)
	const texts: string[] = []
	const known: { members: Row[]; guardians: Row[] } = { members: [], guardians: [] }
	for (const person of people) {
		const his = await readKnownOf(db, person)
		texts.push(...listNamingTexts(his, others))
		known.members.push(...his.members)
		known.guardians.push(...his.guardians)
	}
	const traces = tracesOf(ids, [...new Set(texts)])
	const stamp = await nextStamp(db)
	await eraseFromMailings(db, traces)
	await eraseAddresses(db, known)
	await eraseRows(db, traces)
	await eraseDesk(db, traces)
	await db.photos.bulkDelete(valuesOf(known.members, 'photoId'))
	const households = await removeEmptied(db, valuesOf(known.members, 'householdId'))
	await eraseLog(db, { traces, households })
	const set: ChangeSet = { id: crypto.randomUUID(), action: 'member-erased', count: memberIds.length, ...stamp }
	await db.changeSets.add(set)
	await db.changes.bulkAdd(ids.map((key) => ({ setId: set.id, table: 'members', key, before: null, after: null })))
	return ok(undefined)
}

/** His id, and those of the records that were merged into his; a merge that was taken back made nobody one. */
async function listIdsOf(db: ClubDatabase, id: string): Promise<string[]> {
	const ids = [id]
	for (const one of ids) {
		const changes = await db.changes.where('[table+key]').equals(['members', one]).toArray()
		const sets = await db.changeSets.bulkGet(changes.map(({ setId }) => setId))
		for (const [at, { setId, after }] of changes.entries()) {
			if (sets[at]?.action !== 'members-merged' || after === null || (await isTakenBack(setId))) continue
			const merged = await db.changes.where('setId').equals(setId).toArray()
			const gone = merged.filter((change) => change.table === 'members' && change.after === null)
			ids.push(...gone.map(({ key }) => key).filter((key) => !ids.includes(key)))
		}
	}
	return ids
}

/** All that was ever written of him and of his guardians, as rows and parts of rows. */
async function readKnownOf(db: ClubDatabase, ids: readonly string[]): Promise<KnownOf> {
	const keys = ids.map((id) => ['members', id])
	const own = await db.changes.where('[table+key]').anyOf(keys).toArray()
	const his = await db.changes.where('memberId').anyOf(ids).toArray()
	const sidesOf = (changes: Change[]) =>
		changes.flatMap(({ before, after }) => [before, after]).filter((row) => row !== null)
	const members = await db.members.bulkGet(ids as MemberId[])
	const guardians = await db.guardians.where('memberId').anyOf(ids).toArray()
	return {
		members: [...members.filter((row) => row !== undefined), ...sidesOf(own)],
		guardians: [...guardians, ...sidesOf(his.filter(({ table }) => table === 'guardians'))]
	}
}

/** What stands in the rows of those who stay, in lower case: a brother's address and his mother's name are theirs as well. */
async function readTextsOfOthers(db: ClubDatabase, ids: readonly string[]): Promise<Set<string>> {
	const texts = new Set<string>()
	const add = (...values: (string | undefined)[]) => {
		for (const value of values) if (value) texts.add(value.trim().toLowerCase())
	}
	for (const member of await db.members.toArray()) {
		if (ids.includes(member.id)) continue
		const { lastName, firstName, email, phone, address, memberNumber, licenceNumber } = member
		add(`${lastName} ${firstName}`, `${firstName} ${lastName}`, email, phone, address, memberNumber, licenceNumber)
	}
	for (const { memberId, guardianMemberId, name, email, phone } of await db.guardians.toArray()) {
		if (!ids.includes(memberId) && !ids.includes(guardianMemberId ?? '')) add(name, email, phone)
	}
	return texts
}

const valuesOf = (rows: readonly object[], field: string): string[] => [
	...new Set(
		rows.map((row) => (row as Row)[field]).filter((value): value is string => typeof value === 'string' && value !== '')
	)
]

/** What is known of his addresses, unless somebody who stays has them too. */
async function eraseAddresses(db: ClubDatabase, { members, guardians }: KnownOf): Promise<void> {
	const own = [...valuesOf(members, 'email'), ...valuesOf(guardians, 'email')].flatMap(
		(email) => mailboxKey(email) ?? []
	)
	const ids = new Set(valuesOf(members, 'id'))
	const others = await db.members.filter(({ id }) => !ids.has(id)).toArray()
	const theirs = new Set(others.map(({ email }) => mailboxKey(email)))
	await db.refusedAddresses.bulkDelete(own.filter((address) => !theirs.has(address)))
}

/** The club's own tables, and the pages that lists read. */
async function eraseRows(db: ClubDatabase, traces: Traces): Promise<void> {
	const written: RowChange[] = []
	for (const name of LOGGED_TABLES) {
		await sweep(db.table<Row, string>(name), {
			next: (row, key) => erasedRow({ table: name, key }, row, traces),
			onwritten: (key, before, after) => written.push({ table: name, key, before, after })
		})
	}
	const pages = await readPagesOf(
		db,
		written.filter(({ table }) => table === 'members').map(({ key }) => key)
	)
	await patchMemberPages(db, written, pages)
}

/** What lies on the desk: drafts, forms that were not saved, what was chosen; but for what belongs to the device. */
async function eraseDesk(db: ClubDatabase, traces: Traces): Promise<void> {
	for (const name of ['drafts', 'draftVersions', 'refusedAddresses'] as const) {
		await sweep(db.table<Row, string>(name), {
			next: (row) => (traces.ids.has(row['memberId'] as string) ? null : withoutPerson(row, traces))
		})
	}
	// What the relay holds of others stays as it was posted, or it would be another message.
	const open = new Set<unknown>(await db.mailings.where('progress').equals('open').primaryKeys())
	await sweep(db.table<Row, string>('mailingLogs'), {
		next: (row) => (open.has(row['mailingId']) ? row : withoutPerson(row, traces))
	})
	await sweep(db.table<Row, string>('settings'), {
		next: (row) => (isDeviceSetting(row as Setting) ? row : withoutPerson(row, traces))
	})
}

/** Households that nobody is in any more are gone, and so is what the log had of them; resolves to their ids. */
async function removeEmptied(db: ClubDatabase, ids: readonly string[]): Promise<Set<string>> {
	const counts = await Promise.all(ids.map((id) => db.members.where('householdId').equals(id).count()))
	const emptied = ids.filter((_, at) => counts[at] === 0)
	await db.households.bulkDelete(emptied as never[])
	return new Set(emptied)
}

/** The change log without him; an action of which nothing is left is forgotten. */
async function eraseLog(
	db: ClubDatabase,
	{ traces, households }: { traces: Traces; households: ReadonlySet<string> }
): Promise<void> {
	const [touched, kept] = [new Set<string>(), new Set<string>()]
	const table = db.changes as unknown as Table<Row, unknown>
	await sweep(table, {
		next: (row) => {
			const change = row as Change
			const goes = change.table === 'households' && households.has(change.key)
			const left = goes ? undefined : erasedChange(change, traces)
			;(left ? kept : touched).add(change.setId)
			return left ?? null
		}
	})
	await db.changeSets.bulkDelete([...touched].filter((setId) => !kept.has(setId)))
}

type Sweep<Key> = {
	/** What a row becomes: itself where nothing changes, `null` where it goes. */
	next: (row: Row, key: Key) => Row | null
	onwritten?: (key: Key, before: Row, after: Row | null) => void
}

/** As many rows as are in memory at once. */
const ROWS_AT_ONCE = 5_000

/** Goes through a whole table, some rows at a time, and writes what changes. */
async function sweep<Key>(table: Table<Row, Key>, { next, onwritten }: Sweep<Key>): Promise<void> {
	const path = table.schema.primKey.keyPath
	const keyOf = (row: Row) => (typeof path === 'string' ? row[path] : (path ?? []).map((part) => row[part])) as Key
	let last: unknown = Dexie.minKey
	for (;;) {
		const rows = await table.where(':id').above(last).limit(ROWS_AT_ONCE).toArray()
		const changed = rows
			.map((row) => ({ row, key: keyOf(row), left: next(row, keyOf(row)) }))
			.filter(({ row, left }) => left !== row)
		await table.bulkPut(changed.flatMap(({ left }): Row[] => (left === null ? [] : [left])))
		await table.bulkDelete(changed.filter(({ left }) => left === null).map(({ key }) => key))
		for (const { key, row, left } of changed) onwritten?.(key, row, left)
		const end = rows.at(-1)
		if (rows.length < ROWS_AT_ONCE || !end) return
		last = keyOf(end)
	}
}

/** The ids of everybody who was erased. */
export async function listErasedIds(): Promise<Set<string>> {
	const db = database()
	const sets = await db.changeSets.filter(({ action }) => action === 'member-erased').primaryKeys()
	const changes = await db.changes.where('setId').anyOf(sets).toArray()
	return new Set(changes.filter(isErasure).map(({ key }) => key))
}
