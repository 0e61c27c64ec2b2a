import type { ChangeSet } from '#shared/change.ts'
import { clubNameKey, type MjcClub, type MjcClubDraft, type MjcClubId } from '#shared/mjc-club.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'

/** There is such a club already; `name` is how it is written there. */
export type KnownClub = { code: 'club-known'; id: MjcClubId; name: string }

/** Every club of the MJC, in no particular order. */
export function listMjcClubs(): Promise<MjcClub[]> {
	return database().mjcClubs.toArray()
}

/** How many members belong to each club, by its id; a club without members is absent. */
export async function countMembersByClub(): Promise<Map<MjcClubId, number>> {
	const counts = new Map<MjcClubId, number>()
	for (const id of (await database().members.where('mjcClubId').above('').keys()) as MjcClubId[]) {
		counts.set(id, (counts.get(id) ?? 0) + 1)
	}
	return counts
}

/** Adds a club. Fails with `club-known` when there is one of that name but for case, accents and spaces. */
export async function addMjcClub(draft: MjcClubDraft): Promise<Result<MjcClubId, StorageFault | KnownClub>> {
	const club = newClub(draft)
	let known: MjcClub | undefined
	const added = await applyChanges({ action: 'club-added', count: 1 }, async () => {
		known = await findNamesake(draft.name)
		return known ? [] : [{ table: 'mjcClubs', key: club.id, row: club }]
	})
	if (known) return refusal(known)
	return added.ok ? ok(club.id) : added
}

/** The club of that name, but for case, accents and spaces; added when there is none. */
export async function findOrAddMjcClub(draft: MjcClubDraft): Promise<Result<MjcClubId, StorageFault>> {
	const added = await addMjcClub(draft)
	if (added.ok) return added
	return 'id' in added.error ? ok(added.error.id) : err(added.error)
}

/** Renames a club. Fails with `club-known` when another has that name. Nothing is logged when it is gone or nothing differs. */
export async function updateMjcClub(
	id: MjcClubId,
	patch: MjcClubDraft
): Promise<Result<ChangeSet | undefined, StorageFault | KnownClub>> {
	let known: MjcClub | undefined
	const updated = await applyChanges({ action: 'club-updated', count: 1 }, async () => {
		known = await findNamesake(patch.name, id)
		const current = await database().mjcClubs.get(id)
		if (known || !current || current.name === patch.name) return []
		return [{ table: 'mjcClubs', key: id, patch: { ...patch, updatedAt: Date.now() } }]
	})
	return known ? refusal(known) : updated
}

/** Takes clubs away; their members belong to none from then on, and belong to them again when it is undone. */
export async function removeMjcClubs(
	ids: MjcClubId[]
): Promise<Result<{ set: ChangeSet | undefined; memberCount: number }, StorageFault>> {
	let memberCount = 0
	const removed = await applyChanges({ action: 'clubs-removed', count: ids.length }, async () => {
		const members = await database().members.where('mjcClubId').anyOf(ids).primaryKeys()
		memberCount = members.length
		const patch = { mjcClubId: '', updatedAt: Date.now() }
		return [
			...ids.map((key): Write => ({ table: 'mjcClubs', key, row: null })),
			...members.map((key): Write => ({ table: 'members', key, patch }))
		]
	})
	return removed.ok ? ok({ set: removed.value, memberCount }) : removed
}

/** Adds those of the clubs that are not known yet, in one change set; `undefined` when all are. */
export async function importMjcClubs(
	drafts: readonly MjcClubDraft[]
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'clubs-imported', count: drafts.length }, async () => {
		const known = new Set((await listMjcClubs()).map(({ name }) => clubNameKey(name)))
		return drafts
			.filter(({ name }) => !known.has(clubNameKey(name)))
			.map(({ name }) => newClub({ name }))
			.map((row): Write => ({ table: 'mjcClubs', key: row.id, row }))
	})
}

function newClub({ name }: MjcClubDraft): MjcClub {
	const now = Date.now()
	return { name, id: crypto.randomUUID() as MjcClubId, createdAt: now, updatedAt: now }
}

async function findNamesake(name: string, except?: MjcClubId): Promise<MjcClub | undefined> {
	const key = clubNameKey(name)
	return (await listMjcClubs()).find((club) => club.id !== except && clubNameKey(club.name) === key)
}

const refusal = ({ id, name }: MjcClub) => err({ code: 'club-known' as const, id, name })
