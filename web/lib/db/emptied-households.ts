import type { RowChange } from '#shared/listed-member.ts'
import type { ClubDatabase } from './schema.ts'

/** More households than this are looked for in one reading of the index. */
const MANY = 100

/** Ids of the households that somebody has just left and nobody is in; call in the transaction of the change itself. */
export async function listEmptiedHouseholds(db: ClubDatabase, written: readonly RowChange[]): Promise<string[]> {
	const left = new Set<string>()
	for (const { table, before, after } of written) {
		const was = table === 'members' ? before?.['householdId'] : undefined
		if (typeof was === 'string' && was !== '' && was !== after?.['householdId']) left.add(was)
	}
	if (left.size === 0) return []
	const ids = [...left]
	if (ids.length > MANY) {
		const lived = new Set(await db.members.orderBy('householdId').uniqueKeys())
		return ids.filter((id) => !lived.has(id))
	}
	const counts = await Promise.all(ids.map((id) => db.members.where('householdId').equals(id).count()))
	return ids.filter((_, at) => counts[at] === 0)
}
