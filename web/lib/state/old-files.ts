import { guessListFormat } from '#shared/list-format.ts'
import type { OldClub } from '#shared/old-program/old-club.ts'
import { OLD_TABLES, readOldClub } from '#shared/old-program/read-club.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { readSqlite } from '#shared/sqlite/database.ts'
import type { SqliteFault } from '#shared/sqlite/fault.ts'
import { isSqlite } from '#shared/sqlite/pages.ts'
import { isZip, listZip, unzip, type ZipFault } from '#shared/zip.ts'

/** Why a file is none of the old program; equal to the catalogue's key. */
export type OldFileFault =
	| SqliteFault
	| ZipFault
	| 'old-program-other'
	| 'old-zip-empty'
	| 'old-zip-many'
	| 'old-file-empty'
	| 'old-too-large'
	| 'old-unread'

/** A file of the old program, read. */
export type OldFile = { name: string; club: OldClub }

/** A larger file, packed or not, is none of a club. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
/** More databases in one archive are no seasons of one club. */
const MAX_DATABASES = 20
/** What systems put beside a file when they pack it. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\._)/

/** Reads a file of the old program, or each of those in an archive. Fails as a whole, so that none is forgotten. */
export async function openOldFile(file: File): Promise<Result<OldFile[], { code: OldFileFault }>> {
	if (file.size > MAX_FILE_BYTES) return err({ code: 'old-too-large' })
	const buffer = await file.arrayBuffer().catch(() => undefined)
	if (!buffer) return err({ code: 'old-unread' })
	const bytes = new Uint8Array(buffer)
	if (bytes.length === 0) return err({ code: 'old-file-empty' })
	return isZip(bytes) && guessListFormat(bytes) === 'text' ? openArchive(bytes) : readAll([{ name: file.name, bytes }])
}

type Packed = { name: string; bytes: Uint8Array<ArrayBuffer> }

async function openArchive(bytes: Uint8Array<ArrayBuffer>): Promise<Result<OldFile[], { code: OldFileFault }>> {
	const listed = listZip(bytes)
	if (!listed.ok) return listed
	const entries = listed.value.filter(({ name }) => /\.db$/i.test(name) && !LITTER.test(name))
	if (entries.length === 0) return err({ code: 'old-zip-empty' })
	if (entries.length > MAX_DATABASES) return err({ code: 'old-zip-many' })
	const files: Packed[] = []
	let left = MAX_FILE_BYTES
	for (const entry of entries) {
		const unpacked = await unzip(bytes, entry, left)
		if (!unpacked.ok) return unpacked
		left -= unpacked.value.length
		files.push({ name: entry.name.split('/').at(-1) ?? entry.name, bytes: unpacked.value })
	}
	return readAll(files)
}

function readAll(packed: readonly Packed[]): Result<OldFile[], { code: OldFileFault }> {
	const files: OldFile[] = []
	for (const { name, bytes } of packed) {
		if (!isSqlite(bytes)) return err({ code: 'sqlite-none' })
		const tables = readSqlite(bytes, OLD_TABLES)
		if (!tables.ok) return tables
		const club = readOldClub(tables.value, name)
		if (!club.ok) return club
		files.push({ name, club: club.value })
	}
	return ok(files)
}
