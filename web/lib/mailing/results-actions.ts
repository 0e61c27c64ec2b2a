import { NO_COUNTS, readerIdsOf, writtenIn, type LogCounts, type Mailing, type MailingLog } from '#shared/mailing.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { outbox } from '#web/outbox/outbox.svelte.ts'
import type { MailingResults } from '#web/outbox/results.ts'
import { resubmit, type Again } from '#web/outbox/resubmit.ts'
import { m } from '#web/paraglide/messages.js'
import type { MailingDraft } from '#web/state/mailing-draft.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** How many rows stand where. */
export function countStatuses(logs: readonly MailingLog[]): LogCounts {
	const counts = { ...NO_COUNTS }
	for (const { status } of logs) counts[status] += 1
	return counts
}

/** Gives the person the results as a file for a spreadsheet. */
export async function exportResults(results: MailingResults): Promise<void> {
	const { saveResultsFile } = await import('#web/exports/quick-files.ts')
	toasts.add(m.results_exported({ file: await saveResultsFile(results) }))
}

/** Sends again; resolves to why it could not be asked for, if so. */
export async function sendAgain(mailing: Mailing, again: Again): Promise<AnyFailureCode | undefined> {
	const opened = await resubmit(mailing.id, again)
	return opened.ok ? undefined : opened.error.code
}

/** Takes a person's word for it that these got the message; resolves to why it could not be stored, if so. */
export async function markSent(mailing: Mailing, ids: string[]): Promise<AnyFailureCode | undefined> {
	const marked = await outbox.markSent(mailing, ids)
	return marked.ok ? undefined : marked.error.code
}

/** Makes the message the draft again, for those who did not get it. What the draft was comes back at one click. */
export function takeAsDraft({ mailing, logs }: MailingResults, draft: MailingDraft): void {
	const before = draft.written
	const missed = logs.filter(({ status }) => status === 'failed' || status === 'cancelled')
	draft.replace({ ...writtenIn(mailing), recipientIds: [...new Set(missed.flatMap(readerIdsOf))] })
	const action = { label: m.action_undo(), run: () => draft.replace(before) }
	toasts.add(m.results_as_draft_done(), { tone: 'success', action })
}
