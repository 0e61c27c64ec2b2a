import { damaged, SqliteError } from './fault.ts'
import { FILE_HEADER_OCTETS, type Pages } from './pages.ts'
import { readRecord, readVarint, type SqlValue } from './record.ts'

const INTERIOR = 0x05
const LEAF = 0x0d
const MAX_DEPTH = 20
/** A table with more rows is none of a club. */
const MAX_ROWS = 200_000

/** One row as it is stored: its number, and the values in the order of the columns. */
export type StoredRow = { rowid: number; values: SqlValue[] }

/** The rows of the table whose tree begins on a page (fileformat2 §1.6). Throws `SqliteError` on what is no such tree. */
export function readTree(pages: Pages, root: number): StoredRow[] {
	const walk: Walk = { pages, rows: [], seen: new Set() }
	visit(walk, root, 0)
	return walk.rows
}

/** `seen`: pages that were read: a tree has each once, so that neither a circle nor a knot keeps one busy. */
type Walk = { pages: Pages; rows: StoredRow[]; seen: Set<number> }

function visit(walk: Walk, number: number, depth: number): void {
	if (depth > MAX_DEPTH) throw damaged()
	const page = takePage(walk, number)
	const start = number === 1 ? FILE_HEADER_OCTETS : 0
	const kind = page.getUint8(start)
	if (kind !== LEAF && kind !== INTERIOR) throw new SqliteError(depth === 0 ? 'sqlite-unsupported' : 'sqlite-damaged')
	const cells = listCells(page, start, kind === LEAF ? 8 : 12)
	if (kind === LEAF) return readLeaf(walk, page, cells)
	for (const cell of cells) {
		if (cell + 4 > page.byteLength) throw damaged()
		visit(walk, page.getUint32(cell), depth + 1)
	}
	visit(walk, page.getUint32(start + 8), depth + 1)
}

function takePage(walk: Walk, number: number): DataView {
	if (walk.seen.has(number)) throw damaged()
	walk.seen.add(number)
	return walk.pages.page(number)
}

function listCells(page: DataView, start: number, headerOctets: number): number[] {
	const count = page.getUint16(start + 3)
	const first = start + headerOctets
	if (first + 2 * count > page.byteLength) throw damaged()
	return Array.from({ length: count }, (_, index) => page.getUint16(first + 2 * index))
}

function readLeaf(walk: Walk, page: DataView, cells: readonly number[]): void {
	if (walk.rows.length + cells.length > MAX_ROWS) throw new SqliteError('sqlite-too-large')
	for (const cell of cells) {
		const size = readVarint(page, cell)
		const rowid = readVarint(page, size.next)
		const payload = gatherPayload(walk, { page, at: rowid.next, octets: size.value })
		walk.rows.push({ rowid: rowid.value, values: readRecord(payload, walk.pages.decoder) })
	}
}

/** A payload of which the page has only the beginning goes on in a chain of pages of its own. */
function gatherPayload(walk: Walk, { page, at, octets }: { page: DataView; at: number; octets: number }): Uint8Array {
	const { usable, count } = walk.pages
	const local = localOctets(octets, usable)
	if (octets > usable * count || at + local + (local < octets ? 4 : 0) > page.byteLength) throw damaged()
	const here = new Uint8Array(page.buffer, page.byteOffset + at, local)
	if (local === octets) return here
	const payload = new Uint8Array(octets)
	payload.set(here)
	let [filled, next] = [local, page.getUint32(at + local)]
	while (filled < octets) {
		const further = takePage(walk, next)
		const part = Math.min(usable - 4, octets - filled)
		payload.set(new Uint8Array(further.buffer, further.byteOffset + 4, part), filled)
		filled += part
		next = further.getUint32(0)
	}
	return payload
}

function localOctets(octets: number, usable: number): number {
	const most = usable - 35
	if (octets <= most) return octets
	const least = Math.floor(((usable - 12) * 32) / 255) - 23
	const fitting = least + ((octets - least) % (usable - 4))
	return fitting <= most ? fitting : least
}
