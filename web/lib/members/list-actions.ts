import type { Member } from '#shared/member.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { removeMembers } from '#web/db/members.ts'
import { describeChange, offerUndo } from '#web/history/undo.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** Takes members away at once, and offers to bring them back. Resolves to whether it was done. */
export async function removeWithUndo(members: Member[]): Promise<boolean> {
	const removed = await removeMembers(members.map(({ id }) => id))
	if (!removed.ok) toasts.add(storageText(removed.error.code), { tone: 'danger' })
	else if (removed.value) await offerUndo(describeChange(removed.value), removed.value)
	return removed.ok
}

/** Gives the person these members as a file for a spreadsheet, with the columns that were last chosen. */
export async function exportMembers(members: Member[], onexports: () => void): Promise<void> {
	if (members.length === 0) return void toasts.add(m.members_nobody_to_export())
	const { saveMembersFile } = await import('#web/exports/quick-files.ts')
	const file = await saveMembersFile(members)
	const action = { label: m.exports_choose_columns(), run: onexports }
	toasts.add(m.members_exported({ count: members.length, file }), { action })
}

/** Makes these members the recipients of the mailing being written. Resolves to whether it was done. */
export async function takeAsRecipients(members: Member[]): Promise<boolean> {
	if (members.length === 0) {
		toasts.add(m.members_nobody_to_write())
		return false
	}
	const saved = await saveDraft({ recipientIds: members.map(({ id }) => id) })
	if (!saved.ok) toasts.add(storageText(saved.error.code), { tone: 'danger' })
	return saved.ok
}
