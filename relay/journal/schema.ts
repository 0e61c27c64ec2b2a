import type { DatabaseSync } from 'node:sqlite'

/** Names the file as ours, in its header: "CMjr". */
export const APPLICATION_ID = 0x434d6a72

/**
 * The steps from one version of the tables to the next, the first from nothing. One that has been shipped never changes.
 *
 * Messages lie in the order they were written, which touches few pages at a time, and are found by their key.
 */
const STEPS: readonly string[] = [
	`
	CREATE TABLE journal (
		id INTEGER PRIMARY KEY CHECK (id = 1),
		epoch TEXT NOT NULL,
		wrapped_key TEXT NOT NULL
	) STRICT;

	CREATE TABLE mailings (
		id INTEGER PRIMARY KEY,
		owner TEXT NOT NULL,
		mailing_id TEXT NOT NULL,
		created_at INTEGER NOT NULL,
		content_mac TEXT NOT NULL,
		total INTEGER NOT NULL,
		highest_attempt INTEGER NOT NULL,
		cancelled_attempt INTEGER NOT NULL,
		user_paused INTEGER NOT NULL,
		finished INTEGER NOT NULL,
		kept_for INTEGER NOT NULL, -- the later of its creation and its last record, rounded up
		UNIQUE (owner, mailing_id)
	) STRICT;
	CREATE INDEX mailings_by_age ON mailings (kept_for);

	CREATE TABLE messages (
		id INTEGER PRIMARY KEY,
		mailing INTEGER NOT NULL,
		recipient_id TEXT NOT NULL,
		attempt INTEGER NOT NULL,
		state TEXT NOT NULL,
		mac TEXT NOT NULL,
		tries INTEGER NOT NULL,
		at INTEGER NOT NULL,
		code TEXT,
		scope TEXT,
		UNIQUE (mailing, recipient_id, attempt)
	) STRICT;

	CREATE TABLE uses (
		account TEXT NOT NULL,
		at INTEGER NOT NULL,
		count INTEGER NOT NULL,
		PRIMARY KEY (account, at)
	) STRICT, WITHOUT ROWID;
	`,
	`
	CREATE TABLE opt_outs (
		place INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, also when the last was forgotten
		owner TEXT NOT NULL,
		digest TEXT NOT NULL,
		at INTEGER NOT NULL,
		UNIQUE (owner, digest)
	) STRICT;
	`
]

export const SCHEMA_VERSION = STEPS.length

/** What a database file is, going by its header. */
export function identify(database: DatabaseSync): { version: number; ours: boolean; empty: boolean } {
	const read = (name: string) => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
	const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()
	return {
		version: read('user_version'),
		ours: read('application_id') === APPLICATION_ID,
		empty: Number(tables?.n) === 0
	}
}

/** Brings the tables to today's version, inside a transaction that the caller has begun. */
export function migrate(database: DatabaseSync, from: number): void {
	for (const step of STEPS.slice(from)) database.exec(step)
	database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`)
}
