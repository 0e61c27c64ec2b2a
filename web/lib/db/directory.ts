import { Dexie, type EntityTable } from 'dexie'

/** One database of this app on this device. */
export type ClubEntry = {
	/** Name of its IndexedDB database. */
	name: string
	/** `example` holds invented people only. */
	role: 'own' | 'example'
	/** A restore is writing it, or was when the page was closed: it was never opened. */
	unfinished?: true
	/** When another one took its place, ms since the epoch, and how many members it had then. */
	replacedAt?: number
	members?: number
	/** Ms since the epoch. Set on a database that a restore has replaced: it may go after that time. */
	keptUntil?: number
}

/** `open`: the club that is opened. `own`: the club's own database, to which the way out of the example leads. */
type Pointer = { key: 'open' | 'own'; name: string }

/** The database that is opened when nothing else was ever chosen. */
export const FIRST_CLUB: ClubEntry = { name: 'club', role: 'own' }

/** The example's database: always the same name, never one that holds real people. */
export const EXAMPLE_CLUB: ClubEntry = { name: 'club-example', role: 'example' }

/**
 * Which databases there are, and which one is open: one row to change, so that a restore, or the way into the example
 * and back, happens wholly or not at all.
 */
class ClubDirectory extends Dexie {
	clubs!: EntityTable<ClubEntry, 'name'>
	pointers!: EntityTable<Pointer, 'key'>

	constructor() {
		super('club-directory', { chromeTransactionDurability: 'strict' })
		this.version(1).stores({ clubs: 'name', pointers: 'key' })
	}
}

let directory: ClubDirectory | undefined

/** The open directory, for the files beside this one. */
export const clubDirectory = () => (directory ??= new ClubDirectory())

/** The database to open: the one last turned to, or the first one. Throws when the browser keeps nothing. */
export const readOpenClub = (): Promise<ClubEntry> => readPointer('open')

/** The club's own database, the example being open or not. Throws when the browser keeps nothing. */
export const readOwnClub = (): Promise<ClubEntry> => readPointer('own')

/**
 * Makes `club` the one that is opened from now on, in one transaction. The pages that are open go on with the database
 * they have until they are loaded again.
 */
export async function turnTo(club: ClubEntry): Promise<void> {
	const { clubs, pointers } = clubDirectory()
	await clubDirectory().transaction('rw', clubs, pointers, async () => {
		await clubs.put(club)
		await pointers.put({ key: 'open', name: club.name })
		if (club.role === 'own') await pointers.put({ key: 'own', name: club.name })
	})
}

async function readPointer(key: Pointer['key']): Promise<ClubEntry> {
	const pointer = await clubDirectory().pointers.get(key)
	if (!pointer) return FIRST_CLUB
	return (await clubDirectory().clubs.get(pointer.name)) ?? FIRST_CLUB
}
