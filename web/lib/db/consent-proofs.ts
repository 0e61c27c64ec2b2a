import type { Change } from '#shared/change.ts'
import { CONSENT_PURPOSES, type Consent } from '#shared/consent.ts'
import { listName } from '#shared/member.ts'
import { database } from './database.ts'

/** One answer of somebody, as it stood from the moment it was written down. */
export type ConsentProof = {
	name: string
	consent: Consent
	/** When it was written down here, ms since the epoch; 0 when the log does not know. */
	notedAt: number
	/** It is what counts now: not replaced by another, nor taken out. */
	stands: boolean
}

/** Every answer that each member gave, whatever it was replaced by since: by name, then by what was asked, the earliest first. */
export async function listConsentProofs(): Promise<ConsentProof[]> {
	const db = database()
	const [members, consents, sets] = await Promise.all([
		db.members.toArray(),
		db.consents.toArray(),
		db.changeSets.toArray()
	])
	const changes = await db.changes.where('[table+key]').between(['consents', ''], ['consents', '￿']).toArray()
	const setsById = new Map(sets.map((set) => [set.id, set]))
	const clockOf = ({ setId }: Change) => setsById.get(setId)?.clock ?? ''
	const ordered = changes.sort((a, b) => (clockOf(a) < clockOf(b) ? -1 : 1))
	const changesByKey = Map.groupBy(ordered, ({ key }) => key)
	const names = new Map(members.map((member) => [member.id, listName(member)]))
	const proofs = consents.flatMap((consent): ConsentProof[] => {
		const name = names.get(consent.memberId)
		if (name === undefined) return []
		const states = statesOf(changesByKey.get(consent.id) ?? [])
		const known = states.length > 0 ? states : [{ consent, setId: '' }]
		return known.map((state, at) => ({
			...{ name, consent: at === known.length - 1 ? consent : state.consent },
			...{ notedAt: setsById.get(state.setId)?.at ?? 0, stands: at === known.length - 1 }
		}))
	})
	return [...proofs, ...withdrawn(changesByKey, { consents, names, setsById })].sort(compareProofs)
}

/** What a row said after each change of it. */
function statesOf(changes: readonly Change[]): { consent: Consent; setId: string }[] {
	let row: Record<string, unknown> = {}
	return changes.flatMap(({ after, setId }) => {
		if (after === null) return []
		row = { ...row, ...after }
		return [{ consent: row as Consent, setId }]
	})
}

type Known = {
	consents: readonly Consent[]
	names: ReadonlyMap<string, string>
	setsById: ReadonlyMap<string, { at: number }>
}

/** Answers whose row is gone while their member is still there. */
function withdrawn(
	byKey: ReadonlyMap<string, readonly Change[]>,
	{ consents, names, setsById }: Known
): ConsentProof[] {
	const present = new Set(consents.map(({ id }) => id))
	return [...byKey].flatMap(([key, changes]) =>
		present.has(key)
			? []
			: statesOf(changes).flatMap(({ consent, setId }) => {
					const name = names.get(consent.memberId)
					const notedAt = setsById.get(setId)?.at ?? 0
					return name === undefined ? [] : [{ name, consent, notedAt, stands: false }]
				})
	)
}

const collator = new Intl.Collator('fr')

const compareProofs = (a: ConsentProof, b: ConsentProof): number =>
	collator.compare(a.name, b.name) ||
	CONSENT_PURPOSES.indexOf(a.consent.purpose) - CONSENT_PURPOSES.indexOf(b.consent.purpose) ||
	a.notedAt - b.notedAt
