import { formatBase64Url, parseBase64Url } from '#shared/crypto/base64url.ts'

/** Marks what JSON has no form for: `{ "$": "date", "value": 1700000000000 }`. */
const MARK = '$'

/**
 * A value of a row as JSON can hold it, nothing lost: `undefined`, days of the clock and bytes are marked. Throws on what
 * no row may hold (functions, maps, numbers that are none): a backup that leaves something out is not to be written.
 */
export function packValue(value: unknown): unknown {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
	if (typeof value === 'number' && Number.isFinite(value)) return value
	if (value === undefined) return { [MARK]: 'undefined' }
	if (Array.isArray(value)) return value.map(packValue)
	if (value instanceof Date) return { [MARK]: 'date', value: value.getTime() }
	if (value instanceof Uint8Array) return { [MARK]: 'bytes', value: formatBase64Url(value) }
	if (!isPlain(value)) throw new TypeError(`A backup has no form for ${Object.prototype.toString.call(value)}`)
	const packed = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, packValue(part)]))
	return Object.hasOwn(value, MARK) ? { [MARK]: 'object', value: packed } : packed
}

/** The value that was packed. Throws on a mark it does not know. */
export function unpackValue(packed: unknown): unknown {
	if (Array.isArray(packed)) return packed.map(unpackValue)
	if (typeof packed !== 'object' || packed === null) return packed
	return Object.hasOwn(packed, MARK) ? unpackMarked(packed as Marked) : unpackFields(packed)
}

type Marked = { $: unknown; value?: unknown }

function unpackMarked({ $, value }: Marked): unknown {
	if ($ === 'undefined') return undefined
	if ($ === 'date' && typeof value === 'number') return new Date(value)
	if ($ === 'object' && typeof value === 'object' && value !== null) return unpackFields(value)
	const bytes = $ === 'bytes' && typeof value === 'string' ? parseBase64Url(value) : undefined
	if (bytes) return bytes
	throw new TypeError(`Not a value of a backup: ${String($)}`)
}

const unpackFields = (fields: object) =>
	Object.fromEntries(Object.entries(fields).map(([name, part]) => [name, unpackValue(part)]))

function isPlain(value: unknown): value is object {
	if (typeof value !== 'object' || value === null) return false
	const prototype: unknown = Object.getPrototypeOf(value)
	return prototype === null || Object.getPrototypeOf(prototype) === null
}
