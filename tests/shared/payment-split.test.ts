import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sumOf } from '#shared/money.ts'
import { nextChequeNumber, shareOut, type SharePart } from '#shared/payment-split.ts'

const cents = fc.integer({ min: 0, max: 1_000_00 })
const part = fc.record({
	owed: fc.integer({ min: -100_00, max: 500_00 }),
	typed: fc.option(cents, { nil: undefined })
}) as fc.Arbitrary<SharePart>
const parts = fc.array(part, { minLength: 1, maxLength: 8 })

describe('the parts of a payment', () => {
	test('always add up to its amount, and none is less than nothing', () => {
		fc.assert(
			fc.property(cents, parts, fc.nat(9), (amount, some, last) => {
				const shares = shareOut(amount, some, last)
				expect(sumOf(shares)).toBe(amount)
				expect(shares).toHaveLength(some.length)
				expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
			})
		)
	})

	test('hold what was typed last, as far as the amount reaches, wherever there is another to bear the rest', () => {
		fc.assert(
			fc.property(cents, fc.array(part, { minLength: 2, maxLength: 8 }), cents, (amount, others, typed) => {
				const some = [{ owed: 10_00, typed }, ...others]
				expect(shareOut(amount, some, 0)[0]).toBe(Math.min(typed, amount))
			})
		)
	})

	test('are what each owes when the amount is all that is owed', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 500_00 }), { minLength: 1, maxLength: 8 }), (owed) => {
				const some = owed.map((one) => ({ owed: one, typed: undefined }))
				expect(shareOut(sumOf(owed), some)).toEqual(owed)
			})
		)
	})

	test('follow what each owes, and stay with what was typed', () => {
		const of = (...typed: (number | undefined)[]) => typed.map((one) => ({ owed: 90_00, typed: one }))

		expect(shareOut(100_00, of(undefined, undefined, undefined))).toEqual([33_34, 33_33, 33_33])
		expect(shareOut(100_00, of(50_00, undefined, undefined), 0)).toEqual([50_00, 25_00, 25_00])
		expect(shareOut(100_00, of(50_00, 30_00, 20_00), 2)).toEqual([50_00, 30_00, 20_00])
		expect(shareOut(100_00, of(50_00, 30_00, 40_00), 2)).toEqual([30_00, 30_00, 40_00])
		expect(shareOut(100_00, of(60_00), 0)).toEqual([100_00])
	})
})

test('the number of the next cheque counts on, zeros and letters kept', () => {
	expect(nextChequeNumber('0012399')).toBe('0012400')
	expect(nextChequeNumber('AB 099')).toBe('AB 100')
	expect(nextChequeNumber('12345678901234567890')).toBe('12345678901234567891')
	expect(nextChequeNumber('')).toBe('')
	expect(nextChequeNumber('sans')).toBe('')
})
