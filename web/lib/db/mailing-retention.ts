import { parseLogRetention, type LogRetention } from '#shared/log-retention.ts'
import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'

const KEY = 'mailing_log_retention'
const NOBODY = '' as MemberId

/** How long the log of mailings is to say who got what. */
export const readLogRetention = async (): Promise<LogRetention> => parseLogRetention(await findSetting(KEY))

/** Sets that. */
export const saveLogRetention = (retention: LogRetention): Promise<Result<unknown, StorageFault>> =>
	saveSetting(KEY, retention)

/** Mailings confirmed before a moment (ISO 8601, UTC) that may be anonymised: over, and nobody's message is uncertain. */
export async function listAnonymisable(before: string): Promise<MailingId[]> {
	const old = await database().mailings.where('createdAt').below(before).toArray()
	const settled = await Promise.all(old.map(async (mailing) => isOver(mailing) && (await isSettled(mailing.id))))
	return old.filter((_, at) => settled[at]).map(({ id }) => id)
}

/**
 * Takes out of these mailings who they were for and what they said, for good; how many stood where stays. Each is looked at
 * again as it is done, in one transaction: one that was opened again meanwhile is left alone. Resolves to how many were done.
 */
export function anonymiseMailings(ids: readonly MailingId[], now: number): Promise<Result<number, StorageFault>> {
	const db = database()
	return storing(async () => {
		let done = 0
		for (const id of ids) {
			done += await db.transaction('rw', db.mailings, db.mailingLogs, async () => {
				const mailing = await db.mailings.get(id)
				if (!mailing || !isOver(mailing) || !(await isSettled(id))) return 0
				const logs = await db.mailingLogs.where({ mailingId: id }).toArray()
				await db.mailingLogs.bulkPut(logs.map(anonymousLog))
				await db.mailings.put(anonymousMailing(mailing, new Date(now).toISOString()))
				return 1
			})
		}
		return done
	})
}

const isOver = ({ progress, anonymisedAt }: Mailing): boolean =>
	anonymisedAt === undefined && (progress === 'done' || progress === 'cancelled')

async function isSettled(id: MailingId): Promise<boolean> {
	const open = ['submitted', 'uncertain'].map((status) => [id, status])
	return (await database().mailingLogs.where('[mailingId+status]').anyOf(open).count()) === 0
}

/** What is kept is named, so that whatever a row has besides goes. */
function anonymousLog({
	id,
	mailingId,
	status,
	timestamp,
	code,
	scope,
	attempt,
	tries,
	sandbox,
	bounce
}: MailingLog): MailingLog {
	return {
		...{ id, mailingId, status, timestamp, code, scope, attempt, tries, sandbox },
		...{
			recipientId: NOBODY,
			recipientEmail: '',
			recipientName: '',
			subject: '',
			messageId: '',
			error: '',
			fields: {}
		},
		...(bounce && { bounce: { ...bounce, detail: '' } })
	}
}

function anonymousMailing(mailing: Mailing, anonymisedAt: string): Mailing {
	const { doc: _, attachments: __, attachmentRule: ___, signature: ____, body: _____, letters, ...kept } = mailing
	return {
		...kept,
		...{ subject: '', text: '', html: '', anonymisedAt },
		...(letters && { letters: letters.map(() => ({ memberId: NOBODY, name: '' })) })
	}
}
