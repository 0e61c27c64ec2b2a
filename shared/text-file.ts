const UTF8_BOM = [0xef, 0xbb, 0xbf]
/** So few bytes already show whether a file without a mark is UTF-16. */
const SAMPLE_BYTES = 2_000

/**
 * The text of a file that a person chose, whatever wrote it: UTF-8 with or without a mark, UTF-16, or else
 * Windows-1252, as older spreadsheets and Windows itself write French. No mark and no `\r` is left in it.
 *
 * `undefined` when it is no text: a picture, a workbook, a PDF.
 */
export function decodeTextFile(bytes: Uint8Array): string | undefined {
	const text = decode(bytes)
	return text.includes('\0') ? undefined : text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}

function decode(bytes: Uint8Array): string {
	if (UTF8_BOM.every((byte, index) => bytes[index] === byte)) return new TextDecoder('utf-8').decode(bytes)
	const wide = findUtf16(bytes)
	if (wide) return new TextDecoder(wide).decode(bytes)
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch {
		// Bytes that are no UTF-8 are what the old single-byte encoding looks like; it has a letter for nearly every byte.
		return new TextDecoder('windows-1252').decode(bytes)
	}
}

/** Which UTF-16 it is: by its mark, or because every other byte is empty, as in any text of ours. */
function findUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
	const sample = bytes.subarray(0, SAMPLE_BYTES)
	const emptyAt = (parity: number) => sample.filter((byte, index) => byte === 0 && index % 2 === parity).length
	const most = sample.length * 0.3
	if (emptyAt(1) > most && emptyAt(0) === 0) return 'utf-16le'
	return emptyAt(0) > most && emptyAt(1) === 0 ? 'utf-16be' : undefined
}
