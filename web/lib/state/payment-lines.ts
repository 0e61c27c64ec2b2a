import * as v from 'valibot'
import type { MemberId } from '#shared/member.ts'
import type { MembershipId } from '#shared/membership.ts'
import { parseAmount, sumOf, typedAmount, type Cents } from '#shared/money.ts'
import { nextChequeNumber, shareOut } from '#shared/payment-split.ts'
import { PaymentDraft, vouchersWorth, type Payment, type PaymentId, type Vouchers } from '#shared/payment.ts'
import { SELF } from '#web/db/families.ts'
import type { PaymentEntry } from '#web/db/form-drafts.ts'
import { getLocale } from '#web/language.ts'

/** Stands for the member of the form. */
export const ONESELF = SELF as MemberId

/** What a payment of a form comes to: its amount, typed or proposed, and the part of each. */
export type Settled = { amount: Cents; shares: Cents[] }

const NO_CHEQUE = { number: '', bank: '', writtenOn: '', depositedOn: '' }

/** A payment that nobody has typed anything of: the next cheque of the same book, or the same means as before. */
export function nextPayment(
	before: readonly PaymentEntry[],
	known: Pick<PaymentEntry, 'paidOn' | 'payerId' | 'payerName'>
): PaymentEntry {
	const last = before.findLast(({ isRefund }) => !isRefund)
	const cheque = before.findLast(({ means }) => means === 'cheque')?.cheque
	return {
		...known,
		id: crypto.randomUUID() as PaymentId,
		means: last && last.means !== 'aid' && last.means !== 'unknown' ? last.means : 'cheque',
		isRefund: false,
		amount: undefined,
		cheque: { ...NO_CHEQUE, ...(cheque && { number: nextChequeNumber(cheque.number), bank: cheque.bank }) },
		vouchers: {},
		aidId: '',
		shares: [{ memberId: ONESELF, amount: undefined }],
		last: -1,
		note: '',
		touched: false
	}
}

/** A stored payment as a form shows it; `memberOf` tells whom a part is for. */
export function entryOf(payment: Payment, memberOf: (id: MembershipId) => MemberId): PaymentEntry {
	const {
		id,
		means,
		isRefund,
		amount,
		paidOn,
		cheque,
		ancv = [],
		aidId = '',
		payerId,
		payerName,
		shares,
		note
	} = payment
	return {
		...{ id, means, isRefund, paidOn, aidId, payerId, payerName, note },
		amount: amountText(amount),
		cheque: { ...NO_CHEQUE, ...cheque },
		vouchers: Object.fromEntries(ancv.map(({ value, count }) => [String(value), String(count)])),
		shares: shares.map((share) => ({ memberId: memberOf(share.membershipId), amount: amountText(share.amount) })),
		last: -1,
		touched: true
	}
}

/** An amount as one types it, in the language of the app. */
export const amountText = (cents: Cents): string => typedAmount(cents, getLocale())

/** The vouchers of a payment, the dearest first; one whose count is none is left out. */
export const vouchersOf = ({ vouchers }: PaymentEntry): Vouchers[] =>
	Object.entries(vouchers)
		.map(([value, count]) => ({ value: Number(value), count: /^\d+$/.test(count.trim()) ? Number(count) : 0 }))
		.filter(({ count }) => count > 0)
		.sort((a, b) => b.value - a.value)

/** What was typed as the amount, or what the vouchers are worth; `undefined` where one is to be proposed. */
function typedOf(entry: PaymentEntry): Cents | undefined {
	const counted = entry.means === 'ancv' ? vouchersWorth(vouchersOf(entry)) : 0
	if (counted > 0) return counted
	if (entry.amount === undefined) return entry.means === 'ancv' ? 0 : undefined
	return parseAmount(entry.amount) ?? 0
}

/** Whether what stands for an amount is none. */
export const isAmountWrong = ({ means, amount, vouchers }: PaymentEntry): boolean =>
	amount !== undefined &&
	!parseAmount(amount) &&
	!(means === 'ancv' && Object.values(vouchers).some((count) => count.trim() !== ''))

/**
 * What payments come to, in their order. Where no amount was typed, it is what those for whom it is still owe once
 * everything typed is taken off. `owed` says what each owes before them; what each owes after them is returned with it.
 */
export function settlePayments(
	entries: readonly PaymentEntry[],
	owed: ReadonlyMap<MemberId, number>
): { settled: Settled[]; owed: Map<MemberId, number> } {
	const left = new Map(owed)
	const settled = new Map<PaymentEntry, Settled>()
	const settle = (entry: PaymentEntry, amount: Cents) => {
		const one = { amount, shares: sharesOf(entry, amount, left) }
		for (const [at, { memberId }] of entry.shares.entries()) {
			left.set(memberId, (left.get(memberId) ?? 0) - (one.shares[at] ?? 0) * signOf(entry))
		}
		settled.set(entry, one)
	}
	const typed = entries.map((entry) => ({ entry, amount: typedOf(entry) }))
	for (const { entry, amount } of typed) if (amount !== undefined) settle(entry, amount)
	for (const { entry, amount } of typed) if (amount === undefined) settle(entry, proposedAmount(entry, left))
	return { settled: entries.map((entry) => settled.get(entry) ?? { amount: 0, shares: [] }), owed: left }
}

const signOf = ({ isRefund }: PaymentEntry): 1 | -1 => (isRefund ? -1 : 1)

const proposedAmount = (entry: PaymentEntry, left: ReadonlyMap<MemberId, number>): Cents =>
	sumOf(entry.shares.map(({ memberId }) => Math.max(0, (left.get(memberId) ?? 0) * signOf(entry))))

const sharesOf = (entry: PaymentEntry, amount: Cents, left: ReadonlyMap<MemberId, number>): Cents[] =>
	shareOut(
		amount,
		entry.shares.map(({ memberId, amount: typed }) => ({
			owed: (left.get(memberId) ?? 0) * signOf(entry),
			typed: typed === undefined ? undefined : parseAmount(typed)
		})),
		entry.last
	)

/** What is to be stored of a payment, checked, or what is wrong with it, by field. */
export function draftOf(
	entry: PaymentEntry,
	{ amount, shares }: Settled,
	idOf: (memberId: MemberId) => MembershipId
): { draft: PaymentDraft } | { errors: Record<string, string> } {
	const { means, isRefund, paidOn, payerId, payerName, cheque, aidId, note } = entry
	const parsed = v.safeParse(PaymentDraft, {
		...{ means, amount, isRefund, paidOn, payerId, payerName, note },
		shares: entry.shares
			.map(({ memberId }, at) => ({ membershipId: idOf(memberId), amount: shares[at] ?? 0 }))
			.filter((share) => share.amount > 0),
		...(means === 'cheque' && { cheque }),
		...(means === 'ancv' && { ancv: vouchersOf(entry) }),
		...(means === 'aid' && aidId !== '' && { aidId })
	})
	if (parsed.success && !isAmountWrong(entry)) return { draft: parsed.output }
	const issues = parsed.success ? [] : parsed.issues
	const errors = issues.map((issue) => [fieldOf(issue.path), issue.message] as const)
	return {
		errors: { ...Object.fromEntries(errors), ...((isAmountWrong(entry) || amount === 0) && { amount: 'amount' }) }
	}
}

/** The field of a form that an issue is about; of a cheque, which part of it. */
function fieldOf(path: readonly { key: unknown }[] | undefined): string {
	const keys = path?.map(({ key }) => String(key)) ?? []
	return keys[0] === 'cheque' ? keys.join('.') : String(keys[0])
}
