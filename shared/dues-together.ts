import type { Day } from './day.ts'
import {
	splitMembershipId,
	type Membership,
	type MembershipDraft,
	type MembershipId,
	type PaymentType
} from './membership.ts'
import { splitAmount, sumOf, type Cents } from './money.ts'
import type { Cheque, PaymentDraft, PaymentMeans } from './payment.ts'

/** Stands for the MJC club that each member is of. */
export const OWN_CLUB = 'own'

/** What is said of the memberships of several members at once. */
export type TermsTogether =
	| { about: 'type'; paymentType: PaymentType; mjcClubId: string }
	| { about: 'prices'; added: readonly string[]; removed: readonly string[] }
	| { about: 'reduction'; reduction: Cents; reason: string }
	| { about: 'exemption'; isExempt: boolean; reason: string }

/** What changes of one membership, of a member of that MJC club; `undefined` where all of it is so already. */
export function termsChange(
	terms: TermsTogether,
	membership: Membership,
	ownClubId: string
): Partial<MembershipDraft> | undefined {
	const fields = fieldsOf(terms, membership, ownClubId)
	const differs = Object.entries(fields).some(
		([field, value]) => JSON.stringify(membership[field as keyof MembershipDraft]) !== JSON.stringify(value)
	)
	return differs ? fields : undefined
}

function fieldsOf(terms: TermsTogether, membership: Membership, ownClubId: string): Partial<MembershipDraft> {
	switch (terms.about) {
		case 'type': {
			const { paymentType, mjcClubId } = terms
			const chosen = mjcClubId === OWN_CLUB ? ownClubId : mjcClubId
			return { paymentType, mjcClubId: paymentType === 'club_only' ? chosen : '' }
		}
		case 'prices': {
			const kept = membership.otherPriceIds.filter((id) => !terms.removed.includes(id))
			const added = terms.added.filter((id) => !kept.includes(id) && !terms.removed.includes(id))
			return { otherPriceIds: [...kept, ...added] }
		}
		case 'reduction':
			return { reduction: terms.reduction, reductionReason: terms.reduction === 0 ? '' : terms.reason.trim() }
		case 'exemption':
			return { isExempt: terms.isExempt, exemptReason: terms.isExempt ? terms.reason.trim() : '' }
	}
}

/** Money of several members that is written down at once. */
export type PaymentTogether = {
	means: PaymentMeans
	paidOn: Day | ''
	/** Of each, or where one pays for all, of all; `undefined` for what they owe. */
	amount: Cents | undefined
	/** One payment, shared out over all of them by what each owes; else one of each, who paid it himself. */
	isShared: boolean
	/** Who paid for all of them. */
	payerName: string
	/** The cheque that is for all of them. */
	cheque?: Cheque
	aidId?: string
	note: string
}

/**
 * The payments of several memberships, by what each owes in cents. Whoever has nothing to pay gets none, and no share; where an
 * amount was said, each gets it, whatever he owes.
 */
export function paymentsTogether(owed: ReadonlyMap<MembershipId, number>, said: PaymentTogether): PaymentDraft[] {
	const { means, paidOn, payerName, note, cheque, aidId } = said
	const common = { means, paidOn, note, isRefund: false, ...(aidId ? { aidId } : {}) }
	if (!said.isShared) {
		return partsOf(owed, said).map(([membershipId, amount]) => {
			const { memberId } = splitMembershipId(membershipId)
			return { ...common, amount, payerId: memberId, payerName: '', shares: [{ membershipId, amount }] }
		})
	}
	const shares = partsOf(owed, said).map(([membershipId, amount]) => ({ membershipId, amount }))
	if (shares.length === 0) return []
	const amount = sumOf(shares.map((share) => share.amount))
	const own = means === 'cheque' && cheque ? { cheque } : {}
	return [{ ...common, ...own, amount, payerId: '', payerName: payerName.trim(), shares }]
}

/** What is paid for each, who pays anything. */
function partsOf(
	owed: ReadonlyMap<MembershipId, number>,
	{ amount, isShared }: PaymentTogether
): [MembershipId, Cents][] {
	const ids = [...owed.keys()]
	const open = ids.map((id) => Math.max(0, owed.get(id) ?? 0))
	const parts = amount === undefined ? open : isShared ? splitAmount(amount, open) : ids.map(() => amount)
	return ids.flatMap((id, at): [MembershipId, Cents][] => ((parts[at] ?? 0) > 0 ? [[id, parts[at] ?? 0]] : []))
}
