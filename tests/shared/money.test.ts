import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellAmount, formatAmount, MAX_CENTS, parseAmount, splitAmount, sumOf, typedAmount } from '#shared/money.ts'

const anAmount = fc.integer({ min: 0, max: MAX_CENTS })
const aLocale = fc.constantFrom('fr' as const, 'en' as const)

describe('parseAmount', () => {
	test.each([
		['12', 1200],
		['12,50', 1250],
		['12,5', 1250],
		['12.50 €', 1250],
		['€12.50', 1250],
		['12,', 1200],
		[',50', 50],
		['0', 0],
		['1 234,00', 123_400],
		['1\u202f234,00\u00a0€', 123_400],
		['1,234.50', 123_450],
		['1.234,50', 123_450],
		["1'234.50", 123_450],
		['1.000.000', 100_000_000],
		['1 000 000', 100_000_000],
		['35 euros', 3500],
		['35 EUR', 3500]
	])('reads %j', (text, cents) => {
		expect(parseAmount(text)).toBe(cents)
	})

	test.each([
		'',
		'€',
		'-5',
		'12,345',
		'1.234',
		'12,3,4',
		'1,234,50',
		'12.5.5',
		'1e3',
		'douze',
		'1000001',
		'1,234,567',
		'12€50',
		'١٢'
	])('refuses %j', (text) => {
		expect(parseAmount(text)).toBeUndefined()
	})

	test('reads back what is shown and what is put into a field', () => {
		fc.assert(
			fc.property(anAmount, aLocale, (cents, locale) => {
				expect(parseAmount(formatAmount(cents, locale))).toBe(cents)
				expect(parseAmount(typedAmount(cents, locale))).toBe(cents)
			})
		)
	})
})

describe('formatAmount', () => {
	test('writes as one does in each language', () => {
		expect(formatAmount(123_450, 'fr')).toBe('1\u202f234,50\u00a0€')
		expect(formatAmount(123_450, 'en')).toBe('€1,234.50')
		expect(formatAmount(-1050, 'fr')).toBe('-10,50\u00a0€')
	})
})

describe('cellAmount', () => {
	test('is a bare number to a French spreadsheet', () => {
		expect([0, 5, 123_450, -1050].map(cellAmount)).toEqual(['0,00', '0,05', '1234,50', '-10,50'])
	})
})

describe('splitAmount', () => {
	test('gives the cent that is left to who lost most, the earlier of two alike', () => {
		expect(splitAmount(100, [1, 1, 1])).toEqual([34, 33, 33])
		expect(splitAmount(100, [0, 0])).toEqual([50, 50])
		expect(splitAmount(10_000, [2, 1, 4])).toEqual([2857, 1429, 5714])
		expect(splitAmount(100, [])).toEqual([])
	})

	test('adds up to the amount, each within a cent of what is fair', () => {
		const weights = fc.array(anAmount, { minLength: 1, maxLength: 12 })
		fc.assert(
			fc.property(anAmount, weights, (amount, given) => {
				const shares = splitAmount(amount, given)

				expect(sumOf(shares)).toBe(amount)
				const total = sumOf(given)
				for (const [at, share] of shares.entries()) {
					const fair = total === 0 ? amount / given.length : (amount * (given[at] ?? 0)) / total
					expect(Math.abs(share - fair)).toBeLessThan(1.001)
				}
			})
		)
	})
})
