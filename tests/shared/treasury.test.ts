import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Payment } from '#shared/payment.ts'
import type { SeasonId } from '#shared/season.ts'
import {
	countedIn,
	countVouchers,
	hasWork,
	isChequeToDeposit,
	listDebts,
	sortByDayAndNumber
} from '#shared/treasury.ts'
import { runToEnd } from '../support/run-to-end.ts'
import { membershipOf, paymentDraft } from '../support/money.ts'

const paymentRow = (fields: Partial<Payment>): Payment => ({
	...{ ...paymentDraft({ 's:m': 10_00 }), id: 'p' as never, membershipIds: [], createdAt: 1, updatedAt: 1 },
	...fields
})

const cheque = (number: string, depositedOn = '', paidOn = '2026-09-12') =>
	paymentRow({
		means: 'cheque',
		paidOn: paidOn as never,
		cheque: { number, bank: '', writtenOn: '', depositedOn: depositedOn as never }
	})

describe('cheques to be deposited', () => {
	test('are those that came in and are not at the bank', () => {
		expect(isChequeToDeposit(cheque('1'))).toBe(true)
		expect(isChequeToDeposit(paymentRow({ means: 'cheque' }))).toBe(true)
		expect(isChequeToDeposit(cheque('1', '2026-10-01'))).toBe(false)
		expect(isChequeToDeposit(paymentRow({ means: 'cash' }))).toBe(false)
		expect(isChequeToDeposit(paymentRow({ means: 'cheque', isRefund: true }))).toBe(false)
	})

	test('lie by day, then by number as numbers', () => {
		const pile = [cheque('10'), cheque('9'), cheque('1', '', '2026-10-01'), cheque('2', '', '')]

		expect(runToEnd(sortByDayAndNumber(pile)).map((one) => one.cheque?.number)).toEqual(['2', '9', '10', '1'])
	})
})

describe('hasWork', () => {
	const entriesOf = (...balances: number[]) => new Map(balances.map((balance, at) => [at, { standing: { balance } }]))

	test('says that a cheque waits, or that somebody owes', () => {
		expect(hasWork({ payments: new Map([['p', cheque('1')]]), entries: entriesOf(0) })).toBe(true)
		expect(hasWork({ payments: new Map(), entries: entriesOf(0, 5) })).toBe(true)
		expect(hasWork({ payments: new Map([['p', cheque('1', '2026-10-01')]]), entries: entriesOf(0, -5) })).toBe(false)
	})
})

describe('countedIn', () => {
	test('takes the parts for that season alone, of a refund as what is missing', () => {
		const shares = paymentDraft({ 's1:m': 10_00, 's2:m': 5_00, 's2:n': 1_00 }).shares

		expect(countedIn('s2' as SeasonId, paymentRow({ shares }))).toBe(6_00)
		expect(countedIn('s1' as SeasonId, paymentRow({ shares, isRefund: true }))).toBe(-10_00)
	})
})

describe('countVouchers', () => {
	const voucher = fc.record({ value: fc.constantFrom(10_00, 20_00, 50_00), count: fc.integer({ min: 1, max: 9 }) })
	const payment = fc
		.record({
			ancv: fc.array(voucher, { maxLength: 3 }),
			isRefund: fc.boolean(),
			bare: fc.integer({ min: 1, max: 9_999 })
		})
		.map(({ ancv, isRefund, bare }): Payment => {
			const amount = ancv.reduce((sum, { value, count }) => sum + value * count, 0)
			return paymentRow({ means: 'ancv', isRefund, amount: amount || bare, ...(ancv.length > 0 ? { ancv } : {}) })
		})

	test('adds up to what came in as vouchers, to the cent', () => {
		fc.assert(
			fc.property(fc.array(payment), (payments) => {
				const { lines, uncounted, total } = countVouchers([...payments, paymentRow({ means: 'cash', amount: 5_00 })])
				const expected = payments.reduce((sum, { amount, isRefund }) => sum + (isRefund ? -amount : amount), 0)

				expect(total).toBe(expected)
				expect(lines.reduce((sum, { value, count }) => sum + value * count, 0) + uncounted).toBe(expected)
				expect(lines.every(({ value, count, amount }) => amount === value * count && count !== 0)).toBe(true)
			})
		)
	})
})

describe('listDebts', () => {
	const season = { startsOn: '2026-09-01' as never }
	const debtor = (id: string, balance: number, joinedOn = '', remindedOn: string[] = []) => ({
		membership: membershipOf('s', id, { joinedOn, remindedOn } as never),
		standing: { balance }
	})

	test('names who owes something, the largest debt first, since when, and when he was last reminded', () => {
		const debts = listDebts(season, [
			debtor('a', 0),
			debtor('b', 50_00, '2026-10-03', ['2026-11-01', '2026-11-15']),
			debtor('c', -10_00),
			debtor('d', 80_00)
		])

		expect(debts.map(({ owed, since, remindedOn }) => [owed, since, remindedOn])).toEqual([
			[80_00, '2026-09-01', ''],
			[50_00, '2026-10-03', '2026-11-15']
		])
	})
})
