import type { MemberId } from '#shared/member.ts'
import { membershipIdOf, type Membership, type MembershipId } from '#shared/membership.ts'
import { moveShares, type Payment } from '#shared/payment.ts'
import type { Write } from './changes.ts'
import { database } from './database.ts'

/**
 * The writes by which one member gets the memberships of two, and stands for the other wherever money is written down.
 * In a season in which both are, the terms of the one who stays hold; what was paid for either is paid for him.
 */
export async function membershipMergeWrites({ keep, drop }: { keep: MemberId; drop: MemberId }): Promise<Write[]> {
	const db = database()
	const dropped = await db.memberships.where({ memberId: drop }).toArray()
	const moves = dropped.map((row) => ({ row, from: row.id, to: membershipIdOf(row.seasonId, keep) }))
	const kept = await db.memberships.bulkGet(moves.map(({ to }) => to))
	return [
		...moves.flatMap(({ row, from, to }, at): Write[] => [
			{ table: 'memberships', key: from, row: null },
			{ table: 'memberships', key: to, row: joinMemberships(kept[at], { ...row, id: to, memberId: keep }) }
		]),
		...(await paymentWrites(moves, { keep, drop }))
	]
}

function joinMemberships(kept: Membership | undefined, moved: Membership): Membership {
	if (!kept) return moved
	const days = [kept.joinedOn, moved.joinedOn].filter((day) => day !== '').sort()
	return {
		...kept,
		mjcClubId: kept.mjcClubId || moved.mjcClubId,
		note: [...new Set([kept.note, moved.note])].filter(Boolean).join('\n'),
		joinedOn: days[0] ?? '',
		remindedOn: [...new Set([...kept.remindedOn, ...moved.remindedOn])].sort(),
		updatedAt: Date.now()
	}
}

async function paymentWrites(
	moves: readonly { from: MembershipId; to: MembershipId }[],
	{ keep, drop }: { keep: MemberId; drop: MemberId }
): Promise<Write[]> {
	const moved = await database()
		.payments.where('membershipIds')
		.anyOf(moves.map(({ from }) => from))
		.distinct()
		.toArray()
	const paid = await database().payments.where({ payerId: drop }).toArray()
	const payments = new Map([...moved, ...paid].map((payment) => [payment.id, payment]))
	const updatedAt = Date.now()
	return [...payments.values()].map(({ id, shares: before, payerId }): Write => {
		const shares = moves.reduce((left, { from, to }) => moveShares(left, from, to), before)
		const membershipIds = shares.map(({ membershipId }) => membershipId)
		const patch: Partial<Payment> = { shares, membershipIds, payerId: payerId === drop ? keep : payerId, updatedAt }
		return { table: 'payments', key: id, patch }
	})
}
