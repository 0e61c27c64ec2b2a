import { listName, type MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import { database } from './database.ts'

/** What a person is told before others are erased. */
export type ErasureOutline = {
	/** How many payments stay, without a name. */
	payments: number
	/** The last year in which one of them came in; 0 when there is none, or nobody knows. */
	lastYear: number
	/** Names of the members whose guardians they are, and who stay. */
	guardianOf: readonly string[]
}

/** Says what stays of people who are about to be erased, and who else is concerned. */
export async function readErasureOutline(ids: readonly MemberId[]): Promise<ErasureOutline> {
	const { guardians, members, payments, seasons } = database()
	const seasonIds = await seasons.toCollection().primaryKeys()
	const keys = seasonIds.flatMap((seasonId) => ids.map((id) => membershipIdOf(seasonId, id)))
	const paid = await payments.where('membershipIds').anyOf(keys).distinct().toArray()
	const going = new Set(ids)
	const guarded = await guardians.filter(({ guardianMemberId }) => going.has(guardianMemberId as MemberId)).toArray()
	const children = await members.bulkGet([...new Set(guarded.map(({ memberId }) => memberId))])
	return {
		payments: paid.length,
		lastYear: Math.max(0, ...paid.map(({ paidOn }) => Number(paidOn.slice(0, 4)))),
		guardianOf: children.flatMap((child) => (child && !going.has(child.id) ? [listName(child)] : []))
	}
}
