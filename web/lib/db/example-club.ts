import type { Change, ChangeSet, Row } from '#shared/change.ts'
import { ok, type Result } from '#shared/result.ts'
import type { LoggedTable } from './changes.ts'
import { storing, type StorageFault } from './database.ts'
import { EXAMPLE_CLUB } from './directory.ts'
import { ClubDatabase, type Draft } from './schema.ts'
import { RELAY_KEY } from './settings.ts'

/** What the example holds when it is made: rows with the log of how they came to be, and a mailing half written. */
export type ExampleContent = {
	rows: Record<LoggedTable, Row[]>
	changeSets: ChangeSet[]
	changes: Change[]
	draft: Pick<Draft, 'subject' | 'body'>
	/** Values of settings, by key. */
	settings: Record<string, string>
}

/** Says that the example was made: what is missing from it since then was taken away by a person. */
const MADE = 'example_made'

/**
 * Makes the example's database unless it is there, in one transaction, and gives it the access key, so that its
 * mailings can be read in the sandbox. No other database is read or written.
 */
export async function ensureExampleClub(
	content: () => ExampleContent,
	accessKey: string | undefined
): Promise<Result<void, StorageFault>> {
	const db = new ClubDatabase(EXAMPLE_CLUB.name)
	const made = await storing(() =>
		db.transaction('rw', db.tables, async () => {
			const updatedAt = new Date().toISOString()
			if (!(await db.settings.get(MADE))) {
				await fill(db, content(), updatedAt)
				await db.settings.put({ key: MADE, value: 'true', updatedAt })
			}
			if (accessKey !== undefined) await db.settings.put({ key: RELAY_KEY, value: accessKey, updatedAt })
		})
	)
	db.close()
	return made.ok ? ok(undefined) : made
}

async function fill(db: ClubDatabase, content: ExampleContent, updatedAt: string): Promise<void> {
	const { rows, changeSets, changes, draft, settings } = content
	for (const [table, ofTable] of Object.entries(rows)) await db.table<Row>(table).bulkPut(ofTable)
	await db.changeSets.bulkPut(changeSets)
	await db.changes.bulkPut(changes)
	await db.drafts.put({ id: 'current', ...draft, recipientIds: [], updatedAt: 1 })
	await db.settings.bulkPut(Object.entries(settings).map(([key, value]) => ({ key, value, updatedAt })))
}

/** Gives the club's own database the access key that this device was paired with while the example was open. */
export async function carryAccessKey(name: string, accessKey: string): Promise<void> {
	const db = new ClubDatabase(name)
	try {
		const known = await db.settings.get(RELAY_KEY)
		if (known?.value === accessKey) return
		await db.settings.put({ key: RELAY_KEY, value: accessKey, updatedAt: new Date().toISOString() })
	} finally {
		db.close()
	}
}
