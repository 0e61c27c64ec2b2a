import type { MemberId } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf, splitMembershipId, type MembershipDraft } from '#shared/membership.ts'
import type { Season } from '#shared/season.ts'
import type { DuesEntry } from '#web/db/form-drafts.ts'
import { findMembership } from '#web/db/memberships.ts'
import { listPaymentsFor } from '#web/db/payments.ts'
import { findSeasonInForce } from '#web/db/seasons.ts'
import { amountText, entryOf, ONESELF } from './payment-lines.ts'

/** What the form of a new member shows of the season in force; `undefined` as long as the club has none. */
export async function newDuesEntry(): Promise<DuesEntry | undefined> {
	const season = await findSeasonInForce()
	return season && entryIn(season, EMPTY_MEMBERSHIP)
}

/** What the form of a member shows of the season in force; `undefined` as long as the club has none. */
export async function readDuesEntry(memberId: MemberId): Promise<DuesEntry | undefined> {
	const season = await findSeasonInForce()
	if (!season) return undefined
	const id = membershipIdOf(season.id, memberId)
	const [membership, payments] = await Promise.all([findMembership(season.id, memberId), listPaymentsFor([id])])
	const whose = (one: typeof id) => (one === id ? ONESELF : splitMembershipId(one).memberId)
	const inOrder = payments.toSorted((a, b) => a.paidOn.localeCompare(b.paidOn) || a.createdAt - b.createdAt)
	return {
		...entryIn(season, membership ?? EMPTY_MEMBERSHIP),
		joined: membership !== undefined,
		payments: inOrder.map((payment) => entryOf(payment, whose))
	}
}

function entryIn({ id }: Season, membership: MembershipDraft): DuesEntry {
	const { paymentType, mjcClubId, otherPriceIds, reduction, reductionReason, isExempt, exemptReason } = membership
	const terms = { paymentType, mjcClubId, otherPriceIds, reductionReason, isExempt, exemptReason }
	const typed = reduction === 0 ? '' : amountText(reduction)
	return { seasonId: id, joined: true, terms: { ...terms, reduction: typed }, payments: [] }
}
