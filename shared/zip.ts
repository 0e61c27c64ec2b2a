import { err, ok, type Result } from './result.ts'

/**
 * Why nothing can be had out of an archive. `zip-damaged`: it is none, or its parts contradict one another;
 * `zip-unsupported`: encrypted, or packed in a way that nobody packs; `zip-too-large`: more comes out than was asked for.
 */
export type ZipFault = 'zip-damaged' | 'zip-unsupported' | 'zip-too-large'

/** A file in an archive. `octets`: how many it has, as the archive says. */
export type ZipEntry = {
	name: string
	octets: number
	method: number
	isEncrypted: boolean
	at: number
	packed: number
}

const ENTRY = 0x04034b50
const DIRECTORY_ENTRY = 0x02014b50
const DIRECTORY_END = 0x06054b50
const END_OCTETS = 22
const MAX_COMMENT_OCTETS = 65_535
const [STORED, DEFLATED] = [0, 8]
const [IS_ENCRYPTED, IS_UTF8] = [0x0001, 0x0800]

/** Tells whether a file begins as an archive does. */
export const isZip = (bytes: Uint8Array): boolean => bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === ENTRY

/** The files of an archive, folders left out, as its directory has them (APPNOTE 6.3 §4.3.12). */
export function listZip(bytes: Uint8Array): Result<ZipEntry[], { code: ZipFault }> {
	const view = viewOf(bytes)
	const end = findEnd(view)
	if (end === undefined) return err({ code: 'zip-damaged' })
	const entries: ZipEntry[] = []
	let at = view.getUint32(end + 16, true)
	for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
		if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return err({ code: 'zip-damaged' })
		const next = at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
		const entry = readEntry(bytes, at)
		if (!entry.name.endsWith('/')) entries.push(entry)
		at = next
	}
	return ok(entries)
}

/** The octets of one file, `limit` of them at most: a small archive may hold a very large nothing. */
export async function unzip(
	bytes: Uint8Array<ArrayBuffer>,
	{ at, method, packed, isEncrypted }: ZipEntry,
	limit: number
): Promise<Result<Uint8Array<ArrayBuffer>, { code: ZipFault }>> {
	if (isEncrypted || (method !== STORED && method !== DEFLATED)) return err({ code: 'zip-unsupported' })
	const view = viewOf(bytes)
	if (at + 30 > bytes.length || view.getUint32(at, true) !== ENTRY) return err({ code: 'zip-damaged' })
	const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
	if (start + packed > bytes.length) return err({ code: 'zip-damaged' })
	const inside = bytes.subarray(start, start + packed)
	if (method === DEFLATED) return inflate(inside, limit)
	return packed > limit ? err({ code: 'zip-too-large' }) : ok(inside.slice())
}

async function inflate(
	packed: Uint8Array<ArrayBuffer>,
	limit: number
): Promise<Result<Uint8Array<ArrayBuffer>, { code: ZipFault }>> {
	const parts: Uint8Array<ArrayBuffer>[] = []
	let octets = 0
	const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
	try {
		for (;;) {
			const { value, done } = await reader.read()
			if (done) break
			octets += value.length
			if (octets > limit) {
				await reader.cancel()
				return err({ code: 'zip-too-large' })
			}
			parts.push(value)
		}
	} catch {
		return err({ code: 'zip-damaged' }) // The stream says in its own words what is wrong: nobody can act on that.
	}
	return ok(new Uint8Array(await new Blob(parts).arrayBuffer()))
}

/** Where the end of the directory stands: at the end of the file, but for a remark. */
function findEnd(view: DataView): number | undefined {
	const first = Math.max(0, view.byteLength - END_OCTETS - MAX_COMMENT_OCTETS)
	for (let at = view.byteLength - END_OCTETS; at >= first; at -= 1) {
		if (view.getUint32(at, true) === DIRECTORY_END) return at
	}
	return undefined
}

function readEntry(bytes: Uint8Array, at: number): ZipEntry {
	const view = viewOf(bytes)
	const flags = view.getUint16(at + 8, true)
	const name = bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))
	return {
		name: new TextDecoder(flags & IS_UTF8 ? 'utf-8' : 'windows-1252').decode(name),
		octets: view.getUint32(at + 24, true),
		method: view.getUint16(at + 10, true),
		isEncrypted: (flags & IS_ENCRYPTED) !== 0,
		at: view.getUint32(at + 42, true),
		packed: view.getUint32(at + 20, true)
	}
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
