import { mailboxKey } from '#shared/address.ts'
import { withoutPerson, type Traces } from '#shared/erasure.ts'
import { readerIdsOf, type Mailing, type MailingLog } from '#shared/mailing.ts'
import { listName, type MemberId } from '#shared/member.ts'
import type { ClubDatabase } from './schema.ts'

const NOBODY = '' as MemberId

/** The rows by which anything was for one of these people. */
export async function listLogsOf(db: ClubDatabase, ids: readonly string[]): Promise<MailingLog[]> {
	const own = await db.mailingLogs.where('recipientId').anyOf(ids).toArray()
	const shared = await db.mailingLogs.where('alsoFor').anyOf(ids).toArray()
	return [...new Map([...own, ...shared].map((log) => [log.id, log])).values()]
}

/** Whether something of this person's is on its way: what the relay holds cannot be taken out of it. */
export async function isBeingSentTo(db: ClubDatabase, ids: readonly string[]): Promise<boolean> {
	const logs = await listLogsOf(db, ids)
	const mailings = await db.mailings.bulkGet([...new Set(logs.map(({ mailingId }) => mailingId))])
	return mailings.some((mailing) => mailing?.progress === 'open')
}

/**
 * Takes a person out of the mailings: his rows say no more than what became of a message, what waits is not for him any
 * more, his letters and his own files are nobody's. Call in the transaction of the erasure.
 */
export async function eraseFromMailings(db: ClubDatabase, traces: Traces): Promise<void> {
	const logs = await listLogsOf(db, [...traces.ids])
	const touched = new Set(logs.map(({ mailingId }) => mailingId))
	const mailings = await db.mailings.toArray()
	const over = new Set(mailings.filter(isOver).map(({ id }) => id))
	await Promise.all(logs.map((log) => eraseLog(db, log, { traces, over: over.has(log.mailingId) })))
	await removeOwnFiles(db, logs)
	const ownFiles = new Set(logs.filter((log) => isHisAlone(log, traces)).flatMap(({ ownFiles: files = [] }) => files))
	for (const mailing of mailings) await eraseFromMailing(db, mailing, { traces, touched, ownFiles })
}

const isOver = ({ progress }: Mailing): boolean => progress === 'done' || progress === 'cancelled'

const isHisAlone = (log: MailingLog, { ids }: Traces): boolean => readerIdsOf(log).every((id) => ids.has(id))

async function eraseLog(
	db: ClubDatabase,
	log: MailingLog,
	{ traces, over }: { traces: Traces; over: boolean }
): Promise<unknown> {
	const others = readerIdsOf(log).filter((id) => !traces.ids.has(id))
	const [first, ...further] = others
	if (first === undefined) return over ? db.mailingLogs.put(namelessLog(log)) : db.mailingLogs.delete(log.id)
	const members = (await db.members.bulkGet(others)).flatMap((member) => member ?? [])
	const isTheirs = members.some(({ email }) => mailboxKey(email) === mailboxKey(log.recipientEmail))
	const { alsoFor: _, guardianId: __, ...kept } = log
	return db.mailingLogs.put({
		...(isTheirs ? kept : namelessLog(kept)),
		recipientId: first,
		recipientName: members.map(listName).join(', '),
		fields: {},
		...(further.length > 0 && { alsoFor: further })
	})
}

/** What is kept is named, so that whatever a row has besides goes. */
export function namelessLog(log: MailingLog): MailingLog {
	const { id, mailingId, status, timestamp, code, scope, attempt, tries, sandbox, bounce } = log
	return {
		...{ id, mailingId, status, timestamp, code, scope, attempt, tries, sandbox },
		...{ recipientId: NOBODY, recipientEmail: '', recipientName: '' },
		...{ subject: '', messageId: '', error: '', fields: {} },
		...(bounce && { bounce: { ...bounce, detail: '' } })
	}
}

/** The bytes of files that only these rows had. */
async function removeOwnFiles(db: ClubDatabase, logs: readonly MailingLog[]): Promise<void> {
	const ids = new Set(logs.flatMap(({ ownFiles = [] }) => ownFiles))
	if (ids.size === 0) return
	const gone = new Set(logs.map(({ id }) => id))
	await db.mailingLogs.each(({ id, ownFiles = [] }) => {
		if (!gone.has(id)) for (const file of ownFiles) ids.delete(file)
	})
	await db.attachments.bulkDelete([...ids])
}

type Touched = { traces: Traces; touched: ReadonlySet<string>; ownFiles: ReadonlySet<string> }

async function eraseFromMailing(db: ClubDatabase, mailing: Mailing, { traces, touched, ownFiles }: Touched) {
	const letters = mailing.letters?.map((one) => (traces.ids.has(one.memberId) ? { memberId: NOBODY, name: '' } : one))
	const attachments = mailing.attachments?.filter(({ id }) => !ownFiles.has(id))
	const cleared = { ...mailing, ...(letters && { letters }), ...(attachments && { attachments }) }
	if (isOver(mailing)) {
		// How it goes out is the club's: an officer's own address may be the sender's.
		const { sender, smtp, ...said } = cleared
		await db.mailings.put({ ...withoutPerson(said, traces), sender, smtp })
		if (touched.has(mailing.id)) await db.mailingLogs.where({ id: `copy-${mailing.id}` }).modify({ fields: {} })
		return
	}
	if (mailing.progress === 'open') return
	const left = letters?.filter(({ memberId }) => memberId !== NOBODY)
	const rows = await db.mailingLogs
		.where({ mailingId: mailing.id })
		.filter(({ copy }) => !copy)
		.count()
	const isEmpty = touched.has(mailing.id) && rows === 0
	await db.mailings.put({
		...cleared,
		...(left && { letters: left }),
		...(touched.has(mailing.id) && { total: await db.mailingLogs.where({ mailingId: mailing.id }).count() }),
		...(isEmpty && { progress: 'cancelled' as const })
	})
}
