import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listAddressLabels } from '#shared/print/address-label.ts'
import { LABEL_FORMATS, labelsPerSheet, type LabelFormatName } from '#shared/print/label-formats.ts'
import { layLabels } from '#shared/print/labels.ts'
import { A4 } from '#shared/print/page.ts'
import { extentOf, measure, textsOf } from '../../support/print-measure.ts'

const FORMATS = Object.entries(LABEL_FORMATS) as [LabelFormatName, (typeof LABEL_FORMATS)[LabelFormatName]][]
const person = (firstName: string, address = '12 rue des Lilas', city = 'Évry', lastName = 'Roux') => ({
	...{ lastName, firstName, address, postalCode: '91000', city }
})
const familyName = (name: string) => `Famille ${name}`

describe('label formats', () => {
	test.for(FORMATS)('%s lies on its sheet, no label over another', ([, format]) => {
		const { columns, rows, left, top, width, height, stepX, stepY } = format

		expect(left + (columns - 1) * stepX + width).toBeLessThanOrEqual(A4.width + 0.01)
		expect(top + (rows - 1) * stepY + height).toBeLessThanOrEqual(A4.height + 0.01)
		expect(stepX).toBeGreaterThanOrEqual(width)
		expect(stepY).toBeGreaterThanOrEqual(height)
	})
})

describe('layLabels', () => {
	test('fills sheets in order, after those that are gone', () => {
		const format = LABEL_FORMATS.L7160
		const labels = Array.from({ length: 22 }, (_, n) => [`Nom ${n}`, '91000 EVRY'])

		const pages = layLabels(labels, { format, skip: 20, outlines: false }, measure)

		expect(pages.map((page) => textsOf(page).length / 2)).toEqual([1, 21])
		expect(textsOf(pages[0])).toEqual(['Nom 0', '91000 EVRY'])
		expect(pages[0]?.items[0]).toMatchObject({ x: format.left + 2 * format.stepX + 3 })
	})

	test('keeps every text inside its label, and the town on it, however long the lines', () => {
		const line = fc.string({ minLength: 1, maxLength: 90 }).filter((text) => text.trim() !== '')
		fc.assert(
			fc.property(fc.constantFrom(...FORMATS), fc.array(line, { minLength: 1, maxLength: 8 }), ([, format], lines) => {
				const town = '91000 EVRY'
				const [page] = layLabels([[...lines, town]], { format, skip: 0, outlines: false }, measure)

				expect(textsOf(page).at(-1)).toBe(town)
				for (const item of page?.items ?? []) {
					const { left, right, top, bottom } = extentOf(item)
					expect(left).toBeGreaterThanOrEqual(format.left)
					expect(right).toBeLessThanOrEqual(format.left + format.width)
					expect(top).toBeGreaterThanOrEqual(format.top)
					expect(bottom).toBeLessThanOrEqual(format.top + format.height)
				}
			})
		)
	})

	test('draws edges for a trial, of every label that is there', () => {
		const format = LABEL_FORMATS['3474']
		const [page] = layLabels([['A'], ['B']], { format, skip: 1, outlines: true }, measure)

		expect(page?.items.filter(({ kind }) => kind === 'box')).toHaveLength(3)
		expect(labelsPerSheet(format)).toBe(24)
	})
})

describe('listAddressLabels', () => {
	test('has one label an address, whatever its case, accents and commas', () => {
		const { labels, missing } = listAddressLabels(
			[person('Zoé'), person('Luc', '12, RUE DES LILAS', 'Evry'), person('Ana', '3 place du Marché')],
			{ together: true, familyName }
		)

		expect(labels.map(({ lines }) => lines)).toEqual([
			['Famille Roux', '12 rue des Lilas', '91000 EVRY'],
			['Ana Roux', '3 place du Marché', '91000 EVRY']
		])
		expect(missing).toEqual([])
	})

	test('names those of several surnames, and each by himself when told', () => {
		const two = [person('Zoé'), person('Luc', '12 rue des Lilas', 'Évry', 'Petit')]

		expect(listAddressLabels(two, { together: true, familyName }).labels[0]?.lines[0]).toBe('Zoé Roux, Luc Petit')
		expect(listAddressLabels(two, { together: false, familyName }).labels).toHaveLength(2)
	})

	test('leaves out whoever has no street, or no town, and says who', () => {
		const none = [person('Zoé', ''), { ...person('Luc'), postalCode: '', city: ' ' }]

		expect(listAddressLabels(none, { together: true, familyName })).toEqual({ labels: [], missing: none })
	})
})
