import { Dexie, type IntervalTree, type ObservabilitySet } from 'dexie'
import type { Row } from '#shared/change.ts'
import { NO_ANSWERS } from '#shared/consent.ts'
import {
	formatListed,
	LISTED_FORM,
	LISTED_PARTS,
	listedOwner,
	parseListed,
	patchListed,
	type ListedMember,
	type RowChange
} from '#shared/listed-member.ts'
import { database } from './database.ts'
import type { ClubDatabase } from './schema.ts'

/**
 * Some hundred members in one record, as lists show them: read ten times faster than their rows. Derived from these, and
 * made again whenever they are not there; written in the transaction that writes the rows.
 */
export type MemberPage = { id: number; rows: string }

/** Few enough to be read at once, many enough that one is quickly written. */
const PAGES = 512
/** What is read while what came before is being taken in. */
const PAGES_AT_ONCE = 64
/** The record that says that the pages are there, and in which form. */
const HEAD = -1

/** The page that a member is on, for ever. */
export function pageOf(id: string): number {
	let hash = 0x811c9dc5
	for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
	return (hash >>> 0) % PAGES
}

/** Everybody as lists show him, in no particular order; makes the pages first where they are missing or do not hold all. */
export async function listListedMembers(): Promise<ListedMember[]> {
	const db = database()
	return (await readAll(db)) ?? (await buildPages(db))
}

/** Those on some of the pages. */
export async function listListedOn(pages: number[]): Promise<ListedMember[]> {
	const found = await database().memberPages.bulkGet(pages)
	return found.flatMap((page) => (page ? parseListed(page.rows) : []))
}

/** Pages by their numbers, the head among them; `undefined` where there is none. */
type PagesRead = Map<number, MemberPage | undefined>

/** The pages of some members, to be read while it is found out what changes of them. */
export function readPagesOf(db: ClubDatabase, memberIds: readonly string[]): Promise<PagesRead> {
	return readPages(db, [HEAD, ...new Set(memberIds.map(pageOf))])
}

/**
 * Brings the pages up to what is being written; call in its transaction. Pages that were never made are left for later.
 * `read`: what was read of them in the same transaction.
 */
export async function patchMemberPages(
	db: ClubDatabase,
	changes: readonly RowChange[],
	read: PagesRead
): Promise<void> {
	const changesByPage = new Map<number, RowChange[]>()
	// What belongs to a member who comes back finds him there.
	const ordered = [...changes.filter(isOfMember), ...changes.filter((change) => !isOfMember(change))]
	for (const change of ordered) {
		const owner = listedOwner(change)
		if (owner === undefined) continue
		const ofPage = changesByPage.get(pageOf(owner))
		if (ofPage) ofPage.push(change)
		else changesByPage.set(pageOf(owner), [change])
	}
	if (changesByPage.size === 0) return
	if (read.get(HEAD)?.rows !== LISTED_FORM) return
	const others = [...changesByPage.keys()].filter((id) => !read.has(id))
	const pages = others.length === 0 ? read : new Map([...read, ...(await readPages(db, others))])
	const written = [...changesByPage].map(([id, ofPage]): MemberPage => {
		const entries = byId(parseListed(pages.get(id)?.rows ?? ''))
		for (const change of ofPage) patchListed(entries, change)
		return { id, rows: formatListed(entries.values()) }
	})
	await db.memberPages.bulkPut(written)
}

async function readPages(db: ClubDatabase, ids: number[]): Promise<PagesRead> {
	const pages = await db.memberPages.bulkGet(ids)
	return new Map(ids.map((id, at) => [id, pages[at]]))
}

/** Calls `act` whenever pages were written, here or in another window: with their numbers, or with `undefined` for any. */
export function onPagesWritten(act: (pages: number[] | undefined) => void): () => void {
	const heard = (parts: ObservabilitySet) => {
		const written = parts[`idb://${database().name}/memberPages/`]
		if (parts['all']) act(undefined)
		else if (written) act(listNumbers(written))
	}
	Dexie.on.storagemutated.subscribe(heard)
	return () => Dexie.on.storagemutated.unsubscribe(heard)
}

/** What was written, page by page; `undefined` when it was many at once. What comes from another window is bare data. */
function listNumbers(written: IntervalTree | null | undefined): number[] | undefined {
	if (!written || !('from' in written)) return []
	const [before, after] = [listNumbers(written.l), listNumbers(written.r)]
	const { from, to } = written as { from: unknown; to: unknown }
	if (!before || !after || typeof from !== 'number' || from !== to) return undefined
	return [...before, from, ...after]
}

/** Reads and takes in page after page; `undefined` when there are none, or not everybody is on them. */
function readAll(db: ClubDatabase): Promise<ListedMember[] | undefined> {
	return db.transaction('r', db.members, db.memberPages, async () => {
		if ((await db.memberPages.get(HEAD))?.rows !== LISTED_FORM) return undefined
		const parts: Promise<ListedMember[]>[] = []
		for (let from = 0; from < PAGES; from += PAGES_AT_ONCE) {
			const pages = db.memberPages.where('id').between(from, from + PAGES_AT_ONCE)
			parts.push(pages.toArray().then((read) => read.flatMap(({ rows }) => parseListed(rows))))
		}
		const counted = db.members.count()
		const entries = (await Promise.all(parts)).flat()
		return entries.length === (await counted) ? entries : undefined
	})
}

function buildPages(db: ClubDatabase): Promise<ListedMember[]> {
	const parts = LISTED_PARTS.map((name) => db.table<Row, string>(name))
	return db.transaction('rw', [db.members, ...parts, db.memberPages], async () => {
		const members = await db.members.toArray()
		const entries = byId(members.map((member) => ({ member, answers: NO_ANSWERS })))
		for (const { name: table } of parts) {
			for (const after of await db.table<Row, string>(table).toArray()) {
				patchListed(entries, { table, key: String(after['id']), before: undefined, after })
			}
		}
		const pages = [...Map.groupBy(entries.values(), ({ member }) => pageOf(member.id))]
		await db.memberPages.clear()
		await db.memberPages.bulkPut(pages.map(([id, ofPage]) => ({ id, rows: formatListed(ofPage) })))
		await db.memberPages.put({ id: HEAD, rows: LISTED_FORM })
		return [...entries.values()]
	})
}

const isOfMember = ({ table }: RowChange): boolean => table === 'members'

const byId = (entries: ListedMember[]): Map<string, ListedMember> =>
	new Map(entries.map((entry) => [entry.member.id, entry]))
