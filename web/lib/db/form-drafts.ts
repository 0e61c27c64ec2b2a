import type { ConsentAnswers } from '#shared/consent.ts'
import type { MemberDraft, MemberId } from '#shared/member.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

/** What a form shows: the fields, and the answers. */
export type MemberEntry = { values: MemberDraft; answers: ConsentAnswers }

/** What stands in a member form that is not saved yet, with what it showed when it was opened. */
export type MemberFormDraft = {
	id: string
	/** The member it changes, `undefined` for a new one. */
	memberId: MemberId | undefined
	base: MemberEntry
	entry: MemberEntry
	updatedAt: number
}

const PREFIX = 'member-form-'

/** A name for the draft of a form just opened; each open form has its own, in every window. */
export const newMemberFormDraftId = (): string => `${PREFIX}${crypto.randomUUID()}`

/** Forms that were never saved nor given up, the latest first. */
export async function listMemberFormDrafts(): Promise<MemberFormDraft[]> {
	const drafts = await formDrafts().where('id').startsWith(PREFIX).toArray()
	return drafts.sort((a, b) => b.updatedAt - a.updatedAt)
}

/** Keeps what stands in a form, in place of what was kept of it. */
export function saveMemberFormDraft(draft: Omit<MemberFormDraft, 'updatedAt'>): Promise<Result<unknown, StorageFault>> {
	return storing(() => formDrafts().put({ ...draft, updatedAt: Date.now() }))
}

/** Forgets a form. Harmless when nothing was kept of it. */
export function removeMemberFormDraft(id: string): Promise<Result<unknown, StorageFault>> {
	return storing(() => formDrafts().delete(id))
}

/** They lie in the table of mailings being written, told apart by their names. */
const formDrafts = () => database().table<MemberFormDraft, string>('drafts')
