import type { Member, MemberId, MemberLinks } from '#shared/member.ts'
import { EMPTY_MEMBER, type MemberDraft, type MemberField } from '#shared/member.ts'
import { findMember, readConsents } from '#web/db/members.ts'
import { findLeftForm } from './kept-form.ts'
import { MemberForm } from './member-form.svelte.ts'

/** A form that changes a member, `undefined` when there is none of that id. */
export async function openMemberForm(id: MemberId): Promise<MemberForm | undefined> {
	const member = await findMember(id)
	return (
		member && new MemberForm(id, { values: draftOf(member), answers: await readConsents(id), links: linksOf(member) })
	)
}

/** The last form of a member that was neither saved nor given up, `undefined` when there is none: see `findLeftForm`. */
export async function recoverMemberForm(): Promise<MemberForm | undefined> {
	const draft = await findLeftForm('member')
	return draft && new MemberForm(draft.memberId, draft.base, draft)
}

const linksOf = ({ tagIds, groupIds, custom, householdId, photoId }: Member): MemberLinks => ({
	...(tagIds && { tagIds }),
	...(groupIds && { groupIds }),
	...(custom && { custom }),
	...(householdId && { householdId }),
	...(photoId && { photoId })
})

/** A row brought back from before a field existed lacks it. */
function draftOf(member: Member): MemberDraft {
	const fields = Object.keys(EMPTY_MEMBER) as MemberField[]
	return Object.fromEntries(fields.map((field) => [field, member[field] ?? ''])) as MemberDraft
}
