const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e
const CRLF = Buffer.from('\r\n')

/**
 * A message as DATA wants it: every line ended by CRLF, whatever it was ended by, and its leading dots doubled
 * (RFC 5321 §4.5.2). A bare CR or LF would be a line end to some servers only, so none is left.
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
export function holdLastOctet(raw: Buffer): { head: Buffer; tail: Buffer } {
	const content = stuffDots(raw.length === 0 ? CRLF : raw)
	return {
		head: content.subarray(0, -1),
		tail: Buffer.concat([content.subarray(-1), Buffer.from('.\r\n')])
	}
}

function indexOrEnd(octets: Buffer, octet: number, from: number): number {
	const index = octets.indexOf(octet, from)
	return index === -1 ? octets.length : index
}
