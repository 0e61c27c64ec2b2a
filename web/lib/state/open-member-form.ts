import type { MemberId } from '#shared/member.ts'
import { findLeftForm } from './kept-form.ts'
import type { MemberForm } from './member-form.svelte.ts'

/** Forms come with the first that is opened: the list is read before. */
const forms = () => import('./member-forms.ts')

/** A form that adds a member. */
export async function newMemberForm(): Promise<MemberForm> {
	return (await forms()).newMemberForm()
}

/** A form that changes a member, `undefined` when there is none of that id. */
export async function openMemberForm(id: MemberId): Promise<MemberForm | undefined> {
	return (await forms()).openMemberForm(id)
}

/** A form that adds a further member of somebody's household, `undefined` when he is gone. */
export async function furtherMemberForm(id: MemberId): Promise<MemberForm | undefined> {
	return (await forms()).furtherMemberForm(id)
}

/** The last form of a member that was neither saved nor given up, `undefined` when there is none: see `findLeftForm`. */
export async function recoverMemberForm(): Promise<MemberForm | undefined> {
	const draft = await findLeftForm('member')
	return draft && (await forms()).recoveredMemberForm(draft)
}
