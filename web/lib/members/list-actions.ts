import type { ConsentAnswers } from '#shared/consent.ts'
import { dayOf } from '#shared/day.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { removeMembers } from '#web/db/members.ts'
import { describeChange, offerUndo } from '#web/history/undo.ts'
import { m } from '#web/paraglide/messages.js'
import { saveFile } from '#web/ui/save-file.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { formatMembersCsv } from './member-csv.ts'

/** Takes members away at once, and offers to bring them back. Resolves to whether it was done. */
export async function removeWithUndo(members: Member[]): Promise<boolean> {
	const removed = await removeMembers(members.map(({ id }) => id))
	if (!removed.ok) toasts.add(m[removed.error.code](), { tone: 'danger' })
	else if (removed.value) await offerUndo(describeChange(removed.value), removed.value)
	return removed.ok
}

/** Gives the person these members as a file for a spreadsheet, named for the day. */
export function exportMembers(members: Member[], answersOf: (id: MemberId) => ConsentAnswers): void {
	if (members.length === 0) return void toasts.add(m.members_nobody_to_export())
	const now = new Date()
	const file = `membres-${dayOf(now.getTime(), now.getTimezoneOffset())}.csv`
	saveFile(file, formatMembersCsv(members, answersOf), 'text/csv;charset=utf-8')
	toasts.add(m.members_exported({ count: members.length, file }))
}

/** Makes these members the recipients of the mailing being written. Resolves to whether it was done. */
export async function takeAsRecipients(members: Member[]): Promise<boolean> {
	if (members.length === 0) {
		toasts.add(m.members_nobody_to_write())
		return false
	}
	const saved = await saveDraft({ recipientIds: members.map(({ id }) => id) })
	if (!saved.ok) toasts.add(m[saved.error.code](), { tone: 'danger' })
	return saved.ok
}
