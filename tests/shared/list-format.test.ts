import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessListFormat, LIST_FORMATS } from '#shared/list-format.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const sample = (name: string) => new Uint8Array(readFileSync(`tests/support/samples/lists/${name}`))

describe('guessListFormat', () => {
	test.for([
		['xlsx', 'members.xlsx'],
		['xls', 'members.xls'],
		['ods', 'members.ods'],
		['xls', 'locked.xlsx']
	] as const)('knows %s by its octets, whatever it is called: %s', ([format, name]) => {
		expect(guessListFormat(sample(name))).toBe(format)
	})

	test.for([
		['vcard', 'BEGIN:VCARD\r\nVERSION:3.0'],
		['vcard', '\ufeff\nbegin:vcard\nversion:4.0'],
		['text', 'Nom;Prénom\nRoux;Zoé'],
		['text', 'BEGIN:VCALENDAR'],
		['text', 'PK\x03\x04 photos.zip'],
		['text', '']
	] as const)('takes for %s: %j', ([format, text]) => {
		expect(guessListFormat(utf8(text))).toBe(format)
	})

	test('has an answer for any octets', () => {
		fc.assert(fc.property(fc.uint8Array(), (bytes) => LIST_FORMATS.includes(guessListFormat(bytes))))
	})
})
