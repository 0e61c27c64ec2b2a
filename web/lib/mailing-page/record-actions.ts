import { writtenIn, type Mailing } from '#shared/mailing.ts'
import { startDraft } from '#web/db/drafts.ts'
import { m } from '#web/paraglide/messages.js'
import type { RecordRow } from '#web/outbox/record.ts'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** Begins a new mailing that says the same, to the same people; resolves to whether it is there. */
export async function reuse(mailing: Mailing, rows: readonly RecordRow[]): Promise<boolean> {
	const written = rows.flatMap(({ log }) => (log.copy ? [] : [log.recipientId, ...(log.alsoFor ?? [])]))
	const byLetter = (mailing.letters ?? []).map(({ memberId }) => memberId)
	const started = await startDraft({ ...writtenIn(mailing), recipientIds: [...new Set([...written, ...byLetter])] })
	if (started.ok) toasts.add(m.record_reused(), { tone: 'success' })
	else toasts.add(storageText(started.error.code), { tone: 'danger' })
	return started.ok
}
