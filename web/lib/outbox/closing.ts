import type { LostReason, Mailing } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { giveUpMailing } from '#web/db/mailing-decisions.ts'
import { clearLogs, closeMailing, countLogs, type Attempts } from '#web/db/mailing-logs.ts'

type Closed = Result<unknown, StorageFault>

/** Ends a mailing that is over, unless somebody waits in the meantime. What must not stay in the log is cleared. */
export async function finishMailing(mailing: Mailing, over: { cancelled: boolean; open: Attempts }): Promise<Closed> {
	const closed = await closeMailing(mailing.id, over)
	return closed.ok && closed.value ? tidyLogs(mailing) : closed
}

/** Ends a mailing of which nobody can know any more what became of the rest: a person decides about each. */
export async function finishUncertain(mailing: Mailing, lost: LostReason): Promise<Closed> {
	const given = await giveUpMailing(mailing.id, lost)
	return given.ok ? tidyLogs(mailing) : given
}

/** Clears the log of a mailing that is over, when its account keeps none and nobody's message is uncertain. */
export async function tidyLogs({ id, logging }: Pick<Mailing, 'id' | 'logging'>): Promise<Closed> {
	if (logging) return ok(undefined)
	const { uncertain, submitted } = await countLogs(id)
	return uncertain + submitted > 0 ? ok(undefined) : clearLogs(id)
}
