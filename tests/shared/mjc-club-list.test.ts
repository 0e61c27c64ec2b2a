import { describe, expect, test } from 'vitest'
import { clubNameKey } from '#shared/mjc-club.ts'
import { countOutcomes, parseClubList } from '#shared/mjc-club-list.ts'

const KNOWN = new Set(['MJC Centre', 'Été  jeunes'].map(clubNameKey))
const parse = (text: string) => parseClubList(text, (key) => KNOWN.has(key))
const outcomes = (text: string) => parse(text).map(({ name, outcome }) => [name, outcome])

describe('a list of clubs', () => {
	test('is one club a line, blank lines aside, each with its number', () => {
		expect(parse('\r\nMJC Nord\r\n\r\n  MJC   Sud \n')).toEqual([
			{ number: 2, name: 'MJC Nord', outcome: 'new' },
			{ number: 4, name: 'MJC Sud', outcome: 'new' }
		])
	})

	test('knows a club whatever the case, the accents and the spaces', () => {
		expect(outcomes('mjc  CENTRE\nETE JEUNES')).toEqual([
			['mjc CENTRE', 'known'],
			['ETE JEUNES', 'known']
		])
	})

	test('tells what stands in it twice', () => {
		expect(outcomes('MJC Nord\nmjc nord\nMJC Centre\nmjc centre')).toEqual([
			['MJC Nord', 'new'],
			['mjc nord', 'doubled'],
			['MJC Centre', 'known'],
			['mjc centre', 'doubled']
		])
	})

	test('refuses what cannot be a name', () => {
		expect(outcomes(`MJC \u0007\n---\nCaf\uFFFD\n${'x'.repeat(201)}`).map(([, outcome]) => outcome)).toEqual([
			'unreadable',
			'unreadable',
			'unreadable',
			'too-long'
		])
	})

	test('takes the first filled column of a spreadsheet, and no title for a club', () => {
		expect(outcomes('"Nom du club";"Ville"\n"MJC ""Le Lien"", Sud";Lyon\n;MJC Est\nNord\tDijon\nA, B')).toEqual([
			['Nom du club', 'title'],
			['MJC "Le Lien", Sud', 'new'],
			['MJC Est', 'new'],
			['Nord', 'new'],
			['A, B', 'new']
		])
	})

	test('never ends in an endless search of a broken quote', () => {
		expect(outcomes('"MJC Nord\n"";""')).toEqual([['"MJC Nord', 'new']])
	})

	test('is summed up', () => {
		expect(countOutcomes(parse('MJC Nord\nMJC Centre\nMJC Nord'))).toMatchObject({ new: 1, known: 1, doubled: 1 })
	})
})
