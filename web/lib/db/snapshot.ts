import type { BackupTables, RowCounts } from '#shared/backup/content.ts'
import type { ChangeSet, Row } from '#shared/change.ts'
import type { Mailing } from '#shared/mailing.ts'
import { MAILBOX_KEYS } from './bounce-mailbox.ts'
import { ClubDatabase, type Setting } from './schema.ts'

/** The version of the tables that this app knows. */
export const KNOWN_SCHEMA = new ClubDatabase('unopened').verno

/** Tables that are in no backup: what is made again from the others, and what belongs to this device as its settings do. */
const LEFT_OUT = ['memberPages', 'smtpAccounts']

/** Settings that belong to this device, not to the club: how it sends, its name in the change log, its backups. */
const DEVICE_SETTINGS = ['smtp_', 'relay_', 'device_', 'backup_', MAILBOX_KEYS]

/** Tells whether a setting belongs to this device: it is in no backup, and a restore leaves it as it is here. */
export const isDeviceSetting = ({ key }: Pick<Setting, 'key'>): boolean =>
	DEVICE_SETTINGS.some((prefix) => key.startsWith(prefix))

/**
 * Every row of every table at one moment, but for what belongs to the device: its settings, and the sealed password in
 * the mailings. A table that a later version adds is among them by itself.
 */
export async function readSnapshot(name: string): Promise<BackupTables> {
	const db = new ClubDatabase(name)
	try {
		return await db.transaction('r', db.tables, async () => {
			const tables: [string, Row[]][] = []
			for (const table of keptTables(db))
				tables.push([table.name, keepClubs(table.name, (await table.toArray()) as Row[])])
			return Object.fromEntries(tables)
		})
	} finally {
		db.close()
	}
}

/** How many rows each table of a database has. */
export async function countClub(name: string): Promise<RowCounts> {
	const db = new ClubDatabase(name)
	try {
		const counts = await Promise.all(keptTables(db).map(async (table) => [table.name, await table.count()] as const))
		return Object.fromEntries(counts)
	} finally {
		db.close()
	}
}

/** The latest reading of the change log's clock in these tables, empty when nothing was ever changed. */
export function latestClock({ changeSets = [] }: BackupTables): string {
	return (changeSets as ChangeSet[]).reduce((latest, { clock }) => (clock > latest ? clock : latest), '')
}

const keptTables = (db: ClubDatabase) => db.tables.filter(({ name }) => !LEFT_OUT.includes(name))

function keepClubs(table: string, rows: Row[]): Row[] {
	if (table === 'settings') return rows.filter((row) => !isDeviceSetting(row as Setting))
	if (table === 'mailings') return (rows as Mailing[]).map((row) => ({ ...row, smtp: { ...row.smtp, password: '' } }))
	return rows
}
