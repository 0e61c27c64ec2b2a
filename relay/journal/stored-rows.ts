import type { MailingRow, MessageRow } from './journal.ts'

/** A mailing as it is stored: with its number, and until when it must be kept. */
export type StoredMailing = Omit<MailingRow, 'userPaused' | 'finished'> & {
	id: number
	keptFor: number
	userPaused: number
	finished: number
}

/** A message as it is stored. */
export type StoredMessage = Omit<MessageRow, 'code' | 'scope'> & {
	code: NonNullable<MessageRow['code']> | null
	scope: NonNullable<MessageRow['scope']> | null
}

/** The columns of a mailing. */
export function columnsOf({ userPaused, finished, ...same }: MailingRow) {
	const { createdAt, contentMac, total, highestAttempt, cancelledAttempt } = same
	const flags = { userPaused: Number(userPaused), finished: Number(finished) }
	return { createdAt, contentMac, total, highestAttempt, cancelledAttempt, ...flags }
}

export function mailingOf(stored: StoredMailing): MailingRow {
	const { createdAt, contentMac, total, highestAttempt, cancelledAttempt, userPaused, finished } = stored
	const flags = { userPaused: userPaused === 1, finished: finished === 1 }
	return { createdAt, contentMac, total, highestAttempt, cancelledAttempt, ...flags }
}

export function messageOf({ recipientId, attempt, state, mac, tries, at, code, scope }: StoredMessage): MessageRow {
	return { recipientId, attempt, state, mac, tries, at, ...(code && { code }), ...(scope && { scope }) }
}
