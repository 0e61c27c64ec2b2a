import type { ChangeSet } from '#shared/change.ts'
import type { DatedClub, Making, OldChoices, OldGround } from '#shared/old-program/ground.ts'
import { planOldImport } from '#shared/old-program/plan.ts'
import type { Result } from '#shared/result.ts'
import { applyChanges } from './changes.ts'
import { database, type StorageFault } from './database.ts'

/** Reads what files of the old program are compared with: whole tables of what the club has. */
export async function readOldGround(): Promise<OldGround> {
	const db = database()
	const [members, consents, mjcClubs, positions, positionTerms] = await Promise.all([
		db.members.toArray(),
		db.consents.toArray(),
		db.mjcClubs.toArray(),
		db.positions.toArray(),
		db.positionTerms.toArray()
	])
	const [seasons, memberships, payments, customFields] = await Promise.all([
		db.seasons.toArray(),
		db.memberships.toArray(),
		db.payments.toArray(),
		db.customFields.toArray()
	])
	return { members, consents, mjcClubs, positions, positionTerms, seasons, memberships, payments, customFields }
}

/** Why files of the old program were not brought in: the club has changed since, and somebody must be asked about. */
export type OldImportRefusal = StorageFault | { code: 'old-asks-again' }

/**
 * Brings files of the old program in, all of it or nothing, as one change set; `undefined` when nothing of them is new.
 * `count`: how many people the person saw as new or changed. Planned anew within the transaction, so that it is right whatever was edited since the plan that was shown.
 */
export async function applyOldImport(
	files: readonly DatedClub[],
	{ choices, making, count }: { choices: OldChoices; making: Making; count: number }
): Promise<Result<ChangeSet | undefined, OldImportRefusal>> {
	let asksAgain = false
	const applied = await applyChanges({ action: 'old-club-imported', count }, async () => {
		const plan = planOldImport(files, { ground: await readOldGround(), choices, making })
		asksAgain = plan.open > 0
		return asksAgain ? [] : plan.writes
	})
	return asksAgain ? { ok: false, error: { code: 'old-asks-again' } } : applied
}
