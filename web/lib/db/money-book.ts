import type { Member, MemberId } from '#shared/member.ts'
import type { Membership } from '#shared/membership.ts'
import type { Payment } from '#shared/payment.ts'
import { sortSeasons, type Season, type SeasonId } from '#shared/season.ts'
import { database } from './database.ts'
import { findSeasonInForce } from './seasons.ts'

/** All that was ever written down of the club's money, and the names that it refers to, as of one moment. */
export type MoneyBook = {
	/** The latest first. */
	seasons: Season[]
	memberships: Membership[]
	payments: Payment[]
	members: ReadonlyMap<MemberId, Member>
	/** Names of the MJC clubs by id. */
	clubNames: ReadonlyMap<string, string>
	inForce: SeasonId | undefined
}

/** Reads the whole book in one transaction, so that sums over it agree. */
export function readMoneyBook(): Promise<MoneyBook> {
	const db = database()
	const tables = [db.seasons, db.memberships, db.payments, db.members, db.mjcClubs, db.settings]
	return db.transaction('r', tables, async () => {
		const members = await db.members.toArray()
		const clubs = await db.mjcClubs.toArray()
		return {
			seasons: sortSeasons(await db.seasons.toArray()),
			memberships: await db.memberships.toArray(),
			payments: await db.payments.toArray(),
			members: new Map(members.map((member) => [member.id, member])),
			clubNames: new Map(clubs.map(({ id, name }) => [id, name])),
			inForce: (await findSeasonInForce())?.id
		}
	})
}
