import { splitMembershipId, type Membership } from '#shared/membership.ts'
import type { Payment } from '#shared/payment.ts'
import type { SeasonId } from '#shared/season.ts'
import type { MoneyBook } from '#web/db/money-book.ts'

/** The memberships of each season. */
export const membershipsBySeason = ({ memberships }: Pick<MoneyBook, 'memberships'>): Map<SeasonId, Membership[]> =>
	Map.groupBy(memberships, ({ seasonId }) => seasonId)

/** The payments for each season; one for two seasons is among those of both. */
export function paymentsBySeason({ payments }: Pick<MoneyBook, 'payments'>): Map<SeasonId, Payment[]> {
	const bySeason = new Map<SeasonId, Payment[]>()
	for (const payment of payments) {
		for (const seasonId of new Set(payment.membershipIds.map((id) => splitMembershipId(id).seasonId))) {
			const others = bySeason.get(seasonId)
			if (others) others.push(payment)
			else bySeason.set(seasonId, [payment])
		}
	}
	return bySeason
}

/** Runs to its end what may be run a little at a time: a file is wanted whole. */
export function finish<T>(steps: Generator<unknown, T>): T {
	let step = steps.next()
	while (!step.done) step = steps.next()
	return step.value
}
