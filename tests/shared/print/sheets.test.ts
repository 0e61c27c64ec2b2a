import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layAttendance } from '#shared/print/attendance.ts'
import { layCards } from '#shared/print/cards.ts'
import { listSignedColumns, parsePrintChoices } from '#shared/print/choices.ts'
import type { PrintPage } from '#shared/print/page.ts'
import { layPhotoBoard } from '#shared/print/photo-board.ts'
import { layTable } from '#shared/print/table.ts'
import { extentOf, measure, textsOf } from '../../support/print-measure.ts'

const words = { title: 'Adhérents', note: 'Judo · 1 mai', pageOf: (page: number, pages: number) => `${page}/${pages}` }
const people = (count: number) => Array.from({ length: count }, (_, n) => `Personne ${n}`)

/** Nothing reaches beyond the paper. */
function expectOnPaper(pages: readonly PrintPage[]): void {
	for (const { width, height, items } of pages) {
		for (const item of items) {
			const { left, right, top, bottom } = extentOf(item)
			expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
			expect(right).toBeLessThanOrEqual(width + 0.01)
			expect(bottom).toBeLessThanOrEqual(height + 0.01)
		}
	}
}

describe('layTable', () => {
	const table = (columns: number, rows: number, cell = 'mot') => ({
		headings: Array.from({ length: columns }, (_, n) => `Titre ${n}`),
		rows: Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, n) => `${cell} ${row}.${n}`))
	})

	test('stands upright with few columns, lies with many, with title, headings and number on each page', () => {
		const few = layTable(table(4, 120), words, measure)

		expect(few[0]).toMatchObject({ width: 210, height: 297 })
		expect(layTable(table(8, 1), words, measure)[0]).toMatchObject({ width: 297, height: 210 })
		for (const [index, page] of few.entries()) {
			const texts = textsOf(page)
			expect(texts).toEqual(expect.arrayContaining(['Adhérents', 'Titre 0', 'Titre 3', `${index + 1}/${few.length}`]))
		}
	})

	test('holds every cell, never in letters smaller than one can read, on the paper: twenty columns too', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 24 }),
				fc.integer({ min: 0, max: 60 }),
				fc.string({ maxLength: 30 }).map((text) => text.replace(/\s/g, '_')),
				(columns, rows, cell) => {
					const pages = layTable(table(columns, rows, cell), words, measure)
					const all = pages.flatMap(textsOf).join(' ').replaceAll(' ', '')

					expectOnPaper(pages)
					for (const row of table(columns, rows, cell).rows) {
						for (const each of row) expect(all).toContain(each.split(' ').at(-1))
					}
					const sizes = pages.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'text' ? [item.size] : [])))
					expect(Math.min(...sizes)).toBeGreaterThanOrEqual(6.5)
				}
			),
			{ numRuns: 40 }
		)
	})

	test('repeats the first column where the others go on on further pages', () => {
		const wide = table(20, 3, 'anticonstitutionnellement')
		const pages = layTable(wide, words, measure)

		expect(pages.length).toBeGreaterThan(1)
		for (const page of pages) expect(textsOf(page).join(' ')).toContain('Titre 0')
	})
})

describe('layAttendance', () => {
	test('numbers everybody over the pages, and leaves blank lines at the end', () => {
		const pages = layAttendance({ names: people(40), columns: ['Signature'], blankRows: 5 }, words, measure)
		const texts = pages.flatMap(textsOf)

		expectOnPaper(pages)
		expect(pages).toHaveLength(2)
		expect(texts).toEqual(expect.arrayContaining(['1', '40', '45', 'Personne 39']))
		expect(texts.filter((text) => text === 'Signature')).toHaveLength(2)
	})

	test('lies on its side for many columns', () => {
		const columns = listSignedColumns(' 3/9, 10/9 ;17/9,, 24/9 ')

		expect(columns).toEqual(['3/9', '10/9', '17/9', '24/9'])
		const pages = layAttendance({ names: people(3), columns, blankRows: 0 }, words, measure)
		expect(pages[0]).toMatchObject({ width: 297, height: 210 })
		expectOnPaper(pages)
	})
})

describe('layCards', () => {
	const card = {
		name: 'Marie-Antoinette de La Rochefoucauld-Montmorency',
		number: 'N° 12',
		validity: 'Saison 2026-2027',
		note: '',
		photo: ''
	}

	test('puts ten on a sheet, of the size of a bank card, each text inside its card', () => {
		const pages = layCards(
			Array.from({ length: 11 }, () => card),
			{ club: 'Judo '.repeat(30), title: 'Carte', logo: '' },
			measure
		)

		expect(pages).toHaveLength(2)
		expectOnPaper(pages)
		const edges = pages[1]?.items.find((item) => item.kind === 'box' && item.outline)
		expect(edges).toMatchObject({ width: 85.6, height: 53.98 })
		const { left, right, top, bottom } = extentOf(edges ?? { kind: 'line', x1: 0, x2: 0, y1: 0, y2: 0 })
		for (const item of pages[1]?.items ?? []) {
			const reach = extentOf(item)
			expect(reach.left).toBeGreaterThanOrEqual(left)
			expect(reach.right).toBeLessThanOrEqual(right + 0.01)
			expect(reach.top).toBeGreaterThanOrEqual(top)
			expect(reach.bottom).toBeLessThanOrEqual(bottom + 0.01)
		}
	})

	test('has the face beside the name, and the logo on the band', () => {
		const photo = 'data:image/png;base64,AAAA'
		const [page] = layCards([{ ...card, photo }], { club: 'Judo', title: 'Carte', logo: photo }, measure)

		expect(page?.items.filter(({ kind }) => kind === 'image')).toMatchObject([{ fit: 'whole' }, { fit: 'fill' }])
	})
})

describe('layPhotoBoard', () => {
	test('shows twenty-five a page, initials where there is no face', () => {
		const portraits = people(26).map((name) => ({ name, initials: 'PN', photo: '', note: '' }))
		const pages = layPhotoBoard(portraits, words, measure)

		expect(pages).toHaveLength(2)
		expectOnPaper(pages)
		expect(textsOf(pages[0]).filter((text) => text === 'PN')).toHaveLength(25)
	})
})

describe('parsePrintChoices', () => {
	const plain = {
		kind: 'list',
		format: 'L7160',
		together: true,
		outlines: false,
		columns: '',
		blankRows: 0,
		imageUse: 'image-display',
		unagreed: 'initials',
		validity: ''
	}

	test.for([undefined, '', 'null', '[]', '{"kind":"poster","format":"toString","blankRows":-1}'])(
		'gives the plain choices for %j',
		(text) => {
			expect(parsePrintChoices(text)).toEqual(plain)
		}
	)

	test('keeps what was chosen', () => {
		expect(parsePrintChoices('{"kind":"cards","validity":"2026"}')).toEqual({
			...plain,
			kind: 'cards',
			validity: '2026'
		})
	})
})
