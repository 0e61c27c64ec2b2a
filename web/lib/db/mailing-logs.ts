import {
	copyIdOf,
	NO_COUNTS,
	type LogCounts,
	type LogStatus,
	type Mailing,
	type MailingId,
	type MailingLog
} from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import type { ResultEvent } from '#shared/wire/event.ts'
import { database, storing, type StorageFault } from './database.ts'
import { learnAddresses } from './learnt-addresses.ts'

/** Whom, and for which attempt: by recipient's id. */
export type Attempts = ReadonlyMap<string, number>

/** The attempts that rows stand at. */
export const attemptsOf = (logs: readonly MailingLog[]): Attempts =>
	new Map(logs.map(({ id, attempt }) => [id, attempt]))

/** Every recipient of a mailing. */
export function listLogs(mailingId: MailingId): Promise<MailingLog[]> {
	return database().mailingLogs.where({ mailingId }).toArray()
}

/** Every recipient of every mailing, in no particular order. */
export function listAllLogs(): Promise<MailingLog[]> {
	return database().mailingLogs.toArray()
}

/** Recipients of every mailing that went to a sandbox: what it received is recognized by its Message-ID. */
export async function listSandboxLogs(): Promise<MailingLog[]> {
	const ids = await database()
		.mailings.filter(({ sandbox }) => sandbox)
		.primaryKeys()
	return (await Promise.all(ids.map(listLogs))).flat()
}

/** The recipients of a mailing that stand at one status. */
export function listLogsByStatus(mailingId: MailingId, status: LogStatus): Promise<MailingLog[]> {
	return database().mailingLogs.where('[mailingId+status]').equals([mailingId, status]).toArray()
}

/** How many recipients of a mailing stand where; the sender's own copy is none of them. */
export async function countLogs(mailingId: MailingId): Promise<LogCounts> {
	const counts: LogCounts = { ...NO_COUNTS }
	const statuses = Object.keys(counts) as LogStatus[]
	const logs = database().mailingLogs.where('[mailingId+status]')
	for (const status of statuses) counts[status] = await logs.equals([mailingId, status]).count()
	const copy = await database().mailingLogs.get(copyIdOf(mailingId))
	if (copy) counts[copy.status] -= 1
	return counts
}

/**
 * Writes what became of recipients, and with it what of the mailing goes with that: how far the relay's run was followed,
 * what it stands still for. One transaction. Harmless when repeated: what is decided, by the relay or by a person, keeps its
 * first result, and an older attempt never overwrites a newer one.
 */
export async function applyResults(
	mailingId: MailingId,
	results: ResultEvent[],
	followed: Pick<Mailing, 'run' | 'lastSeq' | 'standing'>
): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.mailings, db.mailingLogs, db.refusedAddresses, async () => {
			const logsById = await findAwaited(mailingId, results)
			const updatedById = new Map<string, MailingLog>()
			for (const result of results) {
				const log = updatedById.get(result.recipientId) ?? logsById.get(result.recipientId)
				if (log?.mailingId === mailingId && takesResult(log, result)) updatedById.set(log.id, withResult(log, result))
			}
			await db.mailingLogs.bulkPut([...updatedById.values()])
			await learnAddresses([...updatedById.values()])
			await db.mailings.update(mailingId, followed)
		})
	)
}

/**
 * Ends a mailing of which nothing more will come; `open` are those without a result, which were cancelled.
 * Resolves to `false`, and leaves it open, when somebody else waits in the meantime: a person wants a message sent again.
 */
export async function closeMailing(
	mailingId: MailingId,
	{ cancelled, open }: { cancelled: boolean; open: Attempts }
): Promise<Result<boolean, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.mailings, db.mailingLogs, async () => {
			const submitted = await listLogsByStatus(mailingId, 'submitted')
			const over = submitted.filter(({ id, attempt }) => open.get(id) === attempt)
			await db.mailingLogs.bulkPut(over.map((log) => ({ ...log, status: 'cancelled' as const })))
			if (over.length < submitted.length) return false
			await db.mailings.update(mailingId, { progress: cancelled ? 'cancelled' : 'done', standing: undefined })
			return true
		})
	)
}

/** Clears address, name, values, subject and error from the log of a mailing that is over. */
export async function clearLogs(mailingId: MailingId): Promise<Result<unknown, StorageFault>> {
	return storing(() =>
		database()
			.mailingLogs.where({ mailingId })
			.modify({ recipientEmail: '', recipientName: '', fields: {}, subject: '', error: '' })
	)
}

/**
 * The rows that results are about, by id. Results come about in the order in which the rows wait, so the first that wait
 * are read at one stroke, which takes a fraction of the time that asking for each takes; the others are asked for.
 */
async function findAwaited(mailingId: MailingId, results: ResultEvent[]): Promise<Map<string, MailingLog>> {
	const { mailingLogs } = database()
	const waiting = mailingLogs.where('[mailingId+status]').equals([mailingId, 'submitted' satisfies LogStatus])
	const first = results.length > FEW ? await waiting.limit(results.length + OUT_OF_ORDER).toArray() : []
	const logsById = new Map(first.map((log) => [log.id, log]))
	const others = results.map(({ recipientId }) => recipientId).filter((id) => !logsById.has(id))
	for (const log of await mailingLogs.bulkGet(others)) if (log) logsById.set(log.id, log)
	return logsById
}

/** So many are as soon asked for one by one. */
const FEW = 10
/** As many as may be on their way at the same time. */
const OUT_OF_ORDER = 40

function takesResult(log: MailingLog, { attempt }: ResultEvent): boolean {
	return log.attempt < attempt || (log.attempt === attempt && UNDECIDED.includes(log.status))
}

/** `cancelled` was concluded from silence: a result says more. */
const UNDECIDED: LogStatus[] = ['submitted', 'cancelled']

function withResult(log: MailingLog, result: ResultEvent): MailingLog {
	return {
		...log,
		status: result.outcome,
		attempt: result.attempt,
		tries: result.tries,
		messageId: result.messageId,
		timestamp: result.at,
		code: result.code ?? '',
		scope: result.scope ?? '',
		error: result.reply ?? ''
	}
}
