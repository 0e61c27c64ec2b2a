import type { LogStatus, MailingId, MailingLog } from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

/** Which recipients are to be sent again, and on whose word. */
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
			const logs = await db.mailingLogs.where('[mailingId+status]').equals([mailingId, status]).toArray()
			const again = logs.filter(({ id }) => ids === undefined || ids.includes(id))
			if (again.length === 0) return 0
			await db.mailingLogs.bulkPut(again.map((log) => nextAttempt(log, restored?.get(log.id))))
			// Without a run, the next contact is a post: the relay does not know of this attempt yet.
			const reopened = { progress: 'open', run: '', lastSeq: 0, journalEpoch, acceptDuplicateRisk } as const
			await db.mailings.update(mailingId, reopened)
			return again.length
		})
	)
}

/** Moves recipients from one status to another without the relay: what a person says, or what cannot be known any more. */
export async function decideLogs(
	mailingId: MailingId,
	decision: { from: LogStatus; to: LogStatus; ids?: string[]; code?: MailingLog['code'] }
): Promise<Result<unknown, StorageFault>> {
	const { from, to, ids, code = '' } = decision
	return storing(() =>
		database()
			.mailingLogs.where('[mailingId+status]')
			.equals([mailingId, from])
			.filter(({ id }) => ids === undefined || ids.includes(id))
			.modify({ status: to, code, scope: '', timestamp: new Date().toISOString() })
	)
}

function nextAttempt(log: MailingLog, restored: Partial<MailingLog> = {}): MailingLog {
	return {
		...log,
		...restored,
		status: 'submitted',
		attempt: log.attempt + 1,
		tries: 0,
		code: '',
		scope: '',
		error: ''
	}
}
