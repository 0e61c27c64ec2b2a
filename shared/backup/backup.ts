import { stretchPassphrase, type Argon2idCost } from '#shared/crypto/argon2id.ts'
import { formatBase64Url, parseBase64Url } from '#shared/crypto/base64url.ts'
import { deriveBytes } from '#shared/crypto/hkdf.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { openChunks, sealChunks } from './chunks.ts'
import { countRows, formatContent, parseContent, type BackupTables } from './content.ts'
import type { BackupFault } from './fault.ts'
import { formatHeader, parseHeader, type BackupHeader } from './header.ts'
import { gunzip, gzip } from './gzip.ts'

/** What one guess of a passphrase costs in a backup written today: half a second of a laptop, and 32 MiB. */
export const TODAYS_COST: Argon2idCost = { memoryKiB: 32_768, passes: 2, lanes: 1 }

const MAC_OCTETS = 32

/** How far a backup has come: stretching the passphrase, or the content. Shares from 0 to 1. */
export type BackupProgress = { phase: 'key' | 'content'; share: number }

/** All that a backup is made of besides its rows. `salt`: 16 random octets, never used twice. `createdAt` in ISO 8601. */
export type BackupOptions = {
	passphrase: string
	salt: Uint8Array
	createdAt: string
	app: string
	schema: number
	cost?: Argon2idCost
}

/** A backup that was opened: what it says of itself, now proved, and its rows. */
export type OpenedBackup = { header: BackupHeader; tables: BackupTables }

/** Writes a backup, as the parts of a file in their order. See docs/backup-format.md. */
export async function writeBackup(
	tables: BackupTables,
	{ passphrase, salt, createdAt, app, schema, cost = TODAYS_COST }: BackupOptions,
	onprogress?: (progress: BackupProgress) => void
): Promise<Uint8Array<ArrayBuffer>[]> {
	const header: BackupHeader = {
		createdAt,
		app,
		schema,
		kdf: { name: 'argon2id', ...cost, salt: formatBase64Url(salt) },
		cipher: 'aes-256-gcm-stream-64k',
		compression: 'gzip',
		rows: countRows(tables)
	}
	const keys = await deriveKeys(passphrase, header, (share) => onprogress?.({ phase: 'key', share }))
	const head = await formatHeader(header)
	const mac = await crypto.subtle.sign('HMAC', keys.header, head)
	const associated = concatenate([head, new Uint8Array(mac)])
	const content = await gzip(await formatContent(tables))
	const tell = (share: number) => onprogress?.({ phase: 'content', share })
	return [associated, ...(await sealChunks(content, { key: keys.content, associated }, tell))]
}

/** Reads what a backup says of itself in clear. `knownSchema` is the version of the database that this app knows. */
export async function readBackupHeader(
	file: Uint8Array<ArrayBuffer>,
	knownSchema: number
): Promise<Result<{ header: BackupHeader; length: number }, BackupFault>> {
	const parsed = await parseHeader(file)
	return parsed.ok && parsed.value.header.schema > knownSchema ? err({ code: 'newer-schema' }) : parsed
}

/**
 * Opens a backup: proves that every octet of it is as it was written under this passphrase, and reads its rows. They
 * are still those of the schema that the header names.
 */
export async function openBackup(
	file: Uint8Array<ArrayBuffer>,
	{ passphrase, knownSchema }: { passphrase: string; knownSchema: number },
	onprogress?: (progress: BackupProgress) => void
): Promise<Result<OpenedBackup, BackupFault>> {
	const read = await readBackupHeader(file, knownSchema)
	if (!read.ok) return read
	const { header, length } = read.value
	const bodyAt = length + MAC_OCTETS
	if (file.length < bodyAt) return err({ code: 'damaged' })
	const keys = await deriveKeys(passphrase, header, (share) => onprogress?.({ phase: 'key', share }))
	const head = file.subarray(0, length)
	const proved = await crypto.subtle.verify('HMAC', keys.header, file.subarray(length, bodyAt), head)
	if (!proved) return err({ code: 'wrong-passphrase' })
	const seal = { key: keys.content, associated: file.subarray(0, bodyAt) }
	const tell = (share: number) => onprogress?.({ phase: 'content', share })
	const packed = await openChunks(file.subarray(bodyAt), seal, tell)
	const content = packed && (await gunzip(packed))
	const tables = content && (await parseContent(content))
	return tables && hasRows(tables, header) ? ok({ header, tables }) : err({ code: 'damaged' })
}

/** Two keys of this one file: of its header, and of its content. */
async function deriveKeys(passphrase: string, { kdf }: BackupHeader, onprogress: (share: number) => void) {
	const salt = parseBase64Url(kdf.salt)
	if (!salt) throw new TypeError('not a salt')
	const root = await stretchPassphrase(passphrase, { ...kdf, salt }, onprogress)
	const header = await deriveBytes(root, 'club-manager/backup-header/v1', 32)
	const content = await deriveBytes(root, 'club-manager/backup-content/v1', 32)
	const hmac = { name: 'HMAC', hash: 'SHA-256' }
	return {
		header: await crypto.subtle.importKey('raw', header, hmac, false, ['sign', 'verify']),
		content: await crypto.subtle.importKey('raw', content, 'AES-GCM', false, ['encrypt', 'decrypt'])
	}
}

function hasRows(tables: BackupTables, { rows }: BackupHeader): boolean {
	const names = Object.keys(tables)
	return names.length === Object.keys(rows).length && names.every((name) => tables[name]?.length === rows[name])
}

function concatenate(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
	let at = 0
	for (const part of parts) {
		whole.set(part, at)
		at += part.length
	}
	return whole
}
