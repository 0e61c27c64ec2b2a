import type { AttachedFile } from '#shared/mailing-options.ts'
import type { Member } from '#shared/member.ts'
import { matchOwnFiles, type OwnFiles } from '#shared/own-files.ts'
import { mergeValuesOf, NO_MERGE_FACTS, type MergeFacts } from '#web/merge-values.ts'

/** What decides whose the files of single recipients are. */
type Desk = {
	attachments?: readonly AttachedFile[] | undefined
	attachmentRule?: string | undefined
	members: readonly Member[]
	facts?: MergeFacts | undefined
}

/** Whose each file of a mailing is that not everybody gets, by the ids of members. */
export function findOwnFiles({ attachments = [], attachmentRule = '', members, facts }: Desk): OwnFiles<AttachedFile> {
	const files = attachments.filter(({ own }) => own)
	if (files.length === 0) return { filesById: new Map(), without: [], unclaimed: [], disputed: [] }
	const readers = members.map((member) => ({ id: member.id, values: mergeValuesOf(member, facts ?? NO_MERGE_FACTS) }))
	return matchOwnFiles(attachmentRule, readers, files)
}
