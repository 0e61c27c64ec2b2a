import { describe, expect, test } from 'vitest'
import { foldPhone, foldText, hasWords, listSearchWords } from '#shared/search.ts'

const finds = (query: string, text: string) => hasWords(`${foldText(text)}\n${foldPhone(text)}`, listSearchWords(query))

describe('foldText', () => {
	test('takes accents, capitals and ligatures away', () => {
		expect(foldText('Œuvré à Saint-Étienne')).toBe('oeuvre a saint-etienne')
	})

	test('makes decomposed and composed accents alike', () => {
		expect(foldText('Zoe\u0308')).toBe(foldText('Zoë'))
	})

	test('makes typographic apostrophes straight', () => {
		expect(foldText('D’Arc')).toBe("d'arc")
	})
})

describe('foldPhone', () => {
	test.each(['+33 6 12 34 56 78', '0033612345678', '06.12.34.56.78', '06-12-34-56-78'])('reads %s', (phone) => {
		expect(foldPhone(phone)).toBe('0612345678')
	})

	test('keeps the country of a foreign number', () => {
		expect(foldPhone('+41 79 123')).toBe('+4179123')
	})
})

describe('hasWords', () => {
	test('finds several words in any order, inside others too', () => {
		expect(finds('zoe fev', 'Lefèvre Zoé')).toBe(true)
	})

	test('wants every word', () => {
		expect(finds('zoe dupont', 'Lefèvre Zoé')).toBe(false)
	})

	test.each(['0612345678', '06 12 34', '06.12.34', '+33612345678', '4567'])(
		'finds a telephone number by %s',
		(query) => {
			expect(finds(query, '06 12 34 56 78')).toBe(true)
		}
	)

	test('finds everyone by a blank search', () => {
		expect(finds('  ', 'Lefèvre')).toBe(true)
	})
})
