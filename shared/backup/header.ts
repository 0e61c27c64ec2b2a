import * as v from 'valibot'
import { parseBase64Url } from '#shared/crypto/base64url.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { Instant } from '#shared/wire/fields.ts'
import type { BackupFault } from './fault.ts'

/** First octets of a backup. Line ends and a high bit show what a transfer as text has changed. */
const MAGIC = Uint8Array.of(0x89, 0x43, 0x4c, 0x42, 0x0d, 0x0a, 0x1a, 0x0a)
/** Version of the form in which a backup is written; see docs/backup-format.md. */
const FORMAT_VERSION = 1
const VERSION_AT = MAGIC.length
const LENGTH_AT = VERSION_AT + 2
const TEXT_AT = LENGTH_AT + 4
const MAX_TEXT_OCTETS = 65_536
const CHECKSUM_OCTETS = 32

const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max))

/** Argon2id as a file may ask for it. Bounded: a file must not take a device's whole memory before it is trusted. */
const Kdf = v.pipe(
	v.object({
		name: v.literal('argon2id'),
		memoryKiB: count(1_048_576),
		passes: count(64),
		lanes: count(16),
		/** base64url, 16 octets or more. */
		salt: v.pipe(
			v.string(),
			v.check((salt) => (parseBase64Url(salt)?.length ?? 0) >= 16)
		)
	}),
	// RFC 9106 §3.1.
	v.check(({ memoryKiB, lanes }) => memoryKiB >= 8 * lanes)
)

/** What a backup says of itself in clear, before anyone knows its passphrase. */
export const BackupHeader = v.object({
	createdAt: Instant,
	/** Version of the app that wrote it. */
	app: v.string(),
	/** Version of the database that the rows are of. */
	schema: count(1_000_000),
	kdf: Kdf,
	cipher: v.literal('aes-256-gcm-stream-64k'),
	compression: v.literal('gzip'),
	/** Rows by table. */
	rows: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)))
})
export type BackupHeader = v.InferOutput<typeof BackupHeader>

/** The header as it stands in the file: magic, version, length, text, checksum. */
export async function formatHeader(header: BackupHeader): Promise<Uint8Array<ArrayBuffer>> {
	const text = new TextEncoder().encode(JSON.stringify(header))
	const bytes = new Uint8Array(TEXT_AT + text.length + CHECKSUM_OCTETS)
	const view = new DataView(bytes.buffer)
	bytes.set(MAGIC)
	view.setUint16(VERSION_AT, FORMAT_VERSION)
	view.setUint32(LENGTH_AT, text.length)
	bytes.set(text, TEXT_AT)
	const end = TEXT_AT + text.length
	bytes.set(await checksum(bytes.subarray(0, end)), end)
	return bytes
}

/**
 * The header that a file begins with, and its length in octets, checksum included. It is whole, but nothing in it is proved
 * before the passphrase is known.
 */
export async function parseHeader(
	file: Uint8Array<ArrayBuffer>
): Promise<Result<{ header: BackupHeader; length: number }, BackupFault>> {
	if (file.length === 0) return err({ code: 'empty-file' })
	if (!MAGIC.every((octet, at) => at >= file.length || file[at] === octet)) return err({ code: 'not-a-backup' })
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
	if (file.length >= LENGTH_AT && view.getUint16(VERSION_AT) > FORMAT_VERSION) return err({ code: 'newer-format' })
	const end = file.length < TEXT_AT ? Infinity : TEXT_AT + view.getUint32(LENGTH_AT)
	const length = end + CHECKSUM_OCTETS
	if (length > file.length || end > TEXT_AT + MAX_TEXT_OCTETS) return err({ code: 'damaged' })
	const expected = await checksum(file.subarray(0, end))
	if (!expected.every((octet, at) => file[end + at] === octet)) return err({ code: 'damaged' })
	const text = new TextDecoder().decode(file.subarray(TEXT_AT, end))
	const header = v.safeParse(v.pipe(v.string(), v.parseJson(), BackupHeader), text)
	return header.success ? ok({ header: header.output, length }) : err({ code: 'damaged' })
}

async function checksum(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
