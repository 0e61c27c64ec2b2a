import type { Committing, MailingRow, MessageKey, Settled } from '#relay/journal/journal.ts'

/** What the journal's tests write into it. */
export const MAILING = { owner: 'club', mailingId: 'm1' }
export const MESSAGE: MessageKey = { ...MAILING, recipientId: 'r1', attempt: 1 }
export const NOW = Date.UTC(2026, 10, 22)
export const DAY_MS = 24 * 60 * 60 * 1000

export const ROW: MailingRow = {
	createdAt: NOW,
	contentMac: 'content-mac',
	total: 3,
	highestAttempt: 1,
	cancelledAttempt: 0,
	userPaused: false,
	finished: false
}
export const COMMITTING: Committing = { mac: 'mac', tries: 1, at: NOW, account: 'account' }
export const SENT: Settled = { mac: 'mac', tries: 1, at: NOW + 5, outcome: 'sent' }
