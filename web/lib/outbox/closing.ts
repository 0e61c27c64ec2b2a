import type { Mailing } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { decideLogs } from '#web/db/mailing-decisions.ts'
import { clearLogs, closeMailing, countLogs } from '#web/db/mailing-logs.ts'

type Closed = Result<unknown, StorageFault>

/** Ends a mailing that is over; who has no result was cancelled. What must not stay in the log is cleared. */
export async function finishMailing(mailing: Mailing, cancelled: boolean): Promise<Closed> {
	const closed = await closeMailing(mailing.id, cancelled)
	return closed.ok ? tidyLogs(mailing) : closed
}

/** Ends a mailing of which nobody can know any more what became of the rest: a person decides about each. */
export async function finishUncertain(mailing: Mailing): Promise<Closed> {
	const decided = await decideLogs(mailing.id, { from: 'submitted', to: 'uncertain', code: 'interrupted' })
	return decided.ok ? finishMailing(mailing, false) : decided
}

/** Clears the log of a mailing that is over, when its account keeps none and nobody's message is uncertain. */
export async function tidyLogs({ id, logging }: Pick<Mailing, 'id' | 'logging'>): Promise<Closed> {
	if (logging) return ok(undefined)
	const { uncertain } = await countLogs(id)
	return uncertain > 0 ? ok(undefined) : clearLogs(id)
}
