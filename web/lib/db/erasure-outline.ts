import { listName, type MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import { database } from './database.ts'

/** What a person is told before somebody is erased. */
export type ErasureOutline = {
	/** How many payments stay, without his name. */
	payments: number
	/** The last year in which one of them came in; 0 when there is none, or nobody knows. */
	lastYear: number
	/** Names of the members whose guardian he is. */
	guardianOf: readonly string[]
}

/** Says what stays of somebody who is about to be erased, and who else is concerned. */
export async function readErasureOutline(id: MemberId): Promise<ErasureOutline> {
	const { guardians, members, payments, seasons } = database()
	const keys = (await seasons.toCollection().primaryKeys()).map((seasonId) => membershipIdOf(seasonId, id))
	const paid = await payments.where('membershipIds').anyOf(keys).distinct().toArray()
	const guarded = await guardians.filter(({ guardianMemberId }) => guardianMemberId === id).toArray()
	const children = await members.bulkGet([...new Set(guarded.map(({ memberId }) => memberId))])
	return {
		payments: paid.length,
		lastYear: Math.max(0, ...paid.map(({ paidOn }) => Number(paidOn.slice(0, 4)))),
		guardianOf: children.flatMap((child) => (child ? [listName(child)] : []))
	}
}
