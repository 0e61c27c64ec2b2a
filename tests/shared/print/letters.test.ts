import { describe, expect, test } from 'vitest'
import { letterAddress } from '#shared/print/address-label.ts'
import { layLetters, type Letter } from '#shared/print/letters.ts'
import { layTable } from '#shared/print/table.ts'
import { extentOf, measure, textsOf } from '../../support/print-measure.ts'

const letter: Letter = {
	sender: ['Judo Évry'],
	recipient: ['Zoé Lefèvre', '12 rue des Lilas', '21000 DIJON'],
	date: 'Le 30/11/2026',
	subject: 'Cotisation 2026-2027',
	body: ['Bonjour,', 'Il reste 50,00 € à régler.']
}

describe('layLetters', () => {
	test('puts each letter on a page of its own, its address in the window of an envelope', () => {
		const pages = layLetters([letter, { ...letter, subject: 'Reçu' }], measure)

		expect(pages).toHaveLength(2)
		expect(textsOf(pages[0])).toEqual(expect.arrayContaining([...letter.recipient, 'Cotisation 2026-2027', 'Bonjour,']))
		const name = pages[0]?.items.find((item) => item.kind === 'text' && item.text === 'Zoé Lefèvre')
		expect(name && extentOf(name).left).toBeGreaterThanOrEqual(100)
		expect(name && extentOf(name).top).toBeGreaterThanOrEqual(40)
	})

	test('goes on overleaf, and never beyond the paper', () => {
		const body = Array.from({ length: 60 }, (_, at) => `Paragraphe ${at} ${'mot '.repeat(30)}`)
		const pages = layLetters([{ ...letter, body }], measure)

		expect(pages.length).toBeGreaterThan(1)
		expect(pages.flatMap(textsOf).filter((text) => text.startsWith('Paragraphe'))).toHaveLength(60)
		for (const { width, height, items } of pages) {
			for (const { right, bottom } of items.map(extentOf)) {
				expect(right).toBeLessThanOrEqual(width)
				expect(bottom).toBeLessThanOrEqual(height)
			}
		}
	})
})

describe('letterAddress', () => {
	const home = { lastName: 'Roux', firstName: 'Zoé', address: '3 place Foch', postalCode: '21000', city: 'Évry' }

	test('is written as the post wants it, the name alone where there is none', () => {
		expect(letterAddress(home)).toEqual(['Zoé Roux', '3 place Foch', '21000 EVRY'])
		expect(letterAddress({ ...home, address: '' })).toEqual(['Zoé Roux'])
	})
})

describe('a table of amounts', () => {
	test('has them at the right edge of their column, and its sum last', () => {
		const table = {
			headings: ['Qui', 'Montant'],
			rows: [
				['Roux', '5,00 €'],
				['Petit', '1 200,00 €']
			],
			amounts: [1]
		}
		const words = { title: 'Remise', note: '', pageOf: () => '1' }
		const [page] = layTable({ ...table, total: ['2 chèques', '1 205,00 €'] }, words, measure)
		const found = (text: string) => page?.items.find((item) => item.kind === 'text' && item.text === text)

		const edges = ['5,00 €', '1 200,00 €', '1 205,00 €', 'Montant'].map((text) => extentOf(found(text)!).right)
		expect(Math.max(...edges) - Math.min(...edges)).toBeLessThan(0.01)
		expect(found('1 205,00 €')).toMatchObject({ bold: true })
		expect(found('1 200,00 €')).toMatchObject({ bold: false })
	})
})
