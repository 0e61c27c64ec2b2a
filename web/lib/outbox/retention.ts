import { retentionLimit } from '#shared/log-retention.ts'
import { ok, type Result } from '#shared/result.ts'
import { database, type StorageFault } from '#web/db/database.ts'
import { anonymiseMailings, listAnonymisable, readLogRetention } from '#web/db/mailing-retention.ts'

/**
 * Anonymises whatever has been kept as long as it was to be; resolves to how many mailings. One window at a time; where
 * another one is at it, nothing is done.
 */
export function anonymiseOld(now: number): Promise<Result<number, StorageFault>> {
	return navigator.locks.request(`retention:${database().name}`, { ifAvailable: true }, async (lock) => {
		const limit = retentionLimit(await readLogRetention(), now)
		if (!lock || limit === undefined) return ok(0)
		const old = await listAnonymisable(limit)
		return old.length > 0 ? anonymiseMailings(old, now) : ok(0)
	})
}
