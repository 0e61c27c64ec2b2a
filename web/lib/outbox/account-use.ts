import type { Mailing } from '#shared/mailing.ts'
import type { SmtpSettings } from '#shared/smtp-settings.ts'
import { wireSmtp } from '#shared/smtp-settings.ts'
import { countLogs, listLogs } from '#web/db/mailing-logs.ts'
import { listMailings } from '#web/db/mailings.ts'

const DAY_MS = 24 * 60 * 60_000
/** A mailing in waves may have begun long before its last message. */
const LOOKS_BACK_MS = 31 * DAY_MS

/**
 * When messages left by an account in the last day, ms since the epoch, as far as this device knows: the relay counts the
 * same, and those of other devices besides.
 */
export async function listSpent(settings: SmtpSettings, now: number): Promise<number[]> {
	const recent = (await listMailings()).filter(
		(mailing) => goesOutBy(mailing, settings) && Date.parse(mailing.createdAt) > now - LOOKS_BACK_MS
	)
	const logs = await Promise.all(recent.map(({ id }) => listLogs(id)))
	return logs
		.flat()
		.filter(({ status }) => status === 'sent' || status === 'uncertain')
		.map(({ timestamp }) => Date.parse(timestamp))
		.filter((at) => at > now - DAY_MS)
}

/**
 * How many messages of an account leave before those of a mailing that begins at `startsAt`, ms since the epoch: of mailings
 * under way, and of those that leave by themselves until then. What waits for a person goes after it, for all one knows.
 */
export async function countAhead(settings: SmtpSettings, startsAt: number): Promise<number> {
	const before = (await listMailings()).filter(
		(mailing) => goesOutBy(mailing, settings) && leavesByItself(mailing, startsAt)
	)
	const counts = await Promise.all(before.map(({ id }) => countLogs(id)))
	return counts.reduce((sum, { submitted }) => sum + submitted, 0)
}

function goesOutBy({ smtp }: Mailing, settings: SmtpSettings): boolean {
	const { host, username } = wireSmtp(settings)
	return smtp.host === host && smtp.username === username
}

function leavesByItself({ progress, standing, wish, sendAt }: Mailing, until: number): boolean {
	if (progress === 'scheduled') return sendAt !== undefined && Date.parse(sendAt) <= until
	return progress === 'open' && !standing && wish !== 'pause' && wish !== 'cancel'
}
