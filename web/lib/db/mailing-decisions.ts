import type { LostReason, Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

/** Which recipients are to be sent again; the sender's own copy never is, and on whose word. */
export type Resubmission = {
	/** Failed, or uncertain: only those that still stand there are sent again. */
	status: 'failed' | 'uncertain'
	/** All that stand there when absent. */
	ids?: string[]
	/** The relay journal that this attempt is meant for. */
	journalEpoch: string
	/** A person accepts that somebody may get the message twice. */
	acceptDuplicateRisk: boolean
	/** What a cleared log does not know any more, by log id. */
	restored?: Map<string, Partial<MailingLog>>
}

/**
 * Opens a mailing again for another attempt, durably, before anything is asked of the relay.
 * Resolves to how many recipients are to be sent again; pressed twice, or in two windows, it finds none the second time.
 */
export async function resubmitLogs(
	mailingId: MailingId,
	{ status, ids, journalEpoch, acceptDuplicateRisk, restored }: Resubmission
): Promise<Result<number, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.mailings, db.mailingLogs, async () => {
			const mailing = await db.mailings.get(mailingId)
			const logs = await db.mailingLogs.where('[mailingId+status]').equals([mailingId, status]).toArray()
			const again = logs.filter(({ id, copy }) => !copy && (ids === undefined || ids.includes(id)))
			// Of an anonymised one nobody knows any more whom to send it to, nor what.
			if (!mailing || mailing.anonymisedAt !== undefined || again.length === 0) return 0
			const sameJournal = mailing.journalEpoch === journalEpoch
			// What is still open was meant for a journal that is gone: with this one's name it would be sent as if it were new.
			const lost = sameJournal ? 0 : await loseTrack(mailingId)
			await db.mailingLogs.bulkPut(again.map((log) => nextTry(log, sameJournal, restored?.get(log.id))))
			await db.mailings.update(mailingId, {
				...(mailing.progress !== 'open' && { wish: undefined, standing: undefined }),
				...(lost > 0 && { lost: 'journal-replaced' as const }),
				progress: 'open',
				// Without a run, the next contact is a post: the relay does not know of this attempt yet.
				run: '',
				lastSeq: 0,
				journalEpoch,
				acceptDuplicateRisk
			})
			return again.length
		})
	)
}

/** Ends a mailing of which nobody can know any more what became of the rest: a person decides about each. */
export async function giveUpMailing(mailingId: MailingId, lost: LostReason): Promise<Result<unknown, StorageFault>> {
	const db = database()
	const over: Partial<Mailing> = { progress: 'done', lost, wish: undefined, restored: undefined, standing: undefined }
	return storing(() =>
		db.transaction('rw', db.mailings, db.mailingLogs, async () => {
			await loseTrack(mailingId)
			await db.mailings.update(mailingId, over)
		})
	)
}

/** Takes a person's word for it that these uncertain recipients got the message. */
export async function markLogsSent(
	mailingId: MailingId,
	ids: readonly string[]
): Promise<Result<unknown, StorageFault>> {
	return storing(() =>
		database()
			.mailingLogs.where('[mailingId+status]')
			.equals([mailingId, 'uncertain'])
			.filter(({ id }) => ids.includes(id))
			.modify({ status: 'sent', code: '', scope: '', timestamp: new Date().toISOString() })
	)
}

/** Makes uncertain whoever has no result; resolves to their number. */
function loseTrack(mailingId: MailingId): PromiseLike<number> {
	return database()
		.mailingLogs.where('[mailingId+status]')
		.equals([mailingId, 'submitted'])
		.modify({ status: 'uncertain', code: 'interrupted', scope: '', timestamp: new Date().toISOString() })
}

/** Tells whether a row became uncertain on this device: the relay that could tell says nothing of it any more. */
export const isUntold = ({ status, code, messageId }: MailingLog): boolean =>
	status === 'uncertain' && code === 'interrupted' && messageId === ''

function nextTry(log: MailingLog, sameJournal: boolean, restored: Partial<MailingLog> = {}): MailingLog {
	// A journal that is back, or was never gone, knows best: the same attempt is told again, or sent if it never was.
	const attempt = sameJournal && isUntold(log) ? log.attempt : log.attempt + 1
	return { ...log, ...restored, status: 'submitted', attempt, tries: 0, code: '', scope: '', error: '' }
}
