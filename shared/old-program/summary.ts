import { fullPrice } from '#shared/membership.ts'
import { sumOf } from '#shared/money.ts'
import type { Finding } from './finding.ts'
import {
	OLD_STATUSES,
	type OldClub,
	type OldMembership,
	type OldPayment,
	type OldSeason,
	type OldStatus
} from './old-club.ts'

/** Amounts of a file by means, in cents. */
export type OldTotals = Record<OldPayment['means'], number> & { total: number }

/** What was paid, as the old program's own line of totals had it; `unknown` is what its parts do not explain. */
export function sumPayments(club: Pick<OldClub, 'persons'>): OldTotals {
	const payments = club.persons.flatMap(({ membership }) => membership.payments)
	const of = (means: OldPayment['means']) =>
		sumOf(payments.map((payment) => (payment.means === means ? payment.amount : 0)))
	return {
		cash: of('cash'),
		cheque: of('cheque'),
		ancv: of('ancv'),
		unknown: of('unknown'),
		total: sumOf(payments.map(({ amount }) => amount))
	}
}

/** How many people have each status. */
export function countStatuses({ persons }: Pick<OldClub, 'persons'>): Record<OldStatus, number> {
	const counts = Object.fromEntries(OLD_STATUSES.map((status) => [status, 0])) as Record<OldStatus, number>
	for (const { membership } of persons) counts[membership.status] += 1
	return counts
}

type Prices = Pick<OldSeason, 'clubPrice' | 'mjcPrice'>

/** What a person was to pay by the season's prices. */
export const dueBy = ({ clubPrice, mjcPrice }: Prices, { paymentType }: OldMembership): number =>
	fullPrice({ clubPrice, mjcPrice, otherPrices: [] }, { paymentType, otherPriceIds: [] })

/** What prices and payments say that the status is; `undefined` where nothing is due, so that nothing can be said. */
export function computedStatus(prices: Prices, membership: OldMembership): OldStatus | undefined {
	const due = membership.expected || dueBy(prices, membership)
	const paid = sumOf(membership.payments.map(({ amount }) => amount))
	if (due === 0) return undefined
	if (paid >= due) return 'paid'
	return paid > 0 ? 'partial' : 'unpaid'
}

/** Where what the file says of a membership differs from what prices and payments say. */
export function compareStatuses({ persons, generation }: OldClub, prices: Prices): Finding[] {
	return persons.flatMap(({ row, membership }): Finding[] => {
		const { status, expected } = membership
		const price = dueBy(prices, membership)
		const odd: Finding[] =
			expected > 0 && expected !== price ? [{ code: 'old-expected-differs', row, expected, price }] : []
		const computed = computedStatus(prices, membership)
		// The first state of the program had no statuses; an empty one was shown as unpaid.
		const isSame = computed === undefined || computed === (status === 'none' ? 'unpaid' : status)
		if (generation === '1' || isSame) return odd
		const paid = sumOf(membership.payments.map(({ amount }) => amount))
		return [...odd, { code: 'old-status-differs', row, status, computed, due: expected || price, paid }]
	})
}
