import type { Mailing } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import { updateMailing } from '#web/db/mailings.ts'
import { getMailing } from '#web/relay.ts'
import { finishUncertain } from './closing.ts'
import type { DeliveryFailure } from './delivery-status.ts'

/**
 * Asks the relay about a mailing that came back out of a backup. One that it holds goes on as ever: what is decided is told
 * again, and the keys see to it that nobody gets it twice. Of one that it does not know, nobody can say what became since
 * the backup was made, so a person decides about each recipient: it is never posted as if it were new.
 */
export async function reconcileRestored(mailing: Mailing): Promise<Result<unknown, DeliveryFailure>> {
	const known = await getMailing(mailing.id)
	if (!known.ok && known.error.code !== 'unknown-mailing') return known
	if (!known.ok) {
		const closed = await finishUncertain(mailing)
		if (!closed.ok) return closed
	}
	const asked = await updateMailing(mailing.id, { restored: undefined })
	return asked.ok ? ok(undefined) : asked
}
