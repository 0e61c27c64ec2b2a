import type { ChangeSet } from '#shared/change.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import type { Position, PositionDraft, PositionId, PositionTerm, PositionTermDraft } from '#shared/position.ts'
import { ok, type Result } from '#shared/result.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'

/** Every position, in no particular order. */
export function listPositions(): Promise<Position[]> {
	return database().positions.toArray()
}

/** One position, `undefined` when there is none of that id. */
export function findPosition(id: PositionId): Promise<Position | undefined> {
	return database().positions.get(id)
}

/** Every term of every position, past ones too, in no particular order. */
export function listTerms(): Promise<PositionTerm[]> {
	return database().positionTerms.toArray()
}

/** The terms of one member, in no particular order. */
export function listTermsOf(memberId: MemberId): Promise<PositionTerm[]> {
	return database().positionTerms.where({ memberId }).toArray()
}

/** One term, `undefined` when there is none of that id. */
export function findTerm(id: string): Promise<PositionTerm | undefined> {
	return database().positionTerms.get(id)
}

/** Adds a position that nobody holds yet. The draft has been checked: see `PositionDraft`. */
export async function addPosition(draft: PositionDraft): Promise<Result<PositionId, StorageFault>> {
	const now = Date.now()
	const id = crypto.randomUUID() as PositionId
	const row: Position = { ...draft, id, createdAt: now, updatedAt: now }
	const added = await applyChanges({ action: 'position-added', count: 1 }, () => [{ table: 'positions', key: id, row }])
	return added.ok ? ok(id) : added
}

/** Changes the given fields of a position. Nothing is logged when nothing differs, or it is gone. */
export async function updatePosition(
	id: PositionId,
	patch: Partial<PositionDraft>
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'position-updated', count: 1 }, async () => {
		const current = await findPosition(id)
		if (!current || !isChanged(current, patch)) return []
		return [{ table: 'positions', key: id, patch: { ...patch, updatedAt: Date.now() } }]
	})
}

/** Takes positions away with all their terms; the change set, undone, brings everything back. */
export async function removePositions(ids: PositionId[]): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'positions-removed', count: ids.length }, async () => {
		const terms = await database().positionTerms.where('positionId').anyOf(ids).primaryKeys()
		return [
			...ids.map((key): Write => ({ table: 'positions', key, row: null })),
			...terms.map((key): Write => ({ table: 'positionTerms', key, row: null }))
		]
	})
}

/** Gives a position to a member for a time. Others may hold it then too. The draft has been checked. */
export async function assignPosition(
	positionId: PositionId,
	draft: PositionTermDraft
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const row: PositionTerm = { ...draft, id: crypto.randomUUID(), positionId }
	return applyChanges({ action: 'position-assigned', count: 1 }, async () =>
		(await findPosition(positionId)) ? [{ table: 'positionTerms', key: row.id, row }] : []
	)
}

/** Ends one member's time in a position: from that day on he holds it no more. The order of the days has been checked. */
export async function freePosition(termId: string, to: Day): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'position-freed', count: 1 }, async () => writesOf(await findTerm(termId), { to }))
}

/** Changes the given fields of a term: who, from when, until when. Nothing is logged when nothing differs, or it is gone. */
export async function updateTerm(
	id: string,
	patch: Partial<PositionTermDraft>
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'position-term-updated', count: 1 }, async () => writesOf(await findTerm(id), patch))
}

/** Takes terms away, as if they had never been; the change set, undone, brings them back. */
export async function removeTerms(ids: string[]): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'position-term-removed', count: ids.length }, () =>
		ids.map((key): Write => ({ table: 'positionTerms', key, row: null }))
	)
}

const writesOf = (term: PositionTerm | undefined, patch: Partial<PositionTermDraft>): Write[] =>
	term ? [{ table: 'positionTerms', key: term.id, patch }] : []

const isChanged = (current: Position, patch: Partial<PositionDraft>): boolean =>
	Object.entries(patch).some(([field, value]) => current[field as keyof PositionDraft] !== value)
