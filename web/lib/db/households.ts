import type { Families } from '#shared/family-fields.ts'
import type { Guardian } from '#shared/guardian.ts'
import type { Household, HouseholdId } from '#shared/household.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { database } from './database.ts'

/** Every household, in no particular order. */
export function listHouseholds(): Promise<Household[]> {
	return database().households.toArray()
}

/** A household and who is in it; `undefined` when there is none of that id. */
export async function readHousehold(
	id: HouseholdId | ''
): Promise<{ household: Household; members: Member[] } | undefined> {
	const household = id === '' ? undefined : await database().households.get(id)
	if (!household) return undefined
	return { household, members: await database().members.where({ householdId: id }).toArray() }
}

/** The guardians of these members, by member. */
export async function readGuardians(ids: readonly MemberId[]): Promise<Map<MemberId, Guardian[]>> {
	const rows = await database()
		.guardians.where('memberId')
		.anyOf([...ids])
		.toArray()
	return Map.groupBy(rows, ({ memberId }) => memberId)
}

/** What is to be known of the families of these members, as of now. */
export async function readFamilies(members: readonly Member[]): Promise<Families> {
	const db = database()
	const ids = [...new Set(members.flatMap(({ householdId }) => householdId || []))]
	const rows = (await db.households.bulkGet(ids)).filter((row) => row !== undefined)
	const payers = await db.members.bulkGet(rows.flatMap(({ payerId }) => payerId || []))
	// Of many, all are read at once: asking for each takes longer.
	const guardians =
		members.length > MANY
			? Map.groupBy(await db.guardians.toArray(), ({ memberId }) => memberId)
			: await readGuardians(members.map(({ id }) => id))
	return familiesOf({ households: rows, guardians, members: payers.filter((member) => member !== undefined) })
}

const MANY = 500

/** What is known of families, by what rows say. */
export function familiesOf(known: {
	households: readonly Household[]
	guardians: ReadonlyMap<MemberId, readonly Guardian[]>
	members: readonly Member[]
}): Families {
	const households = new Map<string, Household>(known.households.map((household) => [household.id, household]))
	const members = new Map(known.members.map((member) => [member.id, member]))
	return {
		guardiansOf: ({ id }) => known.guardians.get(id) ?? [],
		householdOf: ({ householdId = '' }) => households.get(householdId),
		memberOf: (id) => members.get(id)
	}
}
