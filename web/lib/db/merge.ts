import type { ChangeSet, Row } from '#shared/change.ts'
import { CONSENT_PURPOSES, consentOf, type ConsentAnswers } from '#shared/consent.ts'
import type { Member, MemberDraft, MemberId } from '#shared/member.ts'
import type { Result } from '#shared/result.ts'
import { applyChanges, LOGGED_TABLES, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { guardianMergeWrites } from './families.ts'
import { membershipMergeWrites } from './merged-memberships.ts'

/** Two members of whom one stays, with what he is to be: his fields, and whose answers he keeps. */
export type Merge = {
	keep: MemberId
	drop: MemberId
	values: Partial<MemberDraft>
	answers: ConsentAnswers
	/** Ids of the guardians' rows that neither keeps: a member has two at most. */
	leaving?: readonly string[]
}

/**
 * Makes one member of two, in one change set that undo takes back: the fields are as given, and what belonged to the one
 * who goes belongs to the one who stays. Nothing happens when one of them is gone.
 */
export function mergeMembers(merge: Merge): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'members-merged', count: 2 }, async () => {
		const [kept, dropped] = await database().members.bulkGet([merge.keep, merge.drop])
		if (!kept || !dropped) return []
		const row = { ...(join(dropped, kept) as Member), ...merge.values, id: kept.id, createdAt: kept.createdAt }
		return [
			{ table: 'members', key: kept.id, row: { ...row, updatedAt: Date.now() } },
			{ table: 'members', key: dropped.id, row: null },
			...(await consentWrites(merge)),
			...(await guardianMergeWrites(merge)),
			...(await membershipMergeWrites(merge)),
			...(await movingWrites(merge))
		]
	})
}

/** What either has that no form shows as one field: lists are put together, and what only one has is kept. */
function join(dropped: Row, kept: Row): Row {
	const joined: Row = { ...dropped }
	for (const [field, value] of Object.entries(kept)) {
		const other = dropped[field]
		if (isList(value) && isList(other)) joined[field] = [...new Set([...value, ...other])]
		else if (isObject(value) && isObject(other)) joined[field] = { ...other, ...value }
		else if (value !== '' && value !== undefined) joined[field] = value
	}
	return joined
}

async function consentWrites({ keep, drop, answers }: Merge): Promise<Write[]> {
	const rows = await database().consents.where('memberId').anyOf([keep, drop]).toArray()
	const writes = rows.map(({ id }): Write => ({ table: 'consents', key: id, row: null }))
	for (const purpose of CONSENT_PURPOSES) {
		const answer = answers[purpose]
		if (!answer) continue
		const row = consentOf(answer, { id: crypto.randomUUID(), memberId: keep, purpose })
		writes.push({ table: 'consents', key: row.id, row })
	}
	return writes
}

/** Tables whose rows of both are made one. */
const JOINED: readonly string[] = ['consents', 'guardians', 'memberships']

/** Rows of every other table that belong to the one who goes. */
async function movingWrites({ keep, drop }: Merge): Promise<Write[]> {
	const writes: Write[] = []
	for (const name of LOGGED_TABLES) {
		const table = database().table<Row, string>(name)
		const isMoved = table.schema.indexes.some(({ name: index }) => index === 'memberId')
		if (!isMoved || JOINED.includes(name)) continue
		for (const row of await table.where('memberId').equals(drop).toArray()) {
			writes.push({ table: name, key: String(row['id']), patch: { memberId: keep } })
		}
	}
	return writes
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value)
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
