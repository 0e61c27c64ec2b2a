import { formatCsv } from '#shared/csv.ts'
import type { LogStatus, MailingLog } from '#shared/mailing.ts'
import { failureReason } from '#web/failures.ts'
import { m } from '#web/paraglide/messages.js'
import { formatMoment } from './moments.ts'

const STATUS_WORDS: Record<LogStatus, () => string> = {
	submitted: m.results_status_submitted,
	sent: m.results_status_sent,
	failed: m.results_status_failed,
	uncertain: m.results_status_uncertain,
	cancelled: m.results_status_cancelled
}

const COLUMNS: readonly { title: () => string; text: (log: MailingLog) => string }[] = [
	{ title: m.results_csv_name, text: (log) => log.recipientName },
	{ title: m.results_csv_email, text: (log) => log.recipientEmail },
	{ title: m.results_csv_status, text: (log) => STATUS_WORDS[log.status]() },
	{ title: m.results_csv_reason, text: (log) => (log.code === '' ? '' : failureReason(log.code)) },
	{ title: m.results_csv_reply, text: (log) => log.error },
	{ title: m.results_csv_at, text: (log) => formatMoment(log.timestamp) },
	{ title: m.results_csv_message_id, text: (log) => log.messageId }
]

/** What became of each recipient, as a file for a spreadsheet. */
export function formatResultsCsv(logs: readonly MailingLog[]): string {
	const rows = logs.map((log) => COLUMNS.map(({ text }) => text(log)))
	return formatCsv([COLUMNS.map(({ title }) => title()), ...rows])
}
