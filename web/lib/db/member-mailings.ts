import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from './database.ts'

/** A mailing that was for a member, and the row it went out by; without a row it is for him as a letter. */
export type MailingForMember = { mailing: Mailing; log: MailingLog | undefined }

/** What was for a member, newest first: to his own address, with his household, to a guardian, or as a letter. */
export async function listMailingsFor(memberId: MemberId): Promise<MailingForMember[]> {
	const { mailings, mailingLogs } = database()
	const logs = await mailingLogs.where('recipientId').equals(memberId).or('alsoFor').equals(memberId).toArray()
	const byPost = await mailings.filter(({ letters = [] }) => letters.some((one) => one.memberId === memberId)).toArray()
	const found = await mailings.bulkGet([...new Set(logs.map(({ mailingId }) => mailingId))])
	const mailingsById = new Map(found.flatMap((mailing) => (mailing ? [[mailing.id, mailing] as const] : [])))
	const byMail = logs.flatMap((log): MailingForMember[] => {
		const mailing = mailingsById.get(log.mailingId)
		return mailing ? [{ mailing, log }] : []
	})
	const all = [...byMail, ...byPost.map((mailing) => ({ mailing, log: undefined }))]
	return all.sort((a, b) => (a.mailing.createdAt < b.mailing.createdAt ? 1 : -1))
}
