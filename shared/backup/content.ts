import * as v from 'valibot'
import { formatBase64Url } from '#shared/crypto/base64url.ts'
import type { Row } from '#shared/change.ts'
import { packValue, unpackValue } from './values.ts'

/** The rows of every table that was backed up, by its name. */
export type BackupTables = Record<string, Row[]>

/** How many rows each table has, by its name. */
export type RowCounts = Record<string, number>

/** First line of the content: the tables that follow, in this order, with the SHA-256 of their lines. */
const Manifest = v.object({
	tables: v.array(
		v.object({ name: v.string(), rows: v.pipe(v.number(), v.integer(), v.minValue(0)), sha256: v.string() })
	)
})

const LINE_END = 10

/** Counts the rows of every table. */
export const countRows = (tables: BackupTables): RowCounts =>
	Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]))

/** The content of a backup before it is packed: a manifest and one row a line, in the order of `tables`. */
export async function formatContent(tables: BackupTables): Promise<Uint8Array<ArrayBuffer>[]> {
	const parts: Uint8Array<ArrayBuffer>[] = []
	const manifest: v.InferOutput<typeof Manifest> = { tables: [] }
	for (const [name, rows] of Object.entries(tables)) {
		const lines = formatRows(rows)
		manifest.tables.push({ name, rows: rows.length, sha256: await sha256(lines) })
		parts.push(lines)
	}
	return [encode(`${JSON.stringify(manifest)}\n`), ...parts]
}

/** The tables that a content holds, `undefined` when it is not whole: counts and hashes must be what its manifest says. */
export async function parseContent(content: Uint8Array<ArrayBuffer>): Promise<BackupTables | undefined> {
	const firstEnd = content.indexOf(LINE_END)
	const manifest = v.safeParse(v.pipe(v.string(), v.parseJson(), Manifest), decode(content.subarray(0, firstEnd)))
	if (firstEnd < 0 || !manifest.success) return undefined
	const tables: [string, Row[]][] = []
	let at = firstEnd + 1
	for (const { name, rows, sha256: expected } of manifest.output.tables) {
		const end = endOfLines(content, at, rows)
		if (end === undefined) return undefined
		const lines = content.subarray(at, end)
		if ((await sha256(lines)) !== expected) return undefined
		const parsed = parseRows(lines)
		if (!parsed) return undefined
		tables.push([name, parsed])
		at = end
	}
	return at === content.length ? Object.fromEntries(tables) : undefined
}

/** SHA-256 over rows whatever their order, base64url: the same for two tables that hold the same. */
export async function digestRows(rows: Row[]): Promise<string> {
	const lines = rows.map((row) => JSON.stringify(sortFields(packValue(row))))
	return sha256(encode(lines.sort().join('\n')))
}

const formatRows = (rows: Row[]) => encode(rows.map((row) => `${JSON.stringify(packValue(row))}\n`).join(''))

function parseRows(lines: Uint8Array<ArrayBuffer>): Row[] | undefined {
	try {
		const texts = decode(lines).split('\n').slice(0, -1)
		return texts.map((text) => unpackValue(JSON.parse(text)) as Row)
	} catch {
		return undefined // Not the lines of rows: the same as a wrong hash.
	}
}

/** Where so many lines end, `undefined` when there are fewer. */
function endOfLines(content: Uint8Array, start: number, count: number): number | undefined {
	let at = start
	for (let line = 0; line < count; line += 1) {
		const end = content.indexOf(LINE_END, at)
		if (end < 0) return undefined
		at = end + 1
	}
	return at
}

/** The order in which fields came into a row tells nothing. */
function sortFields(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortFields)
	if (typeof value !== 'object' || value === null) return value
	const fields = Object.entries(value).map(([name, part]) => [name, sortFields(part)] as const)
	return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	return formatBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
