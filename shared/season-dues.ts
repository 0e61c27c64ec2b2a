import type { MemberId } from './member.ts'
import type { Membership } from './membership.ts'
import { formatAmount } from './money.ts'
import type { FieldValues } from './message/template.ts'
import type { Payment } from './payment.ts'
import type { Season } from './season.ts'
import { receivedByMembership, standingOf, type Standing } from './standing.ts'

/** What a member is to pay for a season, and where he stands. */
export type Dues = { membership: Pick<Membership, 'id' | 'paymentType'>; standing: Standing }

/** The dues of a season by member; who is not in it is absent. */
export type SeasonDues = { season: Season; byMember: ReadonlyMap<MemberId, Dues> }

/** The dues of everybody in a season, from its memberships and the payments for them. */
export function duesOf({
	season,
	memberships,
	payments
}: {
	season: Season
	memberships: readonly Membership[]
	payments: readonly Payment[]
}): SeasonDues {
	const received = receivedByMembership(payments)
	const entries = memberships.map(
		(membership) =>
			[
				membership.memberId,
				{ membership, standing: standingOf(season, membership, received.get(membership.id)) }
			] as const
	)
	return { season, byMember: new Map<MemberId, Dues>(entries) }
}

/**
 * Values of the merge fields about a member's dues, empty for who is not in the season; words of the interface, so French.
 * Whoever paid too much owes nothing.
 */
export function duesFieldsOf(
	memberId: MemberId,
	dues: SeasonDues | undefined,
	statusWord: (status: Standing['status']) => string
): FieldValues {
	const standing = dues?.byMember.get(memberId)?.standing
	const amount = (cents: number | undefined) => (cents === undefined ? '' : formatAmount(Math.max(0, cents), 'fr'))
	return {
		saison: standing ? (dues?.season.name ?? '') : '',
		montant_du: amount(standing?.due),
		montant_paye: amount(standing?.paid),
		reste_du: amount(standing?.balance),
		statut: standing ? statusWord(standing.status) : ''
	}
}
