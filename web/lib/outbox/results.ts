import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import { spokenName } from '#shared/member.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { findMembersById } from '#web/db/members.ts'

/** What became of one mailing: the mailing, its rows by name, and the sender's own copy, which is none of them. */
export type MailingResults = { mailing: Mailing; logs: MailingLog[]; copy?: MailingLog | undefined }

const collator = new Intl.Collator('fr', { numeric: true })

/** Everything known of a mailing, `undefined` when it is forgotten. */
export async function findResults(id: MailingId): Promise<MailingResults | undefined> {
	const mailing = await findMailing(id)
	if (!mailing) return undefined
	const logs = await nameRecipients(await listLogs(id))
	return {
		mailing,
		logs: logs.filter(({ copy }) => !copy).sort((a, b) => collator.compare(a.recipientName, b.recipientName)),
		copy: logs.find(({ copy }) => copy)
	}
}

/** The same rows; where the log keeps no names, those of the members stand in. Whoever was removed has none. */
export async function nameRecipients(logs: readonly MailingLog[]): Promise<MailingLog[]> {
	const cleared = logs.filter(({ recipientEmail }) => recipientEmail === '')
	const membersById = await findMembersById(cleared.map(({ recipientId }) => recipientId))
	return logs.map((log) => {
		const member = log.recipientEmail === '' ? membersById.get(log.recipientId) : undefined
		return member ? { ...log, recipientName: spokenName(member), recipientEmail: member.email } : log
	})
}
