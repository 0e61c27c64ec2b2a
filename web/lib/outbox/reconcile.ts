import type { Mailing } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import { updateMailing } from '#web/db/mailings.ts'
import { getMailing } from '#web/relay/mailings.ts'
import { finishUncertain } from './closing.ts'
import type { DeliveryFailure } from './delivery-status.ts'

/**
 * Asks the relay about a mailing that came back out of a backup. One that it holds goes on as ever: what is decided is told
 * again, and the keys see to it that nobody gets it twice. Of one that it does not know, nobody can say what became since
 * the backup was made, so a person decides about each recipient: it is never posted as if it were new.
 *
 * One that waited in the backup, and that a person let go just now, is the other way round: the relay must not know it. If
 * it does, the mailing has left since, to whom cannot be told, for its recipients were named anew when it left.
 */
export async function reconcileRestored(mailing: Mailing): Promise<Result<unknown, DeliveryFailure>> {
	const known = await getMailing(mailing.id)
	if (!known.ok && known.error.code !== 'unknown-mailing') return known
	const hadLeft = (mailing.posts ?? 0) > 0
	if (known.ok !== hadLeft) return finishUncertain(mailing, 'restored')
	const asked = await updateMailing(mailing.id, { restored: undefined })
	return asked.ok ? ok(undefined) : asked
}

/** Asks about a mailing that waited in the backup whether it has left since; if so, it waits no more. */
export async function reconcileWaiting(mailing: Mailing): Promise<Result<unknown, DeliveryFailure>> {
	const known = await getMailing(mailing.id)
	return known.ok ? finishUncertain(mailing, 'restored') : ok(undefined)
}
