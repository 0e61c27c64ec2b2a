import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf, type Membership, type MembershipDraft } from '#shared/membership.ts'
import type { PaymentDraft, Share } from '#shared/payment.ts'
import { sumOf } from '#shared/money.ts'
import type { SeasonDraft, SeasonId } from '#shared/season.ts'

type Days = { startsOn?: string; endsOn?: string }

/** A season at 100 € for the club and 50 € for the MJC. */
export const seasonDraft = (fields: Omit<Partial<SeasonDraft>, keyof Days> & Days = {}): SeasonDraft =>
	({
		...{ name: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' },
		...{ clubPrice: 100_00, mjcPrice: 50_00, otherPrices: [], aids: [] },
		...fields
	}) as SeasonDraft

/** A membership of that member in that season. */
export function membershipOf(season: string, member: string, fields: Partial<MembershipDraft> = {}): Membership {
	const [seasonId, memberId] = [season as SeasonId, member as MemberId]
	const key = { id: membershipIdOf(seasonId, memberId), seasonId, memberId, createdAt: 1, updatedAt: 1 }
	return { ...EMPTY_MEMBERSHIP, ...fields, ...key }
}

/** Cash paid on a day for those memberships, by their keys. */
export function paymentDraft(amounts: Record<string, number>, fields: Partial<PaymentDraft> = {}): PaymentDraft {
	const shares = Object.entries(amounts).map(([membershipId, amount]) => ({ membershipId, amount }) as Share)
	return {
		...{ means: 'cash', isRefund: false, paidOn: '2026-09-15' as Day, payerId: '', payerName: '', note: '' },
		amount: sumOf(Object.values(amounts)),
		shares,
		...fields
	}
}
