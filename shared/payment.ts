import * as v from 'valibot'
import { Day } from './day.ts'
import type { MemberId } from './member.ts'
import { MembershipId } from './membership.ts'
import { Cents, sumOf } from './money.ts'

/** Random UUID made on the device. */
export const PaymentId = v.pipe(v.string(), v.brand('PaymentId'))
export type PaymentId = v.InferOutput<typeof PaymentId>

/** How money came: `aid` from whoever grants it; `unknown` for old totals of which no more was written down. */
export const PAYMENT_MEANS = ['cash', 'cheque', 'ancv', 'transfer', 'card', 'aid', 'unknown'] as const
export type PaymentMeans = (typeof PAYMENT_MEANS)[number]

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long'))
const day = v.union([v.literal(''), Day], 'day')

/** An amount that is more than nothing. */
const Paid = v.pipe(Cents, v.minValue(1, 'amount'))

/** What a payment pays for one membership. */
export const Share = v.object({ membershipId: MembershipId, amount: Paid })
export type Share = v.InferOutput<typeof Share>

/** What stands on a cheque; empty for what is not known. `depositedOn`: when it was brought to the bank. */
export const Cheque = v.object({ number: line(50), bank: line(100), writtenOn: day, depositedOn: day })
export type Cheque = v.InferOutput<typeof Cheque>

/** So many vouchers of one value. */
export const Vouchers = v.object({
	value: Paid,
	count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000))
})
export type Vouchers = v.InferOutput<typeof Vouchers>

/** The values that a Chèque-Vacances or a Coupon Sport may have, in cents. */
export const VOUCHER_VALUES = [10_00, 15_00, 20_00, 25_00, 50_00] as const

/** What a person writes down of money that came in, or, as a refund, went back. */
export const PaymentDraft = v.pipe(
	v.object({
		means: v.picklist(PAYMENT_MEANS),
		amount: Paid,
		isRefund: v.boolean(),
		/** Empty when nobody knows. */
		paidOn: day,
		/** The member who paid, empty when it was none of them. */
		payerId: v.custom<MemberId | ''>((value) => typeof value === 'string'),
		/** Who paid, as typed, where it was no member. */
		payerName: line(200),
		/** For whom: each membership once, together the amount. */
		shares: v.pipe(v.array(Share), v.minLength(1, 'shares-missing')),
		cheque: v.optional(Cheque),
		/** Vouchers by value, the dearest first; none when they were not counted. */
		ancv: v.optional(v.array(Vouchers)),
		/** Which of the season's aids paid. */
		aidId: v.optional(v.string()),
		note: v.pipe(v.string(), v.maxLength(2_000, 'too-long'))
	}),
	v.forward(
		v.check(({ amount, shares }) => sumOf(shares.map((share) => share.amount)) === amount, 'shares-sum'),
		['shares']
	),
	v.forward(
		v.check(
			({ shares }) => new Set(shares.map(({ membershipId }) => membershipId)).size === shares.length,
			'shares-twice'
		),
		['shares']
	),
	v.forward(
		v.check(({ amount, ancv = [] }) => ancv.length === 0 || vouchersWorth(ancv) === amount, 'vouchers-sum'),
		['ancv']
	)
)
export type PaymentDraft = v.InferOutput<typeof PaymentDraft>

/** Money as the club keeps a record of it; times in ms since the epoch. `membershipIds`: those of the shares, to be found by. */
export type Payment = PaymentDraft & {
	id: PaymentId
	membershipIds: MembershipId[]
	createdAt: number
	updatedAt: number
}

/** What of a payment is taken back as one: an amount never goes back without its shares. */
export const TIED_FIELDS: readonly string[] = [
	'means',
	'amount',
	'isRefund',
	'shares',
	'membershipIds',
	'cheque',
	'ancv',
	'aidId'
] satisfies (keyof Payment)[]

/** What vouchers are worth together. */
export const vouchersWorth = (vouchers: readonly Vouchers[]): number =>
	sumOf(vouchers.map(({ value, count }) => value * count))

/**
 * The row of a payment, without what does not belong to its means. A draft that is whole makes a row that is.
 */
export function paymentOf(draft: PaymentDraft, key: Pick<Payment, 'id' | 'createdAt' | 'updatedAt'>): Payment {
	const { cheque, ancv, aidId, ...common } = draft
	return {
		...common,
		...(draft.means === 'cheque' && cheque ? { cheque } : {}),
		...(draft.means === 'ancv' && ancv && ancv.length > 0 ? { ancv } : {}),
		...(draft.means === 'aid' && aidId ? { aidId } : {}),
		membershipIds: draft.shares.map(({ membershipId }) => membershipId),
		...key
	}
}

/**
 * The shares when one membership takes the place of another, as when two records of one person become one: what was paid
 * for both is paid for the one that stays.
 */
export function moveShares(shares: readonly Share[], from: MembershipId, to: MembershipId): Share[] {
	const amounts = new Map<MembershipId, number>()
	for (const { membershipId, amount } of shares) {
		const id = membershipId === from ? to : membershipId
		amounts.set(id, (amounts.get(id) ?? 0) + amount)
	}
	return [...amounts].map(([membershipId, amount]) => ({ membershipId, amount }))
}
