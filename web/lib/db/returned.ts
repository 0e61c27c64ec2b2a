import * as v from 'valibot'
import type { MailingLog } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import { findSetting } from './settings.ts'

const KEY = 'returned_unseen'
/** Names beyond these are a number to whoever reads. */
const NAMED = 20

const Unseen = v.object({ count: v.number(), ids: v.array(v.string()) })

/** Messages that came back and that nobody was told of yet: how many, and the rows of the first of them. */
export type Returned = { count: number; logs: MailingLog[] }

/** What came back that a person has not seen. */
export async function readReturned(): Promise<Returned> {
	const { count, ids } = parse(await findSetting(KEY))
	const logs = await database().mailingLogs.bulkGet(ids)
	return { count, logs: logs.filter((log) => log !== undefined) }
}

/** Adds messages that came back to what a person is to be told of, by their rows. */
export async function keepReturned(ids: readonly string[]): Promise<Result<unknown, StorageFault>> {
	if (ids.length === 0) return ok(undefined)
	const db = database()
	return storing(() =>
		db.transaction('rw', db.settings, async () => {
			const unseen = parse(await findSetting(KEY))
			const kept = { count: unseen.count + ids.length, ids: [...unseen.ids, ...ids].slice(0, NAMED) }
			await db.settings.put({ key: KEY, value: JSON.stringify(kept), updatedAt: new Date().toISOString() })
		})
	)
}

/** A person has seen what came back. */
export async function forgetReturned(): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().settings.delete(KEY))
}

function parse(value: string | undefined): v.InferOutput<typeof Unseen> {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Unseen), value)
	return parsed.success ? parsed.output : { count: 0, ids: [] }
}
