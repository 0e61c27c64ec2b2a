import {
	listChosenIds,
	writtenIn,
	type Mailing,
	type MailingId,
	type MailingLog,
	type MailingProgress,
	type MissedReason
} from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import type { ClubDatabase } from './schema.ts'
import { emptyDraftOf, writeInstead, type Written } from './drafts.ts'

type Frozen = { mailing: Mailing; logs: MailingLog[] }
type Stored<T> = Promise<Result<T, StorageFault>>

/** Mailings of which nothing has left and that wait for a person's yes, in their order. */
export async function listWaitingMailings(): Promise<Mailing[]> {
	const waiting = await database().mailings.where('progress').equals('waiting').toArray()
	return waiting.sort(byRank)
}

/** Mailings that leave by themselves at a time to come, in the order in which they do. */
export async function listScheduledMailings(): Promise<Mailing[]> {
	const scheduled = await database().mailings.where('progress').equals('scheduled').toArray()
	return scheduled.sort((a, b) => compare(a.sendAt ?? '', b.sendAt ?? '') || byRank(a, b))
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
 * Lets a mailing go that has not left, as it was frozen anew: from here on the outbox sends it.
 * Resolves to `false` when it does not stand where the caller saw it: another window let it go, took it back, or gave it
 * another time.
 */
export function releaseMailing({ mailing, logs }: Frozen, seen: Pick<Mailing, 'progress' | 'sendAt'>): Stored<boolean> {
	return leaving(mailing.id, seen, async ({ mailings, mailingLogs }) => {
		await mailingLogs.where({ mailingId: mailing.id }).delete()
		await mailings.put(mailing)
		await mailingLogs.bulkAdd(logs)
	})
}

/** Gives a scheduled mailing, or one that waits, another time at which it leaves by itself. `false` when it has left. */
export function rescheduleMailing(id: MailingId, sendAt: string): Stored<boolean> {
	return leaving(id, PENDING, ({ mailings }) => {
		const again = { progress: 'scheduled', sendAt, missed: undefined } as const
		return mailings.update(id, again)
	})
}

/** Lets a scheduled mailing wait for a person's yes instead of leaving at `sendAt`. `false` when it is not scheduled for then. */
export function missMailing({ id, sendAt }: Pick<Mailing, 'id' | 'sendAt'>, missed: MissedReason): Stored<boolean> {
	const seen = { progress: 'scheduled', sendAt } as const
	return leaving(id, seen, ({ mailings }) => mailings.update(id, { progress: 'waiting', missed }))
}

/** Makes a mailing that has not left the draft again; what was being written is put aside. `false` when it has. */
export function redraftMailing(id: MailingId): Stored<boolean> {
	return leaving(id, PENDING, async (db, mailing) => {
		const logs = await db.mailingLogs.where({ mailingId: id }).sortBy('id')
		await writeInstead(db, { ...writtenIn(mailing), recipientIds: listChosenIds(mailing, logs) })
		await db.mailingLogs.where({ mailingId: id }).delete()
		await db.mailings.delete(id)
	})
}

/** Ends a mailing before anything of it has left. `false` when it has left or was ended. */
export function withdrawMailing(id: MailingId): Stored<boolean> {
	return leaving(id, PENDING, async ({ mailings, mailingLogs }) => {
		await mailingLogs.where({ mailingId: id }).modify({ status: 'cancelled' })
		await mailings.update(id, { progress: 'cancelled' })
	})
}

/** Lets a mailing wait, or leave at its time, again that was just withdrawn. `false` when there is none. */
export function unwithdrawMailing(id: MailingId, progress: 'waiting' | 'scheduled' = 'waiting'): Stored<boolean> {
	return leaving(id, { progress: 'cancelled' }, async ({ mailings, mailingLogs }) => {
		await mailingLogs.where({ mailingId: id }).modify({ status: 'submitted' })
		await mailings.update(id, { progress })
	})
}

/** Puts the mailings that have not left into this order, among those that wait and those scheduled for the same moment. */
export function orderMailings(ids: readonly MailingId[]): Stored<unknown> {
	return moving(async ({ mailings }) => {
		for (const [rank, id] of ids.entries()) await mailings.update(id, { rank })
	})
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Those that nobody moved come after those that somebody did, oldest first. */
const byRank = (a: Mailing, b: Mailing): number =>
	(a.rank ?? Infinity) - (b.rank ?? Infinity) || compare(a.createdAt, b.createdAt)

type Tables = Pick<ClubDatabase, 'mailings' | 'mailingLogs' | 'drafts'>

function moving<T>(move: (tables: Tables) => Promise<T>): Stored<T> {
	const db = database()
	return storing(() => db.transaction('rw', db.mailings, db.mailingLogs, db.drafts, async () => move(db)))
}

/** What a mailing must be like to be moved: the same, in each of these. */
type Seen = Partial<Pick<Mailing, 'progress' | 'sendAt'>>

/** Nothing of it has left. */
const PENDING: readonly MailingProgress[] = ['waiting', 'scheduled']

/** Two windows may decide at once: the first one's word counts. */
function leaving(
	id: MailingId,
	from: Seen | readonly MailingProgress[],
	move: (tables: Tables, mailing: Mailing) => PromiseLike<unknown>
): Stored<boolean> {
	return moving(async (tables) => {
		const mailing = await tables.mailings.get(id)
		if (!mailing || !isAsSeen(mailing, from) || mailing.heldAt === undefined || mailing.posts !== 0) return false
		await move(tables, mailing)
		return true
	})
}

function isAsSeen(mailing: Mailing, seen: Seen | readonly MailingProgress[]): boolean {
	if (Array.isArray(seen)) return seen.includes(mailing.progress)
	return Object.entries(seen).every(([key, value]) => mailing[key as keyof Seen] === value)
}
