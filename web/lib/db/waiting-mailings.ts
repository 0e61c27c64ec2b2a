import {
	listChosenIds,
	writtenIn,
	type Mailing,
	type MailingId,
	type MailingLog,
	type MailingProgress
} from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import type { ClubDatabase } from './schema.ts'
import { emptyDraftOf, writeInstead, type Written } from './drafts.ts'

type Frozen = { mailing: Mailing; logs: MailingLog[] }
type Stored<T> = Promise<Result<T, StorageFault>>

/** Mailings that were confirmed without a relay and have not left, oldest first. */
export async function listWaitingMailings(): Promise<Mailing[]> {
	return database().mailings.where('progress').equals('waiting').sortBy('createdAt')
}

/** Keeps a mailing that is to wait, and empties the draft it was made of: both or neither. */
export function holdMailing(
	{ mailing, logs }: Frozen,
	draft: Pick<Written, 'subject' | 'body' | 'doc'>
): Stored<unknown> {
	return moving(async (db) => {
		await db.mailings.add(mailing)
		await db.mailingLogs.bulkAdd(logs)
		await emptyDraftOf(db, draft)
	})
}

/**
 * Lets a waiting mailing go, as it was frozen anew: from here on the outbox sends it.
 * Resolves to `false` when it does not wait any more: another window let it go, or took it back.
 */
export function releaseMailing({ mailing, logs }: Frozen): Stored<boolean> {
	return leaving(mailing.id, 'waiting', async ({ mailings, mailingLogs }) => {
		await mailingLogs.where({ mailingId: mailing.id }).delete()
		await mailings.put(mailing)
		await mailingLogs.bulkAdd(logs)
	})
}

/** Makes a waiting mailing the draft again; what was being written is put aside. `false` when it waits no more. */
export function redraftMailing(id: MailingId): Stored<boolean> {
	return leaving(id, 'waiting', async (db, mailing) => {
		const logs = await db.mailingLogs.where({ mailingId: id }).sortBy('id')
		await writeInstead(db, { ...writtenIn(mailing), recipientIds: listChosenIds(mailing, logs) })
		await db.mailingLogs.where({ mailingId: id }).delete()
		await db.mailings.delete(id)
	})
}

/** Ends a waiting mailing before anything of it has left. `false` when it waits no more. */
export function withdrawMailing(id: MailingId): Stored<boolean> {
	return leaving(id, 'waiting', async ({ mailings, mailingLogs }) => {
		await mailingLogs.where({ mailingId: id }).modify({ status: 'cancelled' })
		await mailings.update(id, { progress: 'cancelled' })
	})
}

/** Lets a mailing wait again that was just withdrawn. `false` when there is none. */
export function unwithdrawMailing(id: MailingId): Stored<boolean> {
	return leaving(id, 'cancelled', async ({ mailings, mailingLogs }) => {
		await mailingLogs.where({ mailingId: id }).modify({ status: 'submitted' })
		await mailings.update(id, { progress: 'waiting' })
	})
}

type Tables = Pick<ClubDatabase, 'mailings' | 'mailingLogs' | 'drafts'>

function moving<T>(move: (tables: Tables) => Promise<T>): Stored<T> {
	const db = database()
	return storing(() => db.transaction('rw', db.mailings, db.mailingLogs, db.drafts, async () => move(db)))
}

/** Two windows may decide at once: the first one's word counts. */
function leaving(
	id: MailingId,
	from: MailingProgress,
	move: (tables: Tables, mailing: Mailing) => Promise<unknown>
): Stored<boolean> {
	return moving(async (tables) => {
		const mailing = await tables.mailings.get(id)
		if (mailing?.progress !== from || mailing.heldAt === undefined || mailing.posts !== 0) return false
		await move(tables, mailing)
		return true
	})
}
