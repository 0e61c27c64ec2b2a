import type { CustomFieldId } from '#shared/custom-field.ts'
import type { Member } from '#shared/member.ts'
import type { Write } from './changes.ts'
import { database } from './database.ts'

/** The lists of ids that a member's row holds. */
export type MemberIdList = 'tagIds' | 'groupIds'

/** How many members have each of what a list of ids names, by its id; what nobody has is absent. */
export async function countLinked(field: MemberIdList): Promise<Map<string, number>> {
	const counts = new Map<string, number>()
	for (const id of (await database().members.orderBy(field).keys()) as string[]) {
		counts.set(id, (counts.get(id) ?? 0) + 1)
	}
	return counts
}

/** The writes that take these ids out of every member's list. */
export async function unlinkWrites(field: MemberIdList, ids: readonly string[]): Promise<Write[]> {
	const members = await database().members.where(field).anyOf(ids).distinct().toArray()
	return members.map(({ id, [field]: linked = [] }): Write => {
		const left = linked.filter((one) => !ids.includes(one))
		return { table: 'members', key: id, patch: { [field]: left, updatedAt: Date.now() } }
	})
}

/** The writes that put ids into the lists of these members, and take others out; who has them so already is left alone. */
export function linkWrites(
	members: readonly Member[],
	{ field, add, remove }: { field: MemberIdList; add: readonly string[]; remove: readonly string[] }
): Write[] {
	return members.flatMap((member): Write[] => {
		const linked: readonly string[] = member[field] ?? []
		const next = [...linked.filter((id) => !remove.includes(id)), ...add.filter((id) => !linked.includes(id))]
		if (next.length === linked.length && next.every((id, at) => id === linked[at])) return []
		return [{ table: 'members', key: member.id, patch: { [field]: next, updatedAt: Date.now() } }]
	})
}

/** The writes that give these members a value of one of the club's own fields, the empty one for none. */
export function valueWrites(
	members: readonly Member[],
	{ custom: field, value }: { custom: CustomFieldId; value: string }
): Write[] {
	return members.map(({ id, custom = {} }): Write => {
		const { [field]: _, ...others } = custom
		const next = value === '' ? others : { ...others, [field]: value }
		return { table: 'members', key: id, patch: { custom: next, updatedAt: Date.now() } }
	})
}

/** The writes that take the values of these fields away from every member. */
export async function dropValueWrites(ids: readonly CustomFieldId[]): Promise<Write[]> {
	const holding = await database()
		.members.filter(({ custom }) => custom !== undefined && ids.some((id) => id in custom))
		.toArray()
	return holding.map(({ id, custom = {} }): Write => {
		const left = Object.fromEntries(Object.entries(custom).filter(([field]) => !ids.includes(field as CustomFieldId)))
		return { table: 'members', key: id, patch: { custom: left, updatedAt: Date.now() } }
	})
}
