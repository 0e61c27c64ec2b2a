import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitLine, wrapText } from '#shared/print/text-fit.ts'
import { measure } from '../../support/print-measure.ts'

const style = { size: 10 }
const words = fc
	.array(fc.string({ minLength: 1, maxLength: 12 }).map((word) => word.replace(/\s/g, '_')))
	.map((all) => all.join(' '))

describe('wrapText', () => {
	test('keeps every letter, in lines that fit', () => {
		fc.assert(
			fc.property(words, fc.integer({ min: 4, max: 60 }), (text, width) => {
				const lines = wrapText(text, style, { width, measure })

				for (const line of lines) expect(measure(line, style)).toBeLessThanOrEqual(width)
				expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
			})
		)
	})

	test('cuts the last line that it may have', () => {
		expect(wrapText('un deux trois quatre cinq', style, { width: 12.5, measure, most: 2 })).toEqual([
			'un deux',
			'trois…'
		])
	})
})

describe('fitLine', () => {
	test('is made smaller before it is cut', () => {
		expect(fitLine('Marguerite', { size: 10, least: 5 }, { width: 14, measure })).toEqual({
			text: 'Marguerite',
			size: 7.5
		})
		expect(fitLine('Marguerite', { size: 10, least: 9 }, { width: 14, measure })).toEqual({ text: 'Marguer…', size: 9 })
	})

	test('fits whatever it is given, if a letter does', () => {
		fc.assert(
			fc.property(fc.string(), fc.integer({ min: 4, max: 40 }), (text, width) => {
				const fitted = fitLine(text, { size: 12, least: 6 }, { width, measure })
				expect(measure(fitted.text, fitted)).toBeLessThanOrEqual(width)
			})
		)
	})
})
