import type { Change, ChangeSet } from '#shared/change.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from './database.ts'

/**
 * Who stands for members who are gone because they were merged into another, by the id of the one who is gone. Whoever
 * was deleted has nobody. What still names such a member, a draft or a result, means the one who stayed; a merge that is
 * taken back takes this with it.
 */
export async function findSuccessors(goneIds: readonly MemberId[]): Promise<Map<MemberId, MemberId>> {
	const successors = new Map<MemberId, MemberId>()
	for (const [id, setId] of await findRemovals(goneIds)) {
		const kept = await findKept(await findRoot(setId))
		if (kept !== undefined && kept !== id) successors.set(id, kept)
	}
	return successors
}

/** What took each of them away last, by his id. */
async function findRemovals(ids: readonly MemberId[]): Promise<Map<MemberId, ChangeSet>> {
	const db = database()
	const keys = ids.map((id) => ['members', id])
	const changes = await db.changes.where('[table+key]').anyOf(keys).toArray()
	const removals = changes.filter(({ after }) => after === null)
	const sets = await db.changeSets.bulkGet(removals.map(({ setId }) => setId))
	const lastById = new Map<MemberId, ChangeSet>()
	for (const [at, { key }] of removals.entries()) {
		const [set, known] = [sets[at], lastById.get(key as MemberId)]
		if (set && (!known || known.clock < set.clock)) lastById.set(key as MemberId, set)
	}
	return lastById
}

/** What was first done, of a set that does it again. */
async function findRoot(set: ChangeSet): Promise<ChangeSet> {
	if (set.undoes === undefined) return set
	const undone = await database().changeSets.get(set.undoes)
	return undone ? findRoot(undone) : set
}

/** The one who stayed of a merge, who may have been merged himself since; `undefined` when he is gone too, or it was none. */
async function findKept({ id, action }: ChangeSet): Promise<MemberId | undefined> {
	if (action !== 'members-merged') return undefined
	const changes = await database().changes.where('setId').equals(id).toArray()
	const kept = changes.find((change: Change) => change.table === 'members' && change.after !== null)?.key
	if (kept === undefined) return undefined
	const isThere = (await database().members.where('id').equals(kept).count()) > 0
	return isThere ? (kept as MemberId) : (await findSuccessors([kept as MemberId])).get(kept as MemberId)
}
