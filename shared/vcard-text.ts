/** A parameter of vCard 2.1 that stands without its name: `TEL;CELL:…` (vCard 2.1 §2.1.2). */
const BARE_PARAMETER = /;(?!CHARSET=|ENCODING=)([A-Z0-9-]+)(?=[;:])/gi
/** What no list of members takes, and what makes a file of contacts large. */
const PICTURE = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i
const QUOTED_PRINTABLE = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i

/**
 * The cards of a text, each as RFC 6350 or RFC 2426 describes it, a property a line: those of vCard 2.1, as old telephones
 * and Outlook write them, are rewritten as 3.0. Pictures are left out. A card that is never ended is none. Takes time
 * linear in the text.
 */
export function listCards(text: string): string[] {
	const cards: string[] = []
	let lines: string[] | undefined
	for (const line of text.split(/\r\n?|\n/)) {
		if (/^BEGIN:VCARD\s*$/i.test(line)) lines = []
		else if (/^END:VCARD\s*$/i.test(line)) {
			if (lines) cards.push(cardOf(lines))
			lines = undefined
		} else if (line.trim() !== '') lines?.push(line)
	}
	return cards
}

function cardOf(lines: readonly string[]): string {
	const old = lines.some((line) => /^VERSION:2\.1\s*$/i.test(line))
	const kept = unfold(lines, old).filter((line) => !PICTURE.test(line))
	return ['BEGIN:VCARD', ...(old ? kept.map(modernize) : kept), 'END:VCARD'].join('\n')
}

/** Joins what was folded: a line goes on where the next begins with a space, and in 2.1 after the last `=` of quoted-printable. */
function unfold(lines: readonly string[], old: boolean): string[] {
	const unfolded: string[][] = []
	let goesOn = false
	for (const line of lines) {
		const folded = /^[ \t]/.test(line)
		const last = unfolded.at(-1)
		if (last && goesOn) last.push(line)
		else if (last && folded) last.push(old ? ` ${line.trimStart()}` : line.slice(1))
		else unfolded.push([line])
		const current = unfolded.at(-1) ?? []
		goesOn = old && line.endsWith('=') && QUOTED_PRINTABLE.test(current[0] ?? '')
		if (goesOn) current[current.length - 1] = current[current.length - 1]?.slice(0, -1) ?? ''
	}
	return unfolded.map((pieces) => pieces.join(''))
}

function modernize(line: string): string {
	const colon = line.indexOf(':')
	if (colon === -1) return line
	const [head, value] = [line.slice(0, colon + 1), line.slice(colon + 1)]
	if (/^VERSION:/i.test(head)) return 'VERSION:3.0'
	const charset = /;CHARSET=([\w-]+)/i.exec(head)?.[1]
	const name = head
		.replace(/;CHARSET=[\w-]+/gi, '')
		.replace(/;(?:ENCODING=)?(?:QUOTED-PRINTABLE|8BIT|7BIT)(?=[;:])/gi, '')
		.replace(BARE_PARAMETER, ';TYPE=$1')
	return name + escapeText(QUOTED_PRINTABLE.test(head) ? decodeQuoted(value, charset) : value)
}

/** What 2.1 writes as it is and 3.0 does not; semicolons part the pieces of a name in both. */
const escapeText = (value: string): string => value.replace(/(?<!\\),/g, '\\,').replace(/\r?\n/g, '\\n')

function decodeQuoted(value: string, charset = 'utf-8'): string {
	const octets: number[] = []
	for (const [, hex, plain = ''] of value.matchAll(/=([0-9A-F]{2})|([^=]+|=)/gi)) {
		if (hex !== undefined) octets.push(parseInt(hex, 16))
		else for (const octet of new TextEncoder().encode(plain)) octets.push(octet)
	}
	return decoderFor(charset).decode(Uint8Array.from(octets))
}

function decoderFor(charset: string): TextDecoder {
	try {
		return new TextDecoder(charset)
	} catch {
		return new TextDecoder() // A name that nobody knows: what telephones write is UTF-8.
	}
}
