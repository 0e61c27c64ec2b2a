import { describe, expect, test } from 'vitest'
import { decodeTextFile } from '#shared/text-file.ts'

const TEXT = 'MJC Été – l’œuvre €'
const utf8 = (text: string) => [...new TextEncoder().encode(text)]
const utf16 = (text: string, high: 0 | 1) =>
	Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).flatMap((unit) =>
		high ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff]
	)
const decode = (bytes: number[]) => decodeTextFile(Uint8Array.from(bytes))

describe('the text of a file', () => {
	test('is read from UTF-8, with a mark or without', () => {
		expect(decode(utf8(TEXT))).toBe(TEXT)
		expect(decode([0xef, 0xbb, 0xbf, ...utf8(TEXT)])).toBe(TEXT)
	})

	test('is read from UTF-16 of either order, with a mark or without', () => {
		const plain = 'MJC Centre;Lyon\r\nMJC Été;Dijon'

		expect(decode([0xff, 0xfe, ...utf16(TEXT, 1)])).toBe(TEXT)
		expect(decode([0xfe, 0xff, ...utf16(TEXT, 0)])).toBe(TEXT)
		expect(decode(utf16(plain, 1))).toBe(plain.replace('\r\n', '\n'))
		expect(decode(utf16(plain, 0))).toBe(plain.replace('\r\n', '\n'))
	})

	test('is read from Windows-1252', () => {
		expect(decode([0xc9, 0x74, 0xe9, 0x20, 0x80, 0x92, 0x9c])).toBe('Été €’œ')
	})

	test('ends its lines in one way', () => {
		expect(decode(utf8('a\r\nb\rc\nd'))).toBe('a\nb\nc\nd')
	})

	test('is none where there is no text', () => {
		expect(decode([0x50, 0x4b, 3, 4, 0, 0, 8, 0, 0x21, 0])).toBeUndefined()
		expect(decode([])).toBe('')
	})
})
