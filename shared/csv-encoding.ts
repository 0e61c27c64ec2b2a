import { err, ok, type Result } from './result.ts'

/** How the letters of a text file are written; each is a label that `TextDecoder` knows. */
export const CSV_ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type CsvEncoding = (typeof CSV_ENCODINGS)[number]

/** Why a file holds no text; each equals the key of its sentence in the catalogue. */
export type NotText =
	| 'import-file-empty'
	| 'import-file-spreadsheet'
	| 'import-file-pdf'
	| 'import-file-image'
	| 'import-file-zip'
	| 'import-file-binary'

/** First octets by which a kind of file is known. */
const SIGNATURES: readonly (readonly [code: NotText, ...octets: number[]])[] = [
	['import-file-pdf', 0x25, 0x50, 0x44, 0x46],
	['import-file-spreadsheet', 0xd0, 0xcf, 0x11, 0xe0],
	['import-file-image', 0x89, 0x50, 0x4e, 0x47],
	['import-file-image', 0xff, 0xd8, 0xff],
	['import-file-image', 0x47, 0x49, 0x46, 0x38],
	['import-file-image', 0x52, 0x49, 0x46, 0x46]
]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** How many octets are looked at to tell text from anything else. */
const LOOKED_AT = 8192

/** Tells how a file's letters are written, or that it holds none: a byte order mark first, then what is valid UTF-8. */
export function guessEncoding(bytes: Uint8Array): Result<CsvEncoding, { code: NotText }> {
	if (bytes.length === 0) return err({ code: 'import-file-empty' })
	const signature = SIGNATURES.find(([, ...octets]) => startsWith(bytes, octets))
	if (signature) return err({ code: signature[0] })
	if (startsWith(bytes, ZIP)) return err({ code: isSpreadsheet(bytes) ? 'import-file-spreadsheet' : 'import-file-zip' })
	if (startsWith(bytes, [0xff, 0xfe])) return ok('utf-16le')
	if (startsWith(bytes, [0xfe, 0xff])) return ok('utf-16be')
	const sample = bytes.subarray(0, LOOKED_AT)
	const wide = guessWide(sample)
	if (wide) return ok(wide)
	if (countControls(sample) > sample.length / 100) return err({ code: 'import-file-binary' })
	return ok(isUtf8(bytes) ? 'utf-8' : 'windows-1252')
}

/** The text of a file, without its byte order mark. Octets that mean nothing become U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: CsvEncoding): string {
	return new TextDecoder(encoding).decode(bytes)
}

function startsWith(bytes: Uint8Array, octets: readonly number[]): boolean {
	return octets.every((octet, index) => bytes[index] === octet)
}

/** A zip whose first names are those of an Excel or LibreOffice workbook. */
function isSpreadsheet(bytes: Uint8Array): boolean {
	const names = new TextDecoder('windows-1252').decode(bytes.subarray(0, LOOKED_AT))
	return /\[Content_Types\]\.xml|xl\/|opendocument\.spreadsheet/.test(names)
}

/** UTF-16 without a mark: every second octet of ordinary text is zero. */
function guessWide(sample: Uint8Array): CsvEncoding | undefined {
	let [even, odd] = [0, 0]
	for (const [index, octet] of sample.entries()) {
		if (octet !== 0) continue
		if (index % 2 === 0) even += 1
		else odd += 1
	}
	if (odd > sample.length * 0.3 && even < odd / 10) return 'utf-16le'
	return even > sample.length * 0.3 && odd < even / 10 ? 'utf-16be' : undefined
}

function countControls(sample: Uint8Array): number {
	return sample.filter((octet) => octet < 0x09 || (octet > 0x0d && octet < 0x20)).length
}

function isUtf8(bytes: Uint8Array): boolean {
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes)
		return true
	} catch {
		return false // It throws at the first octet that UTF-8 does not have, which is the answer.
	}
}
