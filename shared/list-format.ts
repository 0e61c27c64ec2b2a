/** What kind of file a list of people may come in: text with separators, a workbook, or contact cards. */
export const LIST_FORMATS = ['text', 'xlsx', 'xls', 'ods', 'vcard'] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

/** How many octets are looked at. */
const LOOKED_AT = 8192
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** The container of old Office files, and of new ones that are locked with a password. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0]

/** Guesses the kind of a file from its first octets; whatever is none of the others may be text. Never fails. */
export function guessListFormat(bytes: Uint8Array): ListFormat {
	if (startsWith(bytes, COMPOUND_FILE)) return 'xls'
	const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, LOOKED_AT))
	if (startsWith(bytes, ZIP)) {
		if (start.includes('opendocument.spreadsheet')) return 'ods'
		return /\[Content_Types\]\.xml|\bxl\//.test(start) ? 'xlsx' : 'text'
	}
	return /^(?:ï»¿)?\s*BEGIN:VCARD\b/i.test(start) ? 'vcard' : 'text'
}

function startsWith(bytes: Uint8Array, octets: readonly number[]): boolean {
	return octets.every((octet, index) => bytes[index] === octet)
}
