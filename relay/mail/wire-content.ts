import { isAscii } from 'node:buffer'

const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e
const CRLF = Buffer.from('\r\n')
/** What is left of every message at the point of no return: the end of its last line, and the final dot. */
const TAIL = Buffer.from('\n.\r\n')

/**
 * The octets of a message as DATA carries them (RFC 5321 §4.5.2): every line ended by CRLF, the last one too, leading
 * dots doubled, the final dot not yet there. Several buffers, since large ones are shared by many messages: never
 * write into them.
 */
export type WireContent = {
	parts: readonly Buffer[]
	/** Octets of the message itself, for SIZE (RFC 1870 §5): without doubled dots. */
	size: number
	/** The header has letters beyond ASCII: only a server that knows SMTPUTF8 may get it (RFC 6531 §3.4). */
	utf8Header: boolean
	/** There are octets beyond ASCII, in the header or after it (RFC 6152). */
	eightBit: boolean
}

/** Makes any message ready for DATA. */
export function wireContent(raw: Buffer): WireContent {
	const eightBit = !isAscii(raw)
	const headerEnd = raw.indexOf('\r\n\r\n')
	const utf8Header = eightBit && !isAscii(headerEnd === -1 ? raw : raw.subarray(0, headerEnd))
	const stuffed = stuffDots(raw)
	const ended = stuffed.length > 0 && stuffed.at(-1) === LF
	return { parts: ended ? [stuffed] : [stuffed, CRLF], size: raw.length, utf8Header, eightBit }
}

/**
 * A message with every line ended by CRLF, whatever it was ended by, and its leading dots doubled. A bare CR or LF
 * would be a line end to some servers only, so none is left.
 */
export function stuffDots(raw: Buffer): Buffer {
	const parts: Buffer[] = []
	let from = 0
	let nextLf = -1
	for (let at = 0; at < raw.length;) {
		if (raw[at] === DOT) {
			parts.push(raw.subarray(from, at + 1))
			from = at
		}
		if (nextLf < at) nextLf = indexOrEnd(raw, LF, at)
		const end = at + indexOrEnd(raw.subarray(at, nextLf), CR, 0)
		at = raw[end] === CR && raw[end + 1] === LF ? end + 2 : end + 1
		if (at - end === 1) {
			parts.push(raw.subarray(from, end), CRLF)
			from = at
		}
	}
	parts.push(raw.subarray(from))
	return parts.length === 1 ? raw : Buffer.concat(parts)
}

/**
 * Cuts a message at the point of no return: what may be written at once, and its last octet with the final dot.
 *
 * Until the last octet is written, the server has not seen the end of the message and must not deliver it (RFC 5321
 * §4.1.1.10).
 */
export function holdLastOctet({ parts }: WireContent): { head: readonly Buffer[]; tail: Buffer } {
	const last = parts.at(-1)
	if (last?.at(-1) !== LF) throw new TypeError('a message ends in CRLF')
	return { head: [...parts.slice(0, -1), last.subarray(0, -1)], tail: TAIL }
}

function indexOrEnd(octets: Buffer, octet: number, from: number): number {
	const index = octets.indexOf(octet, from)
	return index === -1 ? octets.length : index
}

/** Tells whether a text needs nothing beyond ASCII. */
export function isAsciiText(text: string): boolean {
	// eslint-disable-next-line no-control-regex -- all of ASCII
	return /^[\u0000-\u007f]*$/.test(text)
}
