import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { MembershipId } from '#shared/membership.ts'
import { moveShares, PaymentDraft, paymentOf, type PaymentId, type Share } from '#shared/payment.ts'
import { paymentDraft } from '../support/money.ts'

const codesOf = (draft: unknown) => {
	const parsed = v.safeParse(PaymentDraft, draft)
	return parsed.success ? [] : parsed.issues.map(({ message }) => message)
}

describe('a payment', () => {
	test('is whole when its shares add up to it', () => {
		expect(codesOf(paymentDraft({ 's:a': 60_00, 's:b': 40_00 }))).toEqual([])
		expect(codesOf(paymentDraft({ 's:a': 60_00 }, { amount: 60_01 }))).toEqual(['shares-sum'])
		expect(codesOf(paymentDraft({}, { amount: 1 }))).toEqual(['shares-missing', 'shares-sum'])
		const twice = [{ membershipId: 's:a', amount: 1 }] as Share[]
		expect(codesOf(paymentDraft({}, { amount: 2, shares: [...twice, ...twice] }))).toEqual(['shares-twice'])
	})

	test('is refused for nothing, for less than nothing and for parts of a cent', () => {
		for (const amount of [0, -1, 1.5]) expect(codesOf(paymentDraft({ 's:a': amount }))).toContain('amount')
	})

	test('is worth its vouchers, where they were counted', () => {
		const ancv = (count: number) => ({ means: 'ancv' as const, ancv: [{ value: 20_00, count }] })

		expect(codesOf(paymentDraft({ 's:a': 60_00 }, ancv(3)))).toEqual([])
		expect(codesOf(paymentDraft({ 's:a': 60_00 }, ancv(2)))).toEqual(['vouchers-sum'])
		expect(codesOf(paymentDraft({ 's:a': 60_00 }, { means: 'ancv', ancv: [] }))).toEqual([])
	})

	test('keeps only what belongs to its means', () => {
		const cheque = { number: '12', bank: 'CA', writtenOn: '' as const, depositedOn: '' as const }
		const draft = paymentDraft({ 's:a': 20_00 }, { cheque, ancv: [{ value: 20_00, count: 1 }], aidId: 'pass' })
		const row = (means: PaymentDraft['means']) =>
			paymentOf({ ...draft, means }, { id: 'p' as PaymentId, createdAt: 1, updatedAt: 1 })

		expect(Object.keys(row('cheque'))).toEqual(expect.arrayContaining(['cheque', 'membershipIds']))
		for (const [means, field] of [
			['cheque', 'cheque'],
			['ancv', 'ancv'],
			['aid', 'aidId'],
			['cash', undefined]
		] as const) {
			expect(['cheque', 'ancv', 'aidId'].filter((one) => one in row(means))).toEqual(field ? [field] : [])
		}
	})
})

test('shares of two memberships that become one are put together', () => {
	const [a, b] = ['s:a' as MembershipId, 's:b' as MembershipId]
	const shares = [
		{ membershipId: a, amount: 60 },
		{ membershipId: b, amount: 40 }
	]

	expect(moveShares(shares, b, a)).toEqual([{ membershipId: a, amount: 100 }])
	expect(moveShares(shares, a, 's:c' as MembershipId)).toEqual([
		{ membershipId: 's:c', amount: 60 },
		{ membershipId: b, amount: 40 }
	])
})
