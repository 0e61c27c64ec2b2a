import { formatDay } from '#shared/day.ts'
import type { MailingLog } from '#shared/mailing.ts'
import type { FailureCode } from '#shared/wire/failure.ts'
import type { ImapFailureCode } from '#shared/wire/bounces.ts'
import { dayHere } from '#web/db/day-here.ts'
import { m } from '#web/paraglide/messages.js'

type Bounce = NonNullable<MailingLog['bounce']>

const REASONS: Partial<Record<FailureCode, () => string>> = {
	'address-unknown': m.returns_why_address,
	'address-refused': m.returns_why_refused,
	'mailbox-full': m.returns_why_full,
	'temporarily-refused': m.returns_why_later,
	'message-refused': m.returns_why_message,
	'message-too-large': m.returns_why_large,
	'relay-denied': m.returns_why_blocked,
	'sender-refused': m.returns_why_blocked,
	'client-blocked': m.returns_why_blocked,
	'account-blocked': m.returns_why_blocked
}

/** What came back, in a few words: "Revenu : adresse inconnue (le 3 mars)". */
export function bounceText({ action, code, at }: Bounce): string {
	const reason = (REASONS[code] ?? m.returns_why_other)()
	const day = formatDay(dayHere(Date.parse(at)))
	return action === 'failed' ? m.returns_bounced({ reason, day }) : m.returns_delayed({ reason, day })
}

const MAILBOX_WORDS: Record<ImapFailureCode, () => string> = {
	'imap-unreachable': () => `${m['imap-unreachable']()} ${m['imap-unreachable-next']()}`,
	'imap-tls-failed': () => `${m['imap-tls-failed']()} ${m['imap-tls-failed-next']()}`,
	'imap-auth-failed': () => `${m['imap-auth-failed']()} ${m['imap-auth-failed-next']()}`,
	'imap-host-refused': () => `${m['imap-host-refused']()} ${m['imap-host-refused-next']()}`,
	'imap-mailbox-unknown': () => `${m['imap-mailbox-unknown']()} ${m['imap-mailbox-unknown-next']()}`,
	'imap-protocol': () => `${m['imap-protocol']()} ${m['imap-protocol-next']()}`,
	'password-unreadable': m.returns_fault_unreadable
}

/** Why a mailbox cannot be read, and what to do about it. */
export const mailboxFaultText = (code: ImapFailureCode): string => MAILBOX_WORDS[code]()
