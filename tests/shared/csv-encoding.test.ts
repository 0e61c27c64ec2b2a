import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, guessEncoding, type CsvEncoding } from '#shared/csv-encoding.ts'

const TEXT = 'Nom;Prénom\r\nLefèvre;Zoé\r\n'
const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

function wide(text: string, little: boolean): Uint8Array {
	return Uint8Array.from(
		[...text].flatMap((letter) => {
			const code = letter.charCodeAt(0)
			return little ? [code & 255, code >> 8] : [code >> 8, code & 255]
		})
	)
}

const read = (bytes: Uint8Array) => {
	const guessed = guessEncoding(bytes)
	return guessed.ok ? [guessed.value, decodeText(bytes, guessed.value)] : guessed.error.code
}

describe('guessEncoding', () => {
	test.each<[string, Uint8Array, CsvEncoding]>([
		['UTF-8', utf8(TEXT), 'utf-8'],
		['UTF-8 with a mark', utf8(`\uFEFF${TEXT}`), 'utf-8'],
		['what Excel calls CSV', latin(TEXT), 'windows-1252'],
		['UTF-16 LE with a mark', wide(`\uFEFF${TEXT}`, true), 'utf-16le'],
		['UTF-16 BE with a mark', wide(`\uFEFF${TEXT}`, false), 'utf-16be'],
		['UTF-16 LE without', wide(TEXT, true), 'utf-16le'],
		['UTF-16 BE without', wide(TEXT, false), 'utf-16be']
	])('reads %s to the letter', (_, bytes, encoding) => {
		expect(read(bytes)).toEqual([encoding, TEXT])
	})

	test('reads the euro sign and the œ of Windows', () => {
		expect(read(Uint8Array.of(0x9c, 0x75, 0x66, 0x20, 0x80))).toEqual(['windows-1252', 'œuf €'])
	})

	test.each([
		['import-file-pdf', utf8('%PDF-1.7 …')],
		['import-file-image', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d)],
		['import-file-image', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
		['import-file-spreadsheet', utf8('PK\x03\x04…[Content_Types].xml…xl/workbook.xml')],
		['import-file-spreadsheet', utf8('PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
		['import-file-spreadsheet', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
		['import-file-zip', utf8('PK\x03\x04photos/1.jpg')],
		['import-file-binary', Uint8Array.from({ length: 400 }, (_, n) => n % 29)],
		['import-file-empty', new Uint8Array()]
	])('refuses what is no text: %s', (code, bytes) => {
		expect(read(bytes)).toBe(code)
	})

	test('reads any text back from UTF-8', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
				expect(decodeText(utf8(`\uFEFF${text}`), 'utf-8')).toBe(text)
			})
		)
	})
})
