import type { Member, MemberId, MemberLinks } from '#shared/member.ts'
import { EMPTY_MEMBER, type MemberDraft, type MemberField } from '#shared/member.ts'
import { findMember, readConsents } from '#web/db/members.ts'
import { findLeftForm } from './kept-form.ts'
import type { MemberForm } from './member-form.svelte.ts'

/** A form that adds a member. The form comes with the first that is opened: the list is read before. */
export async function newMemberForm(...given: ConstructorParameters<typeof MemberForm>): Promise<MemberForm> {
	const { MemberForm } = await import('./member-form.svelte.ts')
	return new MemberForm(...given)
}

/** A form that changes a member, `undefined` when there is none of that id. */
export async function openMemberForm(id: MemberId): Promise<MemberForm | undefined> {
	const member = await findMember(id)
	const given = member && { values: draftOf(member), answers: await readConsents(id), links: linksOf(member) }
	return given && newMemberForm(id, given)
}

/** The last form of a member that was neither saved nor given up, `undefined` when there is none: see `findLeftForm`. */
export async function recoverMemberForm(): Promise<MemberForm | undefined> {
	const draft = await findLeftForm('member')
	return draft && newMemberForm(draft.memberId, draft.base, draft)
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
