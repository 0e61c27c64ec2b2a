import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { prepareDataDirectory } from './data-directory.ts'
import { isDatabaseError } from './group-commit.ts'
import { JournalFault } from './journal.ts'
import { identify, migrate, SCHEMA_VERSION } from './schema.ts'
import { unwrapKey, wrapKey } from './wrapped-key.ts'

const KEY_OCTETS = 32
const EPOCH_OCTETS = 16
/** How long a process that holds the journal may take to let go of it: it has been told to stop, or was just killed. */
const HELD_FOR_MS = 3000
const ASK_AGAIN_MS = 50

/** SQLite's result codes (sqlite.org/rescode.html), without what is added above the lowest eight bits. */
const BUSY = 5
const REASONS: Record<number, string> = {
	8: 'it is read-only',
	10: 'the disk fails',
	11: 'it is damaged: bring back a copy, or move it away to begin anew, knowing nothing of what was sent',
	13: 'the disk is full',
	14: 'it cannot be opened',
	26: 'it is not a database'
}

/** Whose journal: the secrets that may open its key, the current one first. */
export type JournalOwner = { dataDir: string; secret: Uint8Array; previousSecrets: readonly Uint8Array[] }

/** The database of a journal, opened by this process alone, and what was made with it. */
export type JournalFile = { database: DatabaseSync; epoch: string; key: Uint8Array }

/**
 * Opens the journal in a directory, or makes one. Another process that holds it is waited for a little; one that was
 * killed holds nothing any more. Throws a `JournalFault`.
 */
export async function openJournalFile(owner: JournalOwner): Promise<JournalFile> {
	const path = prepareDataDirectory(owner.dataDir)
	const until = Date.now() + HELD_FOR_MS
	for (;;) {
		let database: DatabaseSync | undefined
		try {
			database = new DatabaseSync(path, { timeout: 0 })
			setUp(database)
			return await readIdentity(database, owner, path)
		} catch (error) {
			database?.close()
			if (!isDatabaseError(error)) throw error
			if ((error.errcode & 0xff) !== BUSY) throw faultOf(path, error)
			if (Date.now() >= until) throw heldFault(path)
		}
		await delay(ASK_AGAIN_MS)
	}
}

/** One process, one file beside the database, and a commit that is on disk when it says so. */
function setUp(database: DatabaseSync): void {
	database.exec('PRAGMA locking_mode = EXCLUSIVE')
	database.exec('PRAGMA journal_mode = WAL')
	database.exec('PRAGMA synchronous = FULL')
	// Takes the lock that is kept until the end.
	database.exec('BEGIN EXCLUSIVE; COMMIT')
}

/** Epoch and key, made in the transaction that makes the tables: there is never one without the other. */
async function readIdentity(database: DatabaseSync, owner: JournalOwner, path: string): Promise<JournalFile> {
	const { version, ours, empty } = identify(database)
	if (!ours && !empty) throw new JournalFault(`${path} belongs to another program: set DATA_DIR to another directory.`)
	if (version > SCHEMA_VERSION) throw newerFault(path, version)
	if (empty) return await makeIdentity(database, owner.secret)
	if (version < SCHEMA_VERSION) inTransaction(database, () => migrate(database, version))

	const row = database.prepare('SELECT epoch, wrapped_key AS wrapped FROM journal').get()
	const { epoch, wrapped } = row as { epoch: string; wrapped: string }
	for (const secret of [owner.secret, ...owner.previousSecrets]) {
		const key = await unwrapKey(secret, epoch, wrapped)
		if (!key) continue
		if (secret !== owner.secret) await rewrap(database, owner.secret, { epoch, key })
		return { database, epoch, key }
	}
	throw new JournalFault(
		`APP_SECRET_KEY is not the one under which the journal ${path} was made: put that one into APP_SECRET_KEYS_PREVIOUS. ` +
			'If it is lost, move the file away: the relay then knows nothing of what it has sent.'
	)
}

async function makeIdentity(database: DatabaseSync, secret: Uint8Array): Promise<JournalFile> {
	const key = new Uint8Array(randomBytes(KEY_OCTETS))
	const epoch = randomBytes(EPOCH_OCTETS).toString('base64url')
	const wrapped = await wrapKey(secret, epoch, key)
	inTransaction(database, () => {
		migrate(database, 0)
		database.prepare('INSERT INTO journal (id, epoch, wrapped_key) VALUES (1, ?, ?)').run(epoch, wrapped)
	})
	return { database, epoch, key }
}

async function rewrap(
	database: DatabaseSync,
	secret: Uint8Array,
	{ epoch, key }: { epoch: string; key: Uint8Array }
): Promise<void> {
	const wrapped = await wrapKey(secret, epoch, key)
	database.prepare('UPDATE journal SET wrapped_key = ?').run(wrapped)
}

function inTransaction(database: DatabaseSync, work: () => void): void {
	database.exec('BEGIN IMMEDIATE')
	try {
		work()
		database.exec('COMMIT')
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK')
		throw error
	}
}

function newerFault(path: string, version: number): JournalFault {
	return new JournalFault(
		`The journal ${path} was written by a newer version (its form is ${version}, this one knows ${SCHEMA_VERSION}): install that version again.`
	)
}

function heldFault(path: string): JournalFault {
	const message = `The journal ${path} is in use by another relay: stop that one, or set DATA_DIR to another directory.`
	return new JournalFault(message, { passing: true })
}

function faultOf(path: string, error: Error & { errcode: number }): JournalFault {
	const reason = REASONS[error.errcode & 0xff] ?? `SQLite refuses it (${error.errcode})`
	return new JournalFault(`The journal ${path} cannot be used: ${reason}.`, { cause: error })
}
