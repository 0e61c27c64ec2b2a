import type { LogStatus, MailingLog } from '#shared/mailing.ts'
import { m } from '#web/paraglide/messages.js'
import type { IconName } from '#web/ui/icons.ts'

/** How an outcome is shown: a word, a shape and a colour. */
export type OutcomeLook = { word: () => string; icon: IconName; tone: 'neutral' | 'success' | 'danger' | 'warning' }

/** By status, the good news first. */
export const OUTCOMES: Record<LogStatus, OutcomeLook> = {
	sent: { word: m.results_status_sent, icon: 'success', tone: 'success' },
	failed: { word: m.results_status_failed, icon: 'error', tone: 'danger' },
	uncertain: { word: m.results_status_uncertain, icon: 'help', tone: 'warning' },
	cancelled: { word: m.results_status_cancelled, icon: 'stop', tone: 'neutral' },
	submitted: { word: m.results_status_submitted, icon: 'clock', tone: 'neutral' }
}

/** Whom a row is about, as one says it. */
export function readerName({ recipientName, copy }: Pick<MailingLog, 'recipientName' | 'copy'>): string {
	if (copy) return m.record_copy()
	return recipientName === '' ? m.results_unknown_person() : recipientName
}
