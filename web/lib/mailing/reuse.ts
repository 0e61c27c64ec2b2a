import { writtenIn, type Mailing } from '#shared/mailing.ts'
import { startDraft } from '#web/db/drafts.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/**
 * Begins another draft that says what a mailing said, to the same people. What was being written is put aside. Resolves to
 * whether it could be done; if not, it has been said.
 */
export async function draftFromMailing(mailing: Mailing): Promise<boolean> {
	const logs = await listLogs(mailing.id)
	const recipientIds = [...new Set(logs.map((log) => log.recipientId))].filter((id) => id !== '')
	const started = await startDraft({ ...writtenIn(mailing), recipientIds })
	if (started.ok) toasts.add(m.texts_reused({ subject: mailing.subject }), { tone: 'success' })
	else toasts.add(storageText(started.error.code), { tone: 'danger' })
	return started.ok
}
