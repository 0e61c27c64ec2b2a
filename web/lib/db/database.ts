import { err, ok, type Result } from '#shared/result.ts'
import { EXAMPLE_CLUB, FIRST_CLUB, readOpenClub, type ClubEntry } from './directory.ts'
import { ClubDatabase } from './schema.ts'

/** Why nothing could be written: equal to the catalogue's keys. */
export type StorageFault = { code: 'storage-full' | 'storage-unavailable' | 'storage-outdated' }

let current: ClubDatabase | undefined
let outdated = false
const outdatedListeners = new Set<() => void>()

/** The open database; opens the club's own when none is. */
export function database(): ClubDatabase {
	current ??= create(FIRST_CLUB.name)
	return current
}

/**
 * Opens the database of that name and makes it the one that all tables are read from.
 * Fails with `storage-unavailable` where the browser allows no database: private windows, blocked storage.
 */
export async function openDatabase(name: string): Promise<Result<void, StorageFault>> {
	if (current?.name !== name) {
		current?.close()
		current = create(name)
		outdated = false
	}
	const opened = await storing(() => database().open())
	return opened.ok ? ok(undefined) : opened
}

/** Opens the club that was last turned to: see `directory.ts`. Resolves to it, or fails as `openDatabase` does. */
export async function openClub(): Promise<Result<ClubEntry, StorageFault>> {
	const club = await storing(readOpenClub)
	if (!club.ok) return club
	const opened = await openDatabase(club.value.name)
	return opened.ok ? club : opened
}

/** Calls `act` when another window brings a newer version of the tables: from then on this one reads and writes no more. */
export function onOutdated(act: () => void): () => void {
	outdatedListeners.add(act)
	return () => outdatedListeners.delete(act)
}

/** Tells whether the open database is the example's: everyone in it is invented, and nobody may be written to. */
export const isExampleOpen = (): boolean => database().name === EXAMPLE_CLUB.name

/** Runs a write, turning what a person can do something about (space, blocked storage) into a value. */
export async function storing<T>(write: () => PromiseLike<T>): Promise<Result<T, StorageFault>> {
	try {
		return ok(await withLiveConnection(write))
	} catch (error) {
		const code = faultCode(error)
		if (code === undefined) throw error
		return err({ code })
	}
}

/**
 * WebKit's connections die under way ("Connection to Indexed Database server lost"), and a dead one fails for ever: it is
 * dropped, opened anew, and what failed is tried once more.
 */
async function withLiveConnection<T>(write: () => PromiseLike<T>): Promise<T> {
	const db = database()
	try {
		return await write()
	} catch (error) {
		if (outdated || db !== current || !LOST_CONNECTION.some((name) => errorNames(error).includes(name))) throw error
		db.close({ disableAutoOpen: false })
		await db.open()
		return write()
	}
}

function create(name: string): ClubDatabase {
	const db = new ClubDatabase(name)
	db.on('versionchange', ({ newVersion }) => {
		// Another window brought a newer version of the app: this one must not write into its tables.
		if (newVersion === null) return true
		outdated = true
		db.close({ disableAutoOpen: true })
		for (const act of outdatedListeners) act()
		return false // Dexie's own answer would open it again at the next read.
	})
	return db
}

function faultCode(error: unknown): StorageFault['code'] | undefined {
	if (outdated) return 'storage-outdated'
	const names = errorNames(error)
	if (names.includes('QuotaExceededError')) return 'storage-full'
	return UNAVAILABLE.some((name) => names.includes(name)) ? 'storage-unavailable' : undefined
}

const UNAVAILABLE = [
	'MissingAPIError',
	'OpenFailedError',
	'DatabaseClosedError',
	'InvalidStateError',
	'UnknownError',
	'SecurityError'
]

const LOST_CONNECTION = ['InvalidStateError', 'UnknownError', 'DatabaseClosedError']

/** Dexie wraps the browser's error, some of them twice. */
function errorNames(error: unknown): string[] {
	if (typeof error !== 'object' || error === null) return []
	const { name, inner } = error as { name?: unknown; inner?: unknown }
	return [...(typeof name === 'string' ? [name] : []), ...(inner === error ? [] : errorNames(inner))]
}
