import type { SmtpSettings } from '#shared/smtp-settings.ts'
import { wireSmtp } from '#shared/smtp-settings.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { listMailings } from '#web/db/mailings.ts'

const DAY_MS = 24 * 60 * 60_000
/** A mailing in waves may have begun long before its last message. */
const LOOKS_BACK_MS = 31 * DAY_MS

/**
 * When messages left by an account in the last day, ms since the epoch, as far as this device knows: the relay counts the
 * same, and those of other devices besides.
 */
export async function listSpent(settings: SmtpSettings, now: number): Promise<number[]> {
	const { host, username } = wireSmtp(settings)
	const recent = (await listMailings()).filter(
		({ smtp, createdAt }) =>
			smtp.host === host && smtp.username === username && Date.parse(createdAt) > now - LOOKS_BACK_MS
	)
	const logs = await Promise.all(recent.map(({ id }) => listLogs(id)))
	return logs
		.flat()
		.filter(({ status }) => status === 'sent' || status === 'uncertain')
		.map(({ timestamp }) => Date.parse(timestamp))
		.filter((at) => at > now - DAY_MS)
}
