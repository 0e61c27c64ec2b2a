import type { DatabaseSync } from 'node:sqlite'
import type { OldClub, OldPerson } from '#shared/old-program/old-club.ts'
import { OLD_TABLES, readOldClub } from '#shared/old-program/read-club.ts'
import { readSqlite } from '#shared/sqlite/database.ts'
import { oldFile, sqliteBytes } from './sqlite-bytes.ts'
import { unwrap } from './unwrap.ts'

/** A sample of the old program's files, read. */
export function oldSample(name: string, fileName = name): OldClub {
	return unwrap(readOldClub(unwrap(readSqlite(oldFile(name), OLD_TABLES)), fileName))
}

/** A file of the old program's last state, with what `fill` puts in. */
export const oldClubBytes = (fill: (database: DatabaseSync) => void) =>
	sqliteBytes((database) => {
		database.exec(`
			CREATE TABLE members (id INTEGER PRIMARY KEY AUTOINCREMENT, last_name TEXT, first_name TEXT, address TEXT,
				postal_code TEXT, city TEXT, phone TEXT, mail TEXT, rgpd INTEGER, image_rights INTEGER, payment_type TEXT,
				ancv_amount REAL, cash_amount REAL DEFAULT 0, check1_amount REAL DEFAULT 0, check2_amount REAL DEFAULT 0,
				check3_amount REAL DEFAULT 0, total_paid REAL DEFAULT 0, mjc_club_id INTEGER, cotisation_status TEXT,
				birth_date TEXT, other_mjc_clubs TEXT);
			CREATE TABLE positions (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, type TEXT, description TEXT, assigned_to INTEGER);
			CREATE TABLE mjc_clubs (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, created_date TEXT);
			CREATE TABLE annual_prices (id INTEGER PRIMARY KEY AUTOINCREMENT, year TEXT UNIQUE NOT NULL,
				club_price REAL NOT NULL, mjc_price REAL NOT NULL, is_current INTEGER DEFAULT 0);
			CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT, updated_at TEXT);`)
		fill(database)
	})

/** Such a file, read. */
export const oldClubOf = (fill: (database: DatabaseSync) => void, fileName = 'club.db'): OldClub =>
	unwrap(readOldClub(unwrap(readSqlite(oldClubBytes(fill), OLD_TABLES)), fileName))

/** The person of a row of the old file; throws when there is none. */
export function personIn(club: OldClub, row: number): OldPerson {
	const found = club.persons.find((one) => one.row === row)
	if (!found) throw new Error(`no row ${row}`)
	return found
}

/** What was found odd about a row. */
export const findingsIn = (club: OldClub, row: number) =>
	club.findings.filter((finding) => 'row' in finding && finding.row === row)

/** Means and amounts of what a row paid. */
export const paymentsIn = (club: OldClub, row: number) =>
	personIn(club, row).membership.payments.map(({ means, amount }) => [means, amount])
