import {
	answerOf,
	CONSENT_PURPOSES,
	consentOf,
	NO_ANSWERS,
	type Answer,
	type ConsentAnswers,
	type ConsentPurpose
} from '#shared/consent.ts'
import type { CustomFieldId } from '#shared/custom-field.ts'
import type { ChangeSet } from '#shared/change.ts'
import type { Member, MemberDraft, MemberId, MemberLinks } from '#shared/member.ts'
import { ok, type Result } from '#shared/result.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { findSuccessors } from './successors.ts'
import { joiningWrites } from './memberships.ts'
import { linkWrites, valueWrites, type MemberIdList } from './member-links.ts'

/** Every member, in no particular order. */
export function listMembers(): Promise<Member[]> {
	return database().members.toArray()
}

/**
 * The members whom these ids mean, by these ids; those who are gone are left out. Who was merged into another is that other
 * one: see `findSuccessors`.
 */
export async function findMembersById(ids: readonly MemberId[]): Promise<Map<MemberId, Member>> {
	const { members } = database()
	const found = await members.bulkGet([...ids])
	const successors = await findSuccessors(ids.filter((_, at) => !found[at]))
	const kept = new Map<MemberId, Member>()
	for (const member of await members.bulkGet([...new Set(successors.values())])) if (member) kept.set(member.id, member)
	return new Map(
		ids.flatMap((id, at) => {
			const successor = successors.get(id)
			const member = found[at] ?? (successor && kept.get(successor))
			return member ? [[id, member] as const] : []
		})
	)
}

/** The members whom these ids mean, each once, in that order; those who are gone are left out. */
export async function listMembersById(ids: readonly MemberId[]): Promise<Member[]> {
	return [...new Map([...(await findMembersById(ids)).values()].map((member) => [member.id, member])).values()]
}

/** One member, `undefined` when there is none of that id. */
export function findMember(id: MemberId): Promise<Member | undefined> {
	return database().members.get(id)
}

/** A member's answers to what he was asked to agree to. */
export async function readConsents(memberId: MemberId): Promise<ConsentAnswers> {
	const answers: ConsentAnswers = { ...NO_ANSWERS }
	for (const row of await database().consents.where({ memberId }).toArray()) answers[row.purpose] = answerOf(row)
	return answers
}

/** Answers of every member, by member, for lists and exports. */
export async function readAllConsents(): Promise<Map<MemberId, ConsentAnswers>> {
	const answersByMember = new Map<MemberId, ConsentAnswers>()
	for (const row of await database().consents.toArray()) {
		const answers = answersByMember.get(row.memberId) ?? { ...NO_ANSWERS }
		answers[row.purpose] = answerOf(row)
		answersByMember.set(row.memberId, answers)
	}
	return answersByMember
}

/** Adds a member with his answers, and to the season in force if there is one, in one change set. The draft has been checked: see `MemberDraft`. */
export async function addMember(
	draft: MemberDraft & MemberLinks,
	answers: ConsentAnswers = NO_ANSWERS
): Promise<Result<MemberId, StorageFault>> {
	const id = crypto.randomUUID() as MemberId
	const added = await applyChanges({ action: 'member-added', count: 1 }, async () => [
		...(await addingWrites(id, draft, answers)),
		...(await joiningWrites([id]))
	])
	return added.ok ? ok(id) : added
}

/** The writes that add a member with his answers. */
export async function addingWrites(
	id: MemberId,
	draft: MemberDraft & MemberLinks,
	answers: ConsentAnswers
): Promise<Write[]> {
	const now = Date.now()
	const row: Member = { ...draft, id, createdAt: now, updatedAt: now }
	return [{ table: 'members', key: id, row }, ...(await consentWrites(id, answers))]
}

/** Changes the given fields of a member, and his answers. Nothing is logged when nothing differs, or he is gone. */
export async function updateMember(
	id: MemberId,
	patch: Partial<MemberDraft> & MemberLinks,
	answers?: ConsentAnswers
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'member-updated', count: 1 }, () => updatingWrites(id, patch, answers))
}

/** The writes that change the given fields of a member, and his answers; none when he is gone. */
export async function updatingWrites(
	id: MemberId,
	patch: Partial<MemberDraft> & MemberLinks,
	answers?: ConsentAnswers
): Promise<Write[]> {
	const current = await findMember(id)
	if (!current) return []
	const changed = Object.entries(patch).some(([field, value]) => current[field as keyof Member] !== value)
	return [
		...(changed ? [{ table: 'members' as const, key: id, patch: { ...patch, updatedAt: Date.now() } }] : []),
		...(answers ? await consentWrites(id, answers) : [])
	]
}

/**
 * What a bulk edit sets: fields of the members, one of the club's own, their answer for one purpose, `null` for never asked,
 * or what is put into a list of theirs and taken out.
 */
export type BulkEdit =
	| { patch: Partial<MemberDraft> }
	| { purpose: ConsentPurpose; answer: Answer | null }
	| { custom: CustomFieldId; value: string }
	| { field: MemberIdList; add: readonly string[]; remove: readonly string[] }

/** Sets the same for several members, who have it not yet, in one change set. Who is gone is passed over. */
export async function updateMembers(
	ids: readonly MemberId[],
	edit: BulkEdit
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'members-updated', count: ids.length }, async () => {
		if ('patch' in edit) {
			const patch = { ...edit.patch, updatedAt: Date.now() }
			return ids.map((key): Write => ({ table: 'members', key, patch }))
		}
		const members = await listMembersById([...ids])
		if ('field' in edit) return linkWrites(members, edit)
		if ('custom' in edit) return valueWrites(members, edit)
		const present = members.map(({ id }) => id)
		const answersByMember = await readAllConsents()
		const writes = present.map((id) =>
			consentWrites(id, { ...NO_ANSWERS, ...answersByMember.get(id), [edit.purpose]: edit.answer })
		)
		return (await Promise.all(writes)).flat()
	})
}

/** Takes members away with all that is theirs; the change set, undone, brings everything back. */
export async function removeMembers(ids: MemberId[]): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'members-removed', count: ids.length }, async () => {
		const consents = await database().consents.where('memberId').anyOf(ids).primaryKeys()
		const terms = await database().positionTerms.where('memberId').anyOf(ids).primaryKeys()
		const guardians = await database().guardians.where('memberId').anyOf(ids).primaryKeys()
		// What was paid for them stays on record: see decision 107.
		const memberships = await database().memberships.where('memberId').anyOf(ids).primaryKeys()
		return [
			...ids.map((key): Write => ({ table: 'members', key, row: null })),
			...consents.map((key): Write => ({ table: 'consents', key, row: null })),
			...terms.map((key): Write => ({ table: 'positionTerms', key, row: null })),
			...guardians.map((key): Write => ({ table: 'guardians', key, row: null })),
			...memberships.map((key): Write => ({ table: 'memberships', key, row: null }))
		]
	})
}

async function consentWrites(memberId: MemberId, answers: ConsentAnswers): Promise<Write[]> {
	const rows = await database().consents.where({ memberId }).toArray()
	return CONSENT_PURPOSES.flatMap((purpose): Write[] => {
		const known = rows.find((row) => row.purpose === purpose)
		const answer = answers[purpose]
		if (!answer) return known ? [{ table: 'consents', key: known.id, row: null }] : []
		const id = known?.id ?? crypto.randomUUID()
		return [{ table: 'consents', key: id, row: consentOf(answer, { id, memberId, purpose }) }]
	})
}
