import { Dexie } from 'dexie'
import type { OpenedBackup } from '#shared/backup/backup.ts'
import { digestRows, type BackupTables } from '#shared/backup/content.ts'
import type { Row } from '#shared/change.ts'
import type { Mailing } from '#shared/mailing.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { wireSmtp } from '#shared/smtp-settings.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import { formatBackupMark } from './backups.ts'
import { storing, type StorageFault } from './database.ts'
import { ClubDatabase, type Setting, type SmtpAccount } from './schema.ts'
import { isDeviceSetting, latestClock } from './snapshot.ts'

/** Why a backup was not restored. `not-verified`: what was read back is not what was written. */
export type RestoreFault = StorageFault | { code: 'not-verified' | 'damaged' }

/**
 * Fills a new database with what a backup holds, and reads all of it back. Rows of an older version of the tables are
 * upgraded as this device's own were. The settings and accounts that belong to the device come from the database `from`; the change
 * log goes on under a new name of the device. Whatever fails, the new database is gone again, and nothing else was touched.
 */
export async function restoreInto(
	name: string,
	backup: OpenedBackup,
	from: string
): Promise<Result<void, RestoreFault>> {
	const restored = await fillNew(name, backup, from).catch(async (error: unknown) => {
		await Dexie.delete(name)
		throw error
	})
	if (!restored.ok) await Dexie.delete(name)
	return restored
}

async function fillNew(
	name: string,
	{ header, tables }: OpenedBackup,
	from: string
): Promise<Result<void, RestoreFault>> {
	const { settings, accounts } = await readDeviceRows(from)
	const mark = formatBackupMark({ at: Date.parse(header.createdAt), clock: latestClock(tables) })
	const rows = fit(tables, { settings: [...settings, mark], accounts })
	const filled = await storing(() => fill(new ClubDatabase(name, header.schema), rows))
	if (!filled.ok) return filled
	return filled.value.ok ? storing(() => upgrade(name, accounts)) : filled.value
}

type DeviceRows = { settings: Setting[]; accounts: SmtpAccount[] }

async function readDeviceRows(from: string): Promise<DeviceRows> {
	const db = new ClubDatabase(from)
	try {
		const settings = (await db.settings.toArray()).filter(isDeviceSetting)
		return {
			settings: settings.filter(({ key }) => !key.startsWith('device_') && !key.startsWith('backup_')),
			accounts: await db.smtpAccounts.toArray()
		}
	} finally {
		db.close()
	}
}

/** What comes out of the file as this device keeps it: with its own settings, and mailings that are asked about first. */
function fit(tables: BackupTables, own: DeviceRows): BackupTables {
	const settings = ((tables.settings ?? []) as Setting[]).filter((row) => !isDeviceSetting(row))
	const mailings = (tables.mailings ?? []) as Mailing[]
	const accounts = [defaultAccountIn(own.settings), ...own.accounts.map((account) => wireSmtp(account.settings))]
	return {
		...tables,
		settings: [...settings, ...own.settings],
		mailings: mailings.map((row) => fitMailing(row, accounts))
	}
}

function defaultAccountIn(settings: Setting[]): Smtp {
	const values = new Map(settings.map(({ key, value }) => [key, value]))
	const text = (key: string) => values.get(key) ?? ''
	const security = text('smtp_security') as Smtp['security']
	const [host, username, password] = [text('smtp_host'), text('smtp_username'), text('smtp_password')]
	return { host, port: Number(text('smtp_port')), security, username, password }
}

function fitMailing(mailing: Mailing, accounts: Smtp[]): Mailing {
	const { smtp } = mailing
	const parts = ['host', 'port', 'security', 'username'] as const
	const ours = accounts.find((account) => parts.every((part) => account[part] === smtp[part]))
	const password = ours?.password ?? ''
	const fitted = { ...mailing, smtp: { ...smtp, password } }
	// It may have left since the backup was made: nothing may take it for one that never did.
	if (mailing.progress === 'open') return { ...fitted, restored: true, posts: Math.max(1, mailing.posts ?? 0) }
	// Nothing leaves by itself out of a backup: the device that it was made on may have let it go at its time.
	if (mailing.progress === 'scheduled') return { ...fitted, progress: 'waiting', missed: 'restored', restored: true }
	return mailing.progress === 'waiting' ? { ...fitted, restored: true } : fitted
}

async function fill(db: ClubDatabase, tables: BackupTables): Promise<Result<void, RestoreFault>> {
	try {
		const names = Object.keys(tables)
		const known = new Set(db.tables.map((table) => table.name))
		if (names.some((name) => !known.has(name))) return err({ code: 'damaged' })
		await db.transaction('rw', db.tables, async () => {
			for (const name of names) await db.table<Row>(name).bulkAdd(tables[name] ?? [])
		})
		return (await isWritten(db, tables)) ? ok(undefined) : err({ code: 'not-verified' })
	} finally {
		db.close()
	}
}

/** Reads every row back. */
async function isWritten(db: ClubDatabase, tables: BackupTables): Promise<boolean> {
	for (const table of db.tables) {
		const expected = tables[table.name] ?? []
		const found = (await table.toArray()) as Row[]
		if (found.length !== expected.length || (await digestRows(found)) !== (await digestRows(expected))) return false
	}
	return true
}

async function upgrade(name: string, accounts: SmtpAccount[]): Promise<void> {
	const db = new ClubDatabase(name)
	try {
		await db.open()
		await db.smtpAccounts.bulkPut(accounts)
	} finally {
		db.close()
	}
}
