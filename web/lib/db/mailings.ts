import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

/** Every mailing ever confirmed, newest first. */
export async function listMailings(): Promise<Mailing[]> {
	return database().mailings.orderBy('createdAt').reverse().toArray()
}

/** Mailings of which something may still be sent or is not known, oldest first. */
export async function listOpenMailings(): Promise<Mailing[]> {
	return database().mailings.where('progress').equals('open').sortBy('createdAt')
}

/** How many mailings are under way, wait for a relay, or leave at a time to come. */
export function countUnfinishedMailings(): Promise<number> {
	return database().mailings.where('progress').anyOf('open', 'waiting', 'scheduled').count()
}

/** How many mailings wait for a relay and for a person's yes. */
export function countWaitingMailings(): Promise<number> {
	return database().mailings.where('progress').equals('waiting').count()
}

/** One mailing, `undefined` when there is none of that id. */
export function findMailing(id: MailingId): Promise<Mailing | undefined> {
	return database().mailings.get(id)
}

/** Keeps a confirmed mailing and its recipients, all or nothing, on disk when it resolves: before any request leaves. */
export async function addMailing(mailing: Mailing, logs: MailingLog[]): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.mailings, db.mailingLogs, async () => {
			await db.mailings.add(mailing)
			await db.mailingLogs.bulkAdd(logs)
		})
	)
}

/** Changes some fields of a mailing. */
export async function updateMailing(id: MailingId, patch: Partial<Mailing>): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().mailings.update(id, patch))
}

/** Forgets a mailing and its recipients: for one that the relay refused whole, so that nothing of it was sent. */
export async function removeMailing(id: MailingId): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.mailings, db.mailingLogs, async () => {
			await db.mailingLogs.where({ mailingId: id }).delete()
			await db.mailings.delete(id)
		})
	)
}

/** The first mailing ever confirmed, `undefined` before there is one. */
export function findFirstMailing(): Promise<Mailing | undefined> {
	return database().mailings.orderBy('createdAt').first()
}
