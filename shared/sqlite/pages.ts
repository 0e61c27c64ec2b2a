import { damaged, SqliteError } from './fault.ts'

const MAGIC = 'SQLite format 3\0'
/** The first page begins with the header of the file. */
export const FILE_HEADER_OCTETS = 100

/** A database file as pages: see https://www.sqlite.org/fileformat2.html, §1. */
export type Pages = {
	count: number
	/** Octets of a page that hold anything. */
	usable: number
	decoder: TextDecoder
	/** A page by its number, from 1. Throws `SqliteError` when there is none. */
	page: (number: number) => DataView
}

/** Tells whether a file says that it is a database of SQLite. */
export const isSqlite = (bytes: Uint8Array): boolean =>
	[...MAGIC].every((letter, index) => bytes[index] === letter.charCodeAt(0))

/** Parts a file into its pages. Throws `SqliteError` on what is no whole database. */
export function openPages(bytes: Uint8Array): Pages {
	if (!isSqlite(bytes)) throw new SqliteError('sqlite-none')
	if (bytes.length < FILE_HEADER_OCTETS) throw new SqliteError('sqlite-cut')
	const header = new DataView(bytes.buffer, bytes.byteOffset, FILE_HEADER_OCTETS)
	const size = pageSizeOf(header)
	const present = Math.floor(bytes.length / size)
	// The count in the header is good where the two counters agree (§1.3.8); older programs left it as it was.
	const isCounted = header.getUint32(24) === header.getUint32(92) && header.getUint32(28) > 0
	const count = isCounted ? header.getUint32(28) : present
	if (present === 0 || count > present) throw new SqliteError('sqlite-cut')
	return {
		count,
		usable: size - header.getUint8(20),
		decoder: new TextDecoder(encodingOf(header)),
		page(number) {
			if (!Number.isInteger(number) || number < 1 || number > count) throw damaged()
			return new DataView(bytes.buffer, bytes.byteOffset + (number - 1) * size, size)
		}
	}
}

function pageSizeOf(header: DataView): number {
	const written = header.getUint16(16)
	const size = written === 1 ? 65_536 : written
	const isPowerOfTwo = (size & (size - 1)) === 0
	if (size < 512 || !isPowerOfTwo || size - header.getUint8(20) < 480) throw damaged()
	return size
}

const ENCODINGS = ['utf-8', 'utf-8', 'utf-16le', 'utf-16be'] as const

function encodingOf(header: DataView): (typeof ENCODINGS)[number] {
	const encoding = ENCODINGS[header.getUint32(56)]
	if (encoding === undefined) throw damaged()
	return encoding
}
