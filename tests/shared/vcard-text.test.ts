import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listCards } from '#shared/vcard-text.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\r\n')

describe('listCards', () => {
	test('gives each card of a file by itself, whatever stands between them', () => {
		const text = `${card('VERSION:3.0', 'FN:A')}\r\n\r\nnoise\r\n${card('VERSION:4.0', 'FN:B')}\r\nBEGIN:VCARD\r\nFN:never ended`

		expect(listCards(text)).toEqual([
			'BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD',
			'BEGIN:VCARD\nVERSION:4.0\nFN:B\nEND:VCARD'
		])
	})

	test('leaves pictures out, folded over many lines as they are', () => {
		const text = card(
			'VERSION:3.0',
			'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
			' SkZJRgABAQ',
			' EASABIAAD',
			'item1.LOGO:x',
			'FN:A'
		)

		expect(listCards(text)).toEqual(['BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD'])
	})

	test('rewrites vCard 2.1: bare parameters, quoted-printable over several lines, its character set', () => {
		const text = card(
			'VERSION:2.1',
			'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Le Goff;Ana=EFs;;;',
			'TEL;CELL;PREF:0612345678',
			'NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:pr=C3=A9venir, =',
			'la m=C3=A8re=0D=0Ale soir',
			'ORG:Club, section judo'
		)

		expect(listCards(text)[0]?.split('\n')).toEqual([
			'BEGIN:VCARD',
			'VERSION:3.0',
			'N:Le Goff;Anaïs;;;',
			'TEL;TYPE=CELL;TYPE=PREF:0612345678',
			'NOTE:prévenir\\, la mère\\nle soir',
			'ORG:Club\\, section judo',
			'END:VCARD'
		])
	})

	test('reads 1 MB of anything in time', () => {
		const hostile = [
			'BEGIN:VCARD\nVERSION:2.1\n' + 'NOTE;ENCODING=QUOTED-PRINTABLE:=\n'.repeat(30_000),
			'BEGIN:VCARD\n'.repeat(80_000),
			card('VERSION:2.1', `PHOTO:${'\n '.repeat(300_000)}`),
			card('VERSION:2.1', 'A;'.repeat(500_000))
		]

		for (const text of hostile) listCards(text)
	})

	test('never throws', () => {
		const line = fc.oneof(
			fc.string(),
			fc.constantFrom('VERSION:2.1', 'N;CHARSET=x-nobody;ENCODING=QUOTED-PRINTABLE:=E', 'TEL;CELL:1', ':', 'END:VCARD')
		)
		fc.assert(fc.property(fc.array(line), (lines) => Array.isArray(listCards(card(...lines)))))
	})
})
