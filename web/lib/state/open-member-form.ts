import type { Member, MemberId } from '#shared/member.ts'
import { EMPTY_MEMBER, type MemberDraft, type MemberField } from '#shared/member.ts'
import { storing } from '#web/db/database.ts'
import { listMemberFormDrafts } from '#web/db/form-drafts.ts'
import { findMember, readConsents } from '#web/db/members.ts'
import { listHeldForms } from './form-lock.ts'
import { MemberForm } from './member-form.svelte.ts'

/** A form that changes a member, `undefined` when there is none of that id. */
export async function openMemberForm(id: MemberId): Promise<MemberForm | undefined> {
	const member = await findMember(id)
	return member && new MemberForm(id, { values: draftOf(member), answers: await readConsents(id) })
}

/**
 * The last form that was neither saved nor given up: the page was reloaded, the browser or the device died.
 * `undefined` when there is none; a form that another window has open is not one.
 */
export async function recoverMemberForm(): Promise<MemberForm | undefined> {
	const held = await listHeldForms()
	const drafts = await storing(listMemberFormDrafts)
	// Where nothing can be read, the list says so; there is nothing to find again.
	const draft = drafts.ok ? drafts.value.find(({ id }) => !held.has(id)) : undefined
	return draft && new MemberForm(draft.memberId, draft.base, draft)
}

function draftOf(member: Member): MemberDraft {
	const fields = Object.keys(EMPTY_MEMBER) as MemberField[]
	return Object.fromEntries(fields.map((field) => [field, member[field]])) as MemberDraft
}
