import { setTimeout as delay } from 'node:timers/promises'
import { canonicalHost } from '#shared/host.ts'
import { err, type Result } from '#shared/result.ts'
import type { Imap } from '#shared/wire/bounces.ts'
import type { MailboxFailure, Reports, Stretch } from './bounces/mailbox.ts'
import { MAILBOX_TIMEOUTS, type MailboxTimeouts } from './bounces/timeouts.ts'
import type { Keys } from './keys.ts'
import { resolveTarget, type ConnectionPolicy } from './mail/resolve.ts'
import { openRecord } from './password-records.ts'

/** Ports on which mailboxes are read. */
const IMAP_PORTS: ReadonlySet<number> = new Set([143, 993])

/** What reading a mailbox gave, or why not; with the record anew where it was under an earlier key. */
export type Read = { result: Result<Reports, MailboxFailure>; resealedPassword?: string }

/** Reads mailboxes: from the settings of a request to what is in it, one step after the other. */
export interface ImapAccounts {
	/** Opens the password, resolves, connects, reads. Throws a `Refusal`, `password-unreadable`; then nothing was asked. */
	read(imap: Imap, stretch: Stretch): Promise<Read>
}

/** Mailboxes as this relay's keys open them and its policy lets them be reached. */
export function createImapAccounts(
	keys: Pick<Keys, 'sealing' | 'previousSealing'>,
	policy: ConnectionPolicy,
	times: MailboxTimeouts = MAILBOX_TIMEOUTS
): ImapAccounts {
	return {
		async read({ host: name, port, security, username, password: record }, stretch) {
			const host = canonicalHost(name)
			if (host === undefined) return { result: err(failure('imap-host-refused', 'not allowed')) }
			const sealedFor = { service: 'imap', host, port, security, username } as const
			const { password, ...resealed } = await openRecord(keys, sealedFor, record)
			const target = await resolveTarget({ host, port, security, hasPassword: true, ports: IMAP_PORTS }, policy)
			if (!target.ok) {
				const refused = target.error.code === 'smtp-host-refused'
				const failed = refused
					? failure('imap-host-refused', 'not allowed')
					: failure('imap-unreachable', 'no connection')
				return { result: err(failed), ...resealed }
			}
			const account = { host, port, security, username, password, ...target.value }
			// However it fails to connect, it takes as long: no answer tells a closed port from a filtered one.
			const longest = new AbortController()
			const fixed = delay(times.connectMs, undefined, { signal: longest.signal }).catch(() => {})
			// More code than most of the rest, and most clubs never need it.
			const { readReports } = await import('./bounces/mailbox.ts')
			const result = await readReports(account, stretch, times)
			if (!result.ok && result.error.code === 'imap-unreachable') await fixed
			longest.abort()
			return { result, ...resealed }
		}
	}
}

const failure = (code: MailboxFailure['code'], detail: string): MailboxFailure => ({ code, detail })
