import { EMPTY_MEMBER, type MemberDraft } from '#shared/member.ts'

/** A draft with the given fields, the others empty. */
export const memberDraft = (fields: Partial<MemberDraft> = {}): MemberDraft => ({
	...EMPTY_MEMBER,
	lastName: 'Lefèvre',
	firstName: 'Zoé',
	...fields
})
