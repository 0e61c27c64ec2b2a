import { membershipPrefix, splitMembershipId, type MembershipId } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import type { Write } from './changes.ts'
import type { ClubDatabase } from './schema.ts'

/**
 * Takes out of what an undo would write the removal of what has been needed since: a membership that money was written
 * down for, unless its member goes too, and a season with memberships or money in it. Call in the transaction of the undo.
 */
export async function keepNeeded(db: ClubDatabase, writes: Write[]): Promise<Write[]> {
	const removals = Map.groupBy(
		writes.filter((write) => 'row' in write && write.row === null),
		({ table }) => table
	)
	const memberships = keysOf(removals.get('memberships'))
	const seasons = keysOf(removals.get('seasons'))
	if (memberships.size === 0 && seasons.size === 0) return writes
	const members = keysOf(removals.get('members'))
	const payments = keysOf(removals.get('payments'))
	const paid = await db.payments
		.where('membershipIds')
		.anyOf([...memberships] as MembershipId[])
		.toArray()
	const needed = new Set<string>()
	for (const { id, membershipIds } of paid) if (!payments.has(id)) for (const one of membershipIds) needed.add(one)
	for (const id of [...needed]) if (members.has(splitMembershipId(id as MembershipId).memberId)) needed.delete(id)
	const staying = { isGone: (id: string) => memberships.has(id) && !needed.has(id), payments }
	for (const id of seasons) if (await isSeasonNeeded(db, id as SeasonId, staying)) needed.add(id)
	return writes.filter(({ table, key }) => !(needed.has(key) && (table === 'memberships' || table === 'seasons')))
}

const keysOf = (writes: readonly Write[] = []): Set<string> => new Set(writes.map(({ key }) => key))

async function isSeasonNeeded(
	db: ClubDatabase,
	seasonId: SeasonId,
	{ isGone, payments }: { isGone: (id: string) => boolean; payments: ReadonlySet<string> }
): Promise<boolean> {
	const prefix = membershipPrefix(seasonId)
	const memberships = await db.memberships.where('id').startsWith(prefix).primaryKeys()
	if (memberships.some((id) => !isGone(id))) return true
	const paid = await db.payments.where('membershipIds').startsWith(prefix).primaryKeys()
	return paid.some((id) => !payments.has(id))
}
