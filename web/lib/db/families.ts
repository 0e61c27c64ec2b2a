import { carryOver, type ChangeSet } from '#shared/change.ts'
import { NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import {
	EMPTY_GUARDIAN,
	GUARDIAN_PLACES,
	guardianDraftOf,
	isGuardianKnown,
	joinGuardians,
	type GuardianDraft,
	type GuardianPlace
} from '#shared/guardian.ts'
import {
	EMPTY_HOUSEHOLD,
	sharesContact,
	type Contact,
	type ContactKind,
	type HouseholdDraft,
	type HouseholdId
} from '#shared/household.ts'
import type { Member, MemberDraft, MemberId, MemberLinks } from '#shared/member.ts'
import type { Result } from '#shared/result.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { addingWrites, findMember, updatingWrites } from './members.ts'
import { joiningWrites, membershipWrites, type MembershipSave } from './memberships.ts'
import { paymentWrites, type PaymentsSave } from './payments.ts'

/** What a person changed of a member's family, before and after: what another window changed meanwhile stays. */
export type FamilyChange = {
	/** The household he is in once this is saved, with what was changed of it; absent for none. Its payer may be `self`. */
	household?: { id: HouseholdId; before: HouseholdDraft; after: HouseholdDraft }
	/** Members of no household who come into it with him. */
	joining: readonly MemberId[]
	/** By place. */
	guardians: Partial<Record<GuardianPlace, { before: GuardianDraft; after: GuardianDraft }>>
	/** What the others of the household change along with him, where they had the same. */
	following: readonly { kind: ContactKind; from: Contact; to: Partial<Contact> }[]
}

/** Stands for the member himself, whose id is not known before he is saved. */
export const SELF = 'self'

/** One save of a member's form. */
export type MemberSave = {
	/** `undefined` for a new one. */
	id: MemberId | undefined
	/** All of a new one's fields, those changed of another. */
	fields: Partial<MemberDraft> & MemberLinks
	answers: ConsentAnswers | undefined
	family: FamilyChange
	/** His membership in a season; absent: a new member is in the season in force, of another nothing changes. */
	membership?: MembershipSave | undefined
	/** What was changed of the payments for it. */
	payments?: PaymentsSave | undefined
	/** How many others get his new address, telephone or e-mail. */
	followers: number
}

/** Saves a member with his family, in one change set: `undefined` when nothing differs, or he is gone. */
export async function saveMember(
	save: MemberSave & { newId: MemberId }
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const { id, newId, fields, answers, family, membership, payments, followers } = save
	const action = id === undefined ? 'member-added' : followers > 0 ? 'members-updated' : 'member-updated'
	return applyChanges({ action, count: 1 + (id === undefined ? 0 : followers) }, async () => {
		if (id === undefined) {
			const own = await addingWrites(newId, fields as MemberDraft, answers ?? NO_ANSWERS)
			const joined = await (membership ? membershipWrites(newId, membership) : joiningWrites([newId]))
			const paid = payments ? await paymentWrites(payments) : []
			return [...own, ...joined, ...paid, ...(await familyWrites(newId, family, fields))]
		}
		const [member, own, joined, paid] = await Promise.all([
			findMember(id),
			updatingWrites(id, fields, answers),
			membership ? membershipWrites(id, membership) : [],
			payments ? paymentWrites(payments) : []
		])
		if (!member) return []
		return [...own, ...joined, ...paid, ...(await familyWrites(id, family, { ...member, ...fields }))]
	})
}

/** The guardians of one member, by place; empty ones where there is none. */
export async function readGuardianDrafts(memberId: MemberId): Promise<GuardianDraft[]> {
	const rows = await database().guardians.where({ memberId }).toArray()
	return GUARDIAN_PLACES.map((place) => {
		const row = rows.find((one) => one.place === place)
		return row ? guardianDraftOf(row) : { ...EMPTY_GUARDIAN }
	})
}

/**
 * The writes by which one member gets the guardians of two, without those whose rows are `leaving`, and stands for the other
 * wherever he is named.
 */
export async function guardianMergeWrites({
	keep,
	drop,
	leaving = []
}: {
	keep: MemberId
	drop: MemberId
	leaving?: readonly string[]
}): Promise<Write[]> {
	const db = database()
	const [own, others] = await Promise.all([
		db.guardians.where({ memberId: keep }).toArray(),
		db.guardians.where({ memberId: drop }).toArray()
	])
	const joined = joinGuardians(own, others, leaving)
	const writes = others.map(({ id }): Write => ({ table: 'guardians', key: id, row: null }))
	for (const place of GUARDIAN_PLACES) {
		const [known, one] = [own.find((row) => row.place === place), joined[place]]
		const stays = known && one?.ids.includes(known.id)
		if (known && !stays) writes.push({ table: 'guardians', key: known.id, row: null })
		if (!one) continue
		const row = { ...(stays ? known : { id: crypto.randomUUID() }), ...one.draft, memberId: keep, place }
		writes.push({ table: 'guardians', key: row.id, row })
	}
	const guarded = await db.guardians.filter((row) => row.guardianMemberId === drop).toArray()
	const paid = await db.households.filter(({ payerId }) => payerId === drop).toArray()
	return [
		...writes,
		...guarded
			.filter(({ memberId }) => memberId !== keep && memberId !== drop)
			.map(({ id }): Write => ({ table: 'guardians', key: id, patch: { guardianMemberId: keep } })),
		...paid.map(({ id }): Write => ({ table: 'households', key: id, patch: { payerId: keep } }))
	]
}

/** The members of a household, without one, who have the same of one kind as he had. */
export const listFollowers = (members: readonly Member[], kind: ContactKind, from: Contact): Member[] =>
	members.filter((member) => sharesContact(kind, member, from))

async function familyWrites(
	id: MemberId,
	{ household, joining, guardians, following }: FamilyChange,
	member: Partial<MemberDraft>
): Promise<Write[]> {
	const own = await guardianWrites(id, guardians)
	if (!household) return own
	const patches = new Map<MemberId, Partial<Member>>(joining.map((one) => [one, { householdId: household.id }]))
	const inIt = await database().members.where({ householdId: household.id }).toArray()
	const others = inIt.filter((other) => other.id !== id)
	for (const { kind, from, to } of following) {
		for (const other of listFollowers(others, kind, from)) patches.set(other.id, { ...patches.get(other.id), ...to })
	}
	const updatedAt = Date.now()
	return [
		...own,
		...(await householdWrites(id, household, member.lastName || member.firstName || '')),
		...[...patches].map(([key, patch]): Write => ({ table: 'members', key, patch: { ...patch, updatedAt } }))
	]
}

/** The household with what was changed of it; made when it is not there, or not any more. */
async function householdWrites(
	memberId: MemberId,
	{ id, before, after }: NonNullable<FamilyChange['household']>,
	lastName: string
): Promise<Write[]> {
	const now = Date.now()
	const payerId = after.payerId === SELF ? memberId : after.payerId
	const wanted: HouseholdDraft = { ...after, payerId, name: after.name || lastName }
	const current = await database().households.get(id)
	if (!current) {
		return [
			{ table: 'households', key: id, row: { ...EMPTY_HOUSEHOLD, ...wanted, id, createdAt: now, updatedAt: now } }
		]
	}
	const changed = (Object.keys(EMPTY_HOUSEHOLD) as (keyof HouseholdDraft)[]).filter(
		(field) => wanted[field] !== before[field] && wanted[field] !== current[field]
	)
	if (changed.length === 0) return []
	const patch = Object.fromEntries(changed.map((field) => [field, wanted[field]]))
	return [{ table: 'households', key: id, patch: { ...patch, updatedAt: now } }]
}

async function guardianWrites(memberId: MemberId, guardians: FamilyChange['guardians']): Promise<Write[]> {
	if (Object.keys(guardians).length === 0) return []
	const rows = await database().guardians.where({ memberId }).toArray()
	return GUARDIAN_PLACES.flatMap((place): Write[] => {
		const change = guardians[place]
		const row = rows.find((one) => one.place === place)
		if (!change) return []
		if (!isGuardianKnown(change.after)) return row ? [{ table: 'guardians', key: row.id, row: null }] : []
		const id = row?.id ?? crypto.randomUUID()
		const current = row && guardianDraftOf(row)
		const draft = current ? (carryOver(current, change.before, change.after) as GuardianDraft) : change.after
		return [{ table: 'guardians', key: id, row: { ...row, ...draft, id, memberId, place } }]
	})
}
