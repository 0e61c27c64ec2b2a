import type { Change, Row } from '#shared/change.ts'
import { listName, type Member, type MemberId } from '#shared/member.ts'
import { splitMembershipId, type MembershipId } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { database } from './database.ts'

/** A change with all that is known of its row, as it is now or as it was last. */
type NamedChange = { change: Change; row: Row }

/** The tables whose rows a person knows by their name alone. */
const LISTS = ['positions', 'mjcClubs', 'tags', 'groups', 'customFields', 'households', 'seasons', 'templates'] as const

/** Fields that hold the id of another row, or a list of ids. */
const POINTERS = [
	'memberId',
	'positionId',
	'mjcClubId',
	'tagIds',
	'groupIds',
	'householdId',
	'payerId',
	'seasonId'
] as const

/** Names by id of everything in the club's lists, as they are now. */
export async function readListNames(): Promise<Map<string, string>> {
	const tables = await Promise.all(LISTS.map((list) => database().table<Row>(list).toArray()))
	return new Map(tables.flat().map(({ id, name }) => [String(id), String(name)]))
}

/** Names by id of the subjects of these changes, and of what their rows point at, gone or not. */
export async function readNames(
	rows: readonly NamedChange[],
	subjects: readonly string[]
): Promise<Map<string, string>> {
	const ids = new Set<unknown>(subjects)
	for (const { change, row } of rows) {
		for (const each of [row, change.before, change.after]) for (const id of listPointers(each)) ids.add(id)
	}
	const asked = [...ids].filter((id) => typeof id === 'string' && id !== '') as string[]
	const db = database()
	const members = await db.members.bulkGet(asked as MemberId[])
	const people = members.filter((row) => row !== undefined).map((member) => [member.id, listName(member)] as const)
	// Who is gone is known from the rows that say so.
	const gone = rows.filter(({ change }) => change.table === 'members')
	const goneNamed = gone.map(({ change, row }) => [change.key, listName(row as Member)] as const)
	const names = new Map<string, string>([...goneNamed, ...people])
	for (const list of LISTS) {
		const found = await db.table<Row, string>(list).bulkGet(asked)
		for (const row of found) if (row) names.set(String(row['id']), String(row['name']))
	}
	for (const [id, name] of await readPriceNames(asked as SeasonId[])) names.set(id, name)
	const missing = asked.filter((id) => !names.has(id))
	for (const [id, name] of await namesOnceHad(missing)) names.set(id, name)
	return names
}

/** Names by id of the other prices and of the aids of those seasons. */
async function readPriceNames(ids: readonly SeasonId[]): Promise<[id: string, name: string][]> {
	const seasons = await database().seasons.bulkGet([...ids])
	return seasons.flatMap((season) =>
		[...(season?.otherPrices ?? []), ...(season?.aids ?? [])].map(({ id, label }): [string, string] => [id, label])
	)
}

/** The ids that a row points at: those of its own fields, and of the club's fields that it has values of. */
function listPointers(row: Row | null): unknown[] {
	if (!row) return []
	const custom = row['custom']
	const fields = typeof custom === 'object' && custom !== null ? Object.keys(custom) : []
	const paidFor = (row['membershipIds'] ?? []) as MembershipId[]
	const shared = paidFor.map(splitMembershipId).flatMap(({ memberId, seasonId }) => [memberId, seasonId])
	return [...POINTERS.flatMap((field) => row[field]), ...fields, ...shared]
}

/** Names by id of what is in none of the lists any more, as the log has them. */
async function namesOnceHad(ids: readonly string[]): Promise<Map<string, string>> {
	const keys = LISTS.flatMap((list) => ids.map((id) => [list, id] as [string, string]))
	const changes = await database().changes.where('[table+key]').anyOf(keys).toArray()
	const named = changes.map(({ key, before, after }) => [key, (after ?? before)?.['name']] as const)
	return new Map(named.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
