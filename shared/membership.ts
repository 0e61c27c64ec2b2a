import * as v from 'valibot'
import { Day } from './day.ts'
import type { MemberId } from './member.ts'
import { Cents, sumOf } from './money.ts'
import type { SeasonId } from './season.ts'
import { type SeasonDraft } from './season.ts'

/**
 * Key of a membership, made of its season and its member (see `membershipIdOf`): so there is never more than one of a
 * member in a season, whatever is undone, restored or merged, and those of a season lie side by side.
 */
export const MembershipId = v.pipe(v.string(), v.brand('MembershipId'))
export type MembershipId = v.InferOutput<typeof MembershipId>

const PARTING = ':'

/** The key of a member's membership in a season. */
export const membershipIdOf = (seasonId: SeasonId, memberId: MemberId): MembershipId =>
	`${seasonId}${PARTING}${memberId}` as MembershipId

/** With what the keys of all memberships of a season begin. */
export const membershipPrefix = (seasonId: SeasonId): string => `${seasonId}${PARTING}`

/** Whose membership it is and in which season, also of one that is gone. */
export function splitMembershipId(id: MembershipId): { seasonId: SeasonId; memberId: MemberId } {
	const at = id.indexOf(PARTING)
	return { seasonId: id.slice(0, at) as SeasonId, memberId: id.slice(at + 1) as MemberId }
}

/** What a member pays the club for: its part and the MJC's, or its part alone, the MJC's having been paid elsewhere. */
export const PAYMENT_TYPES = ['club_mjc', 'club_only'] as const
export type PaymentType = (typeof PAYMENT_TYPES)[number]

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long'))

/** What a person says of a membership. */
export const MembershipDraft = v.object({
	paymentType: v.picklist(PAYMENT_TYPES),
	/** Id of the MJC club where the MJC's part was paid, for `club_only`; empty when that is not known. */
	mjcClubId: v.string(),
	/** Ids of those of the season's other prices that he pays. One that is gone counts for nothing. */
	otherPriceIds: v.array(v.string()),
	reduction: Cents,
	reductionReason: line(200),
	isExempt: v.boolean(),
	exemptReason: line(200),
	note: v.pipe(v.string(), v.maxLength(2_000, 'too-long')),
	joinedOn: v.union([v.literal(''), Day], 'day'),
	/** The days on which he was reminded. */
	remindedOn: v.array(Day)
})
export type MembershipDraft = v.InferOutput<typeof MembershipDraft>

/** A membership of which nothing was said yet: the whole price is due. */
export const EMPTY_MEMBERSHIP: MembershipDraft = {
	paymentType: 'club_mjc',
	mjcClubId: '',
	otherPriceIds: [],
	reduction: 0,
	reductionReason: '',
	isExempt: false,
	exemptReason: '',
	note: '',
	joinedOn: '',
	remindedOn: []
}

/** That a member belongs to the club in a season; times in ms since the epoch. */
export type Membership = MembershipDraft & {
	id: MembershipId
	seasonId: SeasonId
	memberId: MemberId
	createdAt: number
	updatedAt: number
}

type Prices = Pick<SeasonDraft, 'clubPrice' | 'mjcPrice' | 'otherPrices'>
type Terms = Pick<MembershipDraft, 'paymentType' | 'otherPriceIds' | 'reduction' | 'isExempt'>

/** What he is to pay for the season, in cents: nothing when exempt, and never less than nothing. */
export function amountDue(season: Prices, membership: Terms): Cents {
	if (membership.isExempt) return 0
	return Math.max(0, fullPrice(season, membership) - membership.reduction)
}

/** What the season costs him before any reduction or exemption, in cents. */
export function fullPrice(
	season: Prices,
	{ paymentType, otherPriceIds }: Omit<Terms, 'reduction' | 'isExempt'>
): Cents {
	const chosen = season.otherPrices.filter(({ id }) => otherPriceIds.includes(id)).map(({ amount }) => amount)
	return sumOf([season.clubPrice, paymentType === 'club_mjc' ? season.mjcPrice : 0, ...chosen])
}

/** The membership that goes on in the next season: what is paid and what for stays, what was said of one season does not. */
export const carriedOver = (membership: MembershipDraft): MembershipDraft => ({
	...EMPTY_MEMBERSHIP,
	paymentType: membership.paymentType,
	mjcClubId: membership.mjcClubId,
	otherPriceIds: [...membership.otherPriceIds]
})
