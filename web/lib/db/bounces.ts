import { mailboxKey } from '#shared/address.ts'
import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import type { Bounce } from '#shared/wire/bounces.ts'
import { database, storing, type StorageFault } from './database.ts'
import { findMembersById } from './members.ts'
import { addRefusedAddresses } from './refused-addresses.ts'
import type { RefusedAddress } from './schema.ts'

/** What was new among the bounces: the rows whose message came back for good, and how many were about no message of ours. */
export type Noted = { returned: MailingLog[]; unmatched: number }

/**
 * Notes bounces with the rows they are about, known by the Message-ID, and the addresses that are of no use. One
 * transaction. Harmless when repeated: what is noted already is neither noted again nor refused again.
 *
 * Nothing but a Message-ID makes a bounce ours: it is random, and only whoever got that very message knows it. What is
 * said of an address that the message did not go to is noted, but refuses nobody: it was forwarded there.
 */
export async function noteBounces(bounces: readonly Bounce[]): Promise<Result<Noted, StorageFault>> {
	const db = database()
	const bouncesById = gravestById(bounces)
	const tables = [db.mailings, db.mailingLogs, db.refusedAddresses, db.members, db.changes, db.changeSets]
	return storing(() =>
		db.transaction('rw', tables, async () => {
			const logs = await db.mailingLogs
				.where('messageId')
				.anyOf([...bouncesById.keys()])
				.toArray()
			const mailings = await mailingsOf(logs)
			const ours = new Set(logs.map(({ messageId }) => messageId))
			const changed = logs.flatMap((log) => {
				const bounce = bouncesById.get(log.messageId)
				return bounce && takesBounce(log, bounce) ? [{ log, bounce }] : []
			})
			const returned = changed.filter(
				({ log, bounce }) => bounce.action === 'failed' && log.bounce?.action !== 'failed'
			)
			await db.mailingLogs.bulkPut(changed.map((each) => withBounce(each, mailings.get(each.log.mailingId))))
			await countReturned(mailings, returned)
			await addRefusedAddresses(await refusedBy(changed))
			return {
				returned: returned.map(({ log }) => log),
				unmatched: bounces.filter(({ messageId }) => messageId === null || !ours.has(messageId)).length
			}
		})
	)
}

type Matched = { log: MailingLog; bounce: Bounce }

/** The gravest word about each message, and of equal ones the last. */
function gravestById(bounces: readonly Bounce[]): Map<string, Bounce> {
	const gravest = new Map<string, Bounce>()
	for (const bounce of bounces) {
		if (bounce.messageId === null) continue
		const known = gravest.get(bounce.messageId)
		if (!known || weightOf(bounce) >= weightOf(known)) gravest.set(bounce.messageId, bounce)
	}
	return gravest
}

const weightOf = ({ action, kind }: Pick<Bounce, 'action' | 'kind'>): number =>
	(action === 'failed' ? 2 : 0) + (kind === 'hard' ? 1 : 0)

/** A message that never left cannot come back, and what is known of it gives way to what is graver only. */
function takesBounce({ status, bounce: known }: MailingLog, bounce: Bounce): boolean {
	if (status !== 'sent' && status !== 'uncertain') return false
	return !known || weightOf(bounce) > weightOf(known)
}

function withBounce({ log, bounce }: Matched, mailing: Mailing | undefined): MailingLog {
	const { kind, action, status, code, detail, at } = bounce
	// Servers repeat the address, which such a log keeps no more than the rest.
	return { ...log, bounce: { kind, action, status, code, at, detail: mailing?.logging === false ? '' : detail } }
}

async function mailingsOf(logs: readonly MailingLog[]): Promise<Map<MailingId, Mailing>> {
	const ids = [...new Set(logs.map(({ mailingId }) => mailingId))]
	const found = await database().mailings.bulkGet(ids)
	return new Map(found.flatMap((mailing) => (mailing ? [[mailing.id, mailing] as const] : [])))
}

async function countReturned(mailings: ReadonlyMap<MailingId, Mailing>, returned: readonly Matched[]): Promise<void> {
	for (const [id, ofMailing] of Map.groupBy(returned, ({ log }) => log.mailingId)) {
		const bounced = (mailings.get(id)?.bounced ?? 0) + ofMailing.length
		await database().mailings.update(id, { bounced })
	}
}

async function refusedBy(changed: readonly Matched[]): Promise<RefusedAddress[]> {
	const hard = changed.filter(({ log, bounce }) => bounce.kind === 'hard' && bounce.action === 'failed' && !log.sandbox)
	const cleared = hard.filter(({ log }) => log.recipientEmail === '').map(({ log }) => log.recipientId)
	const membersById = cleared.length > 0 ? await findMembersById(cleared) : undefined
	const addressOf = ({ recipientEmail, recipientId }: MailingLog) =>
		recipientEmail || (membersById?.get(recipientId)?.email ?? '')
	return hard.flatMap(({ log, bounce: { recipient, code, detail, at } }): RefusedAddress[] => {
		const address = mailboxKey(addressOf(log))
		if (address === undefined || (recipient !== null && mailboxKey(recipient) !== address)) return []
		return [{ address, at, code, reply: detail, mailingId: log.mailingId, bounced: true }]
	})
}
