import { describe, expect, test } from 'vitest'
import { openList } from '#web/state/list-source.ts'
import { unwrap } from '../../support/unwrap.ts'
import { sample } from './sample-file.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
async function rowsOf(bytes: Uint8Array, sheet?: string): Promise<string[][]> {
	const source = unwrap(await openList(bytes))
	const steps = source.read({ ...source.guess, ...(sheet !== undefined && { sheet }) })
	for (;;) {
		const step = steps.next()
		if (step.done) return step.value.map(({ cells }) => cells)
	}
}

describe('a workbook', () => {
	test.for(['members.xlsx', 'members.ods', 'members.xls'])(
		'%s gives the text of its cells, sheet by sheet',
		async (name) => {
			const bytes = await sample(name)

			const rows = await rowsOf(bytes)

			expect(unwrap(await openList(bytes)).sheets).toEqual(['Adhérents', 'Bureau'])
			expect(rows[1]?.slice(0, 3)).toEqual(['Nom', 'Prénom', 'Date de naissance'])
			expect(rows[2]?.slice(0, 7)).toEqual([
				...['LE GOFF', 'Anaïs', '2014-03-09', 'anais.legoff@example.org', '612345678', '1000', 'Bourg-en-Bresse']
			])
			expect(rows[2]?.[8]).toBe('Allergie : demander\nà sa mère')
			expect(rows[4]?.[4]).toBe('33612345679')
			expect(rows[5]?.[0]).toBe('Ćirić')
			expect(await rowsOf(bytes, 'Bureau')).toEqual([
				['Poste', 'Nom'],
				['Présidente', 'Le Goff']
			])
		}
	)

	test('says that it is locked, and that it is damaged', async () => {
		const whole = await sample('members.xlsx')

		expect(await openList(await sample('locked.xlsx'))).toMatchObject({ error: { code: 'import-workbook-locked' } })
		expect(await openList(whole.slice(0, 3000))).toMatchObject({ error: { code: 'import-workbook-unread' } })
	})

	test('with any octet changed is refused or read, and never ends otherwise', async () => {
		const whole = await sample('members.xlsx')
		for (let at = 4; at < whole.length; at += 97) {
			const damaged = whole.slice()
			damaged[at] = (damaged[at] ?? 0) ^ 0xff
			const opened = await openList(damaged)
			if (!opened.ok) expect(opened.error.code).toMatch(/^import-/)
		}
	})
})

describe('contact cards', () => {
	const CARDS = `BEGIN:VCARD
VERSION:3.0
N:Le Goff;Anaïs;Marie;;
item1.EMAIL;type=INTERNET;type=pref:anais@example.org
EMAIL;type=INTERNET:autre@example.org
TEL;type=CELL:06 12 34 56 78
TEL;type=HOME:04 72 00 00 00
ADR;type=HOME:;bât. B;12 rue des Lilas;Lyon;;69003;France
BDAY:2014-03-09
NOTE:Une note\\, longue\\nde deux lignes
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Jovan Ćirić
BDAY:19580228
TEL;VALUE=uri;TYPE=cell:tel:+33-4-72-00-00-00
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Durand;L=C3=A9o;;;
TEL;CELL:0699999999
BDAY:--0412
END:VCARD
BEGIN:VCARD
this is no property
END:VCARD`

	test('become rows with headings, of every version; one that cannot be read does not harm the others', async () => {
		const [headings, ...rows] = await rowsOf(utf8(CARDS.replaceAll('\n', '\r\n')))

		expect(headings?.slice(0, 5)).toEqual(['Nom', 'Prénom', 'Date de naissance', 'E-mail', 'Autres e-mails'])
		expect(rows).toEqual([
			[
				...['Le Goff', 'Anaïs Marie', '2014-03-09', 'anais@example.org', 'autre@example.org'],
				...['06 12 34 56 78 / 04 72 00 00 00', 'bât. B, 12 rue des Lilas', '69003', 'Lyon'],
				'Une note, longue\nde deux lignes'
			],
			['Ćirić', 'Jovan', '1958-02-28', '', '', '+33-4-72-00-00-00', '', '', '', ''],
			['Durand', 'Léo', '', '', '', '0699999999', '', '', '', '']
		])
	})

	test('without one that can be read are refused', async () => {
		expect(await openList(utf8('BEGIN:VCARD\nrubbish\nEND:VCARD'))).toMatchObject({
			error: { code: 'import-contacts-unread' }
		})
	})
})
