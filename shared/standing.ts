import { amountDue, type Membership, type MembershipId } from './membership.ts'
import type { Payment, PaymentMeans } from './payment.ts'
import type { SeasonDraft } from './season.ts'

/** How far a membership is paid; computed, never stored. Each equals the end of its key in the catalogue. */
export const PAYMENT_STATUSES = ['unpaid', 'partial', 'paid', 'exempt', 'refunded'] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** Amounts by means in cents, refunds taken off; `total` of them all. */
export type MeansTotals = Record<PaymentMeans, number> & { total: number }

/** What was received for one membership and given back, each in cents. */
export type Received = { received: number; refunded: number; byMeans: Partial<Record<PaymentMeans, number>> }

/** Where a membership stands, in cents. */
export type Standing = Received & {
	due: number
	/** What the club has of it: received, without what was given back. */
	paid: number
	/** What is still to be paid; below nothing: what is too much and to be given back. */
	balance: number
	status: PaymentStatus
}

type Money = Pick<Payment, 'means' | 'isRefund' | 'shares'>

/** For a membership that nobody has paid anything for. */
export const NOTHING_RECEIVED: Received = { received: 0, refunded: 0, byMeans: {} }

/** What payments brought each membership that they are for. */
export function receivedByMembership(payments: Iterable<Money>): Map<MembershipId, Received> {
	const received = new Map<MembershipId, Received>()
	for (const payment of payments) addReceived(received, payment)
	return received
}

/** Adds what one payment brought. */
export function addReceived(received: Map<MembershipId, Received>, { means, isRefund, shares }: Money): void {
	for (const { membershipId, amount } of shares) {
		const known = received.get(membershipId)
		const own = known ?? { received: 0, refunded: 0, byMeans: {} }
		if (isRefund) own.refunded += amount
		else own.received += amount
		own.byMeans[means] = (own.byMeans[means] ?? 0) + (isRefund ? -amount : amount)
		if (!known) received.set(membershipId, own)
	}
}

/**
 * Where a membership stands.
 *
 * Exempt whatever was paid; refunded when money came and all of it went back, so that nothing is asked for any more;
 * paid when nothing is missing, also where nothing is due.
 */
export function standingOf(
	season: Pick<SeasonDraft, 'clubPrice' | 'mjcPrice' | 'otherPrices'>,
	membership: Membership,
	money: Received = NOTHING_RECEIVED
): Standing {
	const due = amountDue(season, membership)
	const paid = money.received - money.refunded
	const status = statusOf({ due, paid, refunded: money.refunded, isExempt: membership.isExempt })
	return { ...money, due, paid, balance: (status === 'refunded' ? 0 : due) - paid, status }
}

function statusOf(known: { due: number; paid: number; refunded: number; isExempt: boolean }): PaymentStatus {
	const { due, paid, refunded, isExempt } = known
	if (isExempt) return 'exempt'
	if (refunded > 0 && paid <= 0) return 'refunded'
	if (paid >= due) return 'paid'
	return paid > 0 ? 'partial' : 'unpaid'
}

/** What is in the till of these, by means: each gives what was paid for it alone, so a family's cheque counts once. */
export function totalsOf(standings: Iterable<Pick<Received, 'byMeans'>>): MeansTotals {
	const totals = noTotals()
	for (const standing of standings) addToTotals(totals, standing)
	return totals
}

/** Adds what is in the till of one more. */
export function addToTotals(totals: MeansTotals, { byMeans }: Pick<Received, 'byMeans'>): void {
	for (const means in byMeans) {
		const amount = byMeans[means as PaymentMeans] ?? 0
		totals[means as PaymentMeans] += amount
		totals.total += amount
	}
}

const noTotals = (): MeansTotals => ({
	cash: 0,
	cheque: 0,
	ancv: 0,
	transfer: 0,
	card: 0,
	aid: 0,
	unknown: 0,
	total: 0
})
