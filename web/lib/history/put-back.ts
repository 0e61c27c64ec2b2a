import type { ChangeSet } from '#shared/change.ts'
import { CONSENT_PURPOSES, type Answer, type ConsentAnswers, type ConsentPurpose } from '#shared/consent.ts'
import type { MemberDraft, MemberId, MemberLinks } from '#shared/member.ts'
import { customIdIn } from '#shared/member-import/custom-cell.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { findMember, readConsents, updateMember, updateMembers } from '#web/db/members.ts'

/** What is stored of a member, of what was put back. */
export type StoredValues = { values: Partial<MemberDraft> & MemberLinks; answers: Partial<ConsentAnswers> }

/** The purpose that a field of a history is the answer for, `undefined` when it is none. */
export const purposeOf = (field: string): ConsentPurpose | undefined =>
	CONSENT_PURPOSES.find((purpose) => purpose === field)

/** Gives a member a value back that he had: of one of his fields, one of the club's own, a list, or an answer. */
export function putValueBack(
	memberId: MemberId,
	field: string,
	value: unknown
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const purpose = purposeOf(field)
	if (purpose) return updateMembers([memberId], { purpose, answer: value as Answer | null })
	const custom = customIdIn(field)
	if (custom !== undefined) return updateMembers([memberId], { custom, value: typeof value === 'string' ? value : '' })
	const empty = field.endsWith('Ids') ? [] : ''
	return updateMember(memberId, { [field]: value ?? empty })
}

/** What is stored now of the field, for a form that is open. */
export async function readStored(memberId: MemberId, field: string): Promise<StoredValues> {
	const purpose = purposeOf(field)
	if (purpose) return { values: {}, answers: { [purpose]: (await readConsents(memberId))[purpose] ?? null } }
	const member = await findMember(memberId)
	const name = customIdIn(field) === undefined ? field : 'custom'
	return { values: { [name]: member?.[name as keyof typeof member] }, answers: {} }
}
