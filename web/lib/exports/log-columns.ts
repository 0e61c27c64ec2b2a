import type { Day } from '#shared/day.ts'
import type { LogStatus, Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import { dayHere } from '#web/db/day-here.ts'
import { failureReason } from '#web/failures.ts'
import { m } from '#web/paraglide/messages.js'
import type { ExportColumn } from './export-table.ts'
import { formatInstant } from './instants.ts'

/** One recipient of one mailing. */
export type LogLine = { mailing: Mailing; log: MailingLog }

const STATUS_WORDS: Record<LogStatus, () => string> = {
	submitted: m.results_status_submitted,
	sent: m.results_status_sent,
	failed: m.results_status_failed,
	uncertain: m.results_status_uncertain,
	cancelled: m.results_status_cancelled
}

/** What became of each recipient. */
export const LOG_COLUMNS: readonly ExportColumn<LogLine>[] = [
	{ id: 'mailing', title: m.exports_column_mailing, text: ({ log }) => log.subject },
	{ id: 'confirmedAt', title: m.exports_column_confirmed, text: ({ mailing }) => formatMoment(mailing.createdAt) },
	{ id: 'name', title: m.results_csv_name, text: ({ log }) => log.recipientName },
	{ id: 'email', title: m.results_csv_email, text: ({ log }) => log.recipientEmail },
	{ id: 'status', title: m.results_csv_status, text: ({ log }) => STATUS_WORDS[log.status]() },
	{ id: 'reason', title: m.results_csv_reason, text: ({ log }) => (log.code === '' ? '' : failureReason(log.code)) },
	{ id: 'reply', title: m.results_csv_reply, text: ({ log }) => log.error },
	{ id: 'at', title: m.results_csv_at, text: ({ log }) => formatMoment(log.timestamp) },
	{ id: 'messageId', title: m.results_csv_message_id, text: ({ log }) => log.messageId },
	{ id: 'tries', title: m.exports_column_tries, text: ({ log }) => String(log.tries), rare: true },
	{
		id: 'sandbox',
		title: m.exports_column_sandbox,
		text: ({ log }) => (log.sandbox ? m.members_answer_yes() : m.members_answer_no())
	}
]

/** Which recipients are wanted: of one mailing, or of those confirmed in a period, either end of which may be open. */
export type LogFilter = { mailingId: MailingId | ''; from: Day | ''; to: Day | '' }

/** Lines for the wanted recipients: the last mailing first, its recipients by name. */
export function listLogLines(
	mailings: readonly Mailing[],
	logs: readonly MailingLog[],
	{ mailingId, from, to }: LogFilter
): LogLine[] {
	const logsByMailing = Map.groupBy(logs, (log) => log.mailingId)
	return mailings
		.filter((mailing) => {
			if (mailingId !== '') return mailing.id === mailingId
			const day = dayHere(Date.parse(mailing.createdAt))
			return from <= day && (to === '' || day <= to)
		})
		.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
		.flatMap((mailing) => {
			const own = logsByMailing.get(mailing.id) ?? []
			return own.toSorted(compareNames).map((log) => ({ mailing, log }))
		})
}

const collator = new Intl.Collator('fr', { numeric: true })
const compareNames = (a: MailingLog, b: MailingLog): number => collator.compare(a.recipientName, b.recipientName)

/** A spreadsheet takes it for a date with a time: "23/11/2026 18:05". */
function formatMoment(instant: string): string {
	const at = new Date(instant)
	if (Number.isNaN(at.getTime())) return ''
	const [hours, minutes] = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0'))
	return `${formatInstant(at.getTime())} ${hours}:${minutes}`
}
