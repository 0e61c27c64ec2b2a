import type { Day } from './day.ts'
import { membershipPrefix, type Membership } from './membership.ts'
import { sumOf } from './money.ts'
import type { Payment } from './payment.ts'
import type { Season, SeasonId } from './season.ts'
import type { Standing } from './standing.ts'

/** Whether a payment is a cheque that has not been brought to the bank. */
export const isChequeToDeposit = ({ means, isRefund, cheque }: Payment): boolean =>
	means === 'cheque' && !isRefund && (cheque?.depositedOn ?? '') === ''

/** As many rows as are taken between two rests. */
const STEP = 200

/**
 * Payments by their day, the unknown first, then by number of cheque, so that a slip has the order of the pile. Yields now
 * and then, for whoever runs it a little at a time.
 */
export function* sortByDayAndNumber(payments: readonly Payment[]): Generator<undefined, Payment[]> {
	const days = new Map<Day | '', Keyed[]>()
	for (const [at, payment] of payments.entries()) {
		if (at % STEP === 0) yield
		const keyed = { payment, number: (payment.cheque?.number ?? '').padStart(20, '0') }
		const others = days.get(payment.paidOn)
		if (others) others.push(keyed)
		else days.set(payment.paidOn, [keyed])
	}
	const sorted: Payment[] = []
	for (const day of [...days.keys()].sort()) {
		yield
		for (const { payment } of days.get(day)?.sort(byNumber) ?? []) sorted.push(payment)
	}
	return sorted
}

type Keyed = { payment: Payment; number: string }

const byNumber = (a: Keyed, b: Keyed): number =>
	a.number === b.number ? a.payment.createdAt - b.payment.createdAt : a.number < b.number ? -1 : 1

/** Whether there is anything to do for a treasurer: a cheque to be brought to the bank, or somebody who owes something. */
export function hasWork({
	payments,
	entries
}: {
	payments: ReadonlyMap<unknown, Payment>
	entries: ReadonlyMap<unknown, { standing: Pick<Standing, 'balance'> }>
}): boolean {
	for (const payment of payments.values()) if (isChequeToDeposit(payment)) return true
	for (const { standing } of entries.values()) if (standing.balance > 0) return true
	return false
}

/** What of a payment is for a season, in cents; below nothing when it went back. */
export function countedIn(seasonId: SeasonId, { shares, isRefund }: Pick<Payment, 'shares' | 'isRefund'>): number {
	const prefix = membershipPrefix(seasonId)
	const own = shares.filter(({ membershipId }) => membershipId.startsWith(prefix))
	return sumOf(own.map(({ amount }) => amount)) * (isRefund ? -1 : 1)
}

/** Vouchers of one value: how many, and what they are worth together, in cents. */
export type VoucherLine = { value: number; count: number; amount: number }

/**
 * The vouchers that came in, the dearest first, without those given back; `uncounted`: what was written down without
 * values, in cents. Together they are what came in as vouchers.
 */
export function countVouchers(payments: Iterable<Payment>): { lines: VoucherLine[]; uncounted: number; total: number } {
	const counts = new Map<number, number>()
	let uncounted = 0
	for (const { means, isRefund, amount, ancv = [] } of payments) {
		if (means !== 'ancv') continue
		const sign = isRefund ? -1 : 1
		if (ancv.length === 0) uncounted += sign * amount
		for (const { value, count } of ancv) counts.set(value, (counts.get(value) ?? 0) + sign * count)
	}
	const lines = [...counts]
		.filter(([, count]) => count !== 0)
		.map(([value, count]) => ({ value, count, amount: value * count }))
		.toSorted((a, b) => b.value - a.value)
	return { lines, uncounted, total: sumOf(lines.map(({ amount }) => amount)) + uncounted }
}

/** Somebody who owes something, in cents; `since` when, and when he was last reminded, empty for never. */
export type Debt = { membership: Membership; owed: number; since: Day; remindedOn: Day | '' }

/** Who owes what for a season, the largest debt first: since he joined, or, where that is not known, since it began. */
export function listDebts(
	season: Pick<Season, 'startsOn'>,
	entries: Iterable<{ membership: Membership; standing: Pick<Standing, 'balance'> }>
): Debt[] {
	const debts: Debt[] = []
	for (const { membership, standing } of entries) {
		if (standing.balance <= 0) continue
		const since = membership.joinedOn || season.startsOn
		debts.push({ membership, owed: standing.balance, since, remindedOn: membership.remindedOn.at(-1) ?? '' })
	}
	return debts.sort((a, b) => b.owed - a.owed || (a.since < b.since ? -1 : 1))
}
