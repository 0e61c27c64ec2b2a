import { damaged } from './fault.ts'

/** A value of a row. Whole numbers beyond 2^53 lose their last digits. */
export type SqlValue = null | number | string | Uint8Array

/** A number of one to nine octets (fileformat2 §1.6), and the place after it. Throws `SqliteError` past the end. */
export function readVarint(view: DataView, at: number): { value: number; next: number } {
	let value = 0
	for (let index = 0; index < 9; index += 1) {
		if (at + index >= view.byteLength) throw damaged()
		const octet = view.getUint8(at + index)
		if (index === 8) return { value: value * 256 + octet, next: at + 9 }
		value = value * 128 + (octet & 0x7f)
		if (octet < 0x80) return { value, next: at + index + 1 }
	}
	throw damaged()
}

/** Octets of a number by its serial type. */
const NUMBER_OCTETS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

/** The values of one record (fileformat2 §2.1). Throws `SqliteError` when its parts do not add up. */
export function readRecord(payload: Uint8Array, decoder: TextDecoder): SqlValue[] {
	const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
	const { value: headerEnd, next } = readVarint(view, 0)
	if (headerEnd < next || headerEnd > payload.length) throw damaged()
	const values: SqlValue[] = []
	let [inHeader, inBody] = [next, headerEnd]
	while (inHeader < headerEnd) {
		const type = readVarint(view, inHeader)
		const octets = octetsOf(type.value)
		if (inBody + octets > payload.length) throw damaged()
		values.push(readValue(type.value, payload.subarray(inBody, inBody + octets), decoder))
		inHeader = type.next
		inBody += octets
	}
	return values
}

function octetsOf(type: number): number {
	if (type >= 12) return Math.floor((type - 12) / 2)
	const octets = NUMBER_OCTETS[type]
	if (octets === undefined) throw damaged()
	return octets
}

function readValue(type: number, octets: Uint8Array, decoder: TextDecoder): SqlValue {
	if (type === 0) return null
	if (type >= 12) return type % 2 === 1 ? decoder.decode(octets) : octets
	if (type >= 8) return type - 8
	const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
	if (type === 7) return view.getFloat64(0)
	// Two's complement: the first octet carries the sign.
	return octets.reduce((sum, octet) => sum * 256 + octet, view.getInt8(0) < 0 ? -1 : 0)
}
