import type { FailureCode } from '#shared/wire/failure.ts'
import type { ProblemCode } from '#shared/wire/problem.ts'
import type { StorageFault } from '#web/db/database.ts'
import { m } from '#web/paraglide/messages.js'
import type { RelayFailure } from '#web/relay.ts'

/** Everything that can go wrong with a known name: at the mail server, at the relay, on this device. */
export type AnyFailureCode =
	| FailureCode
	| ProblemCode
	| RelayFailure['code']
	| StorageFault['code']
	| 'example-mailing-open'
	| 'attachment-missing'

/** What happened; and what is safe with the next step, where the first does not say it all. */
type Words = { reason: () => string; advice?: () => string }

const WORDS: Record<AnyFailureCode, Words> = {
	'storage-full': { reason: m['storage-full'] },
	'storage-unavailable': { reason: m['storage-unavailable'] },
	'storage-outdated': { reason: m['storage-outdated'] },
	'example-mailing-open': { reason: m['example-mailing-open'] },
	'attachment-missing': { reason: m['attachment-missing'], advice: m['attachment-missing-next'] },
	'example-sandbox-only': { reason: m['example-sandbox-only'], advice: m['example-sandbox-only-next'] },
	'example-no-sandbox': { reason: m['example-no-sandbox'], advice: m['example-no-sandbox-next'] },
	'relay-unreachable': { reason: m['relay-unreachable'], advice: m['relay-unreachable-next'] },
	'relay-incompatible': { reason: m['relay-incompatible'], advice: m['relay-incompatible-next'] },
	unauthorized: { reason: m.unauthorized, advice: m['unauthorized-next'] },
	'forbidden-origin': { reason: m['forbidden-origin'], advice: m['forbidden-origin-next'] },
	malformed: { reason: m.malformed, advice: m['malformed-next'] },
	'invalid-request': { reason: m['invalid-request'], advice: m['invalid-request-next'] },
	'too-large': { reason: m['too-large'], advice: m['too-large-next'] },
	'unknown-mailing': { reason: m['unknown-mailing'], advice: m['unknown-mailing-next'] },
	'mailing-changed': { reason: m['mailing-changed'], advice: m['mailing-changed-next'] },
	'mailing-expired': { reason: m['mailing-expired'], advice: m['mailing-expired-next'] },
	'journal-replaced': { reason: m['journal-replaced'], advice: m['journal-replaced-next'] },
	'duplicate-risk': { reason: m['duplicate-risk'], advice: m['duplicate-risk-next'] },
	'attempt-refused': { reason: m['attempt-refused'], advice: m['attempt-refused-next'] },
	'held-elsewhere': { reason: m['held-elsewhere'], advice: m['held-elsewhere-next'] },
	'rate-limited': { reason: m['rate-limited'], advice: m['rate-limited-next'] },
	internal: { reason: m.internal, advice: m['internal-next'] },
	'journal-unavailable': { reason: m['journal-unavailable'], advice: m['journal-unavailable-next'] },
	'smtp-unreachable': { reason: m['smtp-unreachable'], advice: m['smtp-unreachable-next'] },
	'smtp-tls-failed': { reason: m['smtp-tls-failed'], advice: m['smtp-tls-failed-next'] },
	'smtp-auth-failed': { reason: m['smtp-auth-failed'], advice: m['smtp-auth-failed-next'] },
	'smtp-host-refused': { reason: m['smtp-host-refused'], advice: m['smtp-host-refused-next'] },
	'password-unreadable': { reason: m['password-unreadable'], advice: m['password-unreadable-next'] },
	'smtp-protocol': { reason: m['smtp-protocol'], advice: m['smtp-protocol-next'] },
	'address-unknown': { reason: m['address-unknown'], advice: m['address-unknown-next'] },
	'address-refused': { reason: m['address-refused'], advice: m['address-refused-next'] },
	'mailbox-full': { reason: m['mailbox-full'], advice: m['mailbox-full-next'] },
	'temporarily-refused': { reason: m['temporarily-refused'], advice: m['temporarily-refused-next'] },
	'smtputf8-needed': { reason: m['smtputf8-needed'], advice: m['smtputf8-needed-next'] },
	'message-refused': { reason: m['message-refused'], advice: m['message-refused-next'] },
	'message-too-large': { reason: m['message-too-large'], advice: m['message-too-large-next'] },
	'sender-refused': { reason: m['sender-refused'], advice: m['sender-refused-next'] },
	'relay-denied': { reason: m['relay-denied'], advice: m['relay-denied-next'] },
	'account-blocked': { reason: m['account-blocked'], advice: m['account-blocked-next'] },
	'client-blocked': { reason: m['client-blocked'], advice: m['client-blocked-next'] },
	'sending-limit': { reason: m['sending-limit'], advice: m['sending-limit-next'] },
	'connection-lost': { reason: m['connection-lost'], advice: m['connection-lost-next'] },
	interrupted: { reason: m.interrupted, advice: m['interrupted-next'] }
}

/** What happened, in one sentence. */
export const failureReason = (code: AnyFailureCode): string => WORDS[code].reason()

/** What is safe, and the next step; empty where the reason says it. */
export const failureAdvice = (code: AnyFailureCode): string => WORDS[code].advice?.() ?? ''

/** What happened, what is safe and the next step, in one text. */
export const failureText = (code: AnyFailureCode): string => `${failureReason(code)} ${failureAdvice(code)}`.trim()
