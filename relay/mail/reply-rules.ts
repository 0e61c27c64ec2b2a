import type { FailureCode, FailureScope } from '#shared/wire/failure.ts'
import * as words from './reply-words.ts'
import { SENDING_LIMIT_CODES, SENDING_LIMITS } from './sending-limits.ts'

/** Where in a session a reply came: it decides first what the reply means. `content` is the reply to the final dot. */
export type Stage = 'greeting' | 'hello' | 'starttls' | 'auth' | 'reset' | 'mail' | 'rcpt' | 'data' | 'content'

/** What a reply means. `throttle`: it asks for patience, not for other settings. */
export type Verdict = { code: FailureCode; scope: FailureScope; throttle?: true; policy?: true }

/** Every condition that is given must hold: the stage, the first digit, the codes, the enhanced code, the words. */
export type Rule = {
	at: readonly Stage[]
	class?: 4 | 5
	codes?: readonly number[]
	enhanced?: RegExp
	/** No enhanced code at all. */
	bare?: true
	/** One of these is said. */
	says?: RegExp | readonly RegExp[]
	verdict: Verdict
}

const OPENING: readonly Stage[] = ['greeting', 'hello']
const TRANSACTION: readonly Stage[] = ['mail', 'rcpt', 'data', 'content']
const BODY: readonly Stage[] = ['data', 'content']
const ADDRESSED: readonly Stage[] = ['rcpt', 'content']

/** The server is closing the connection, or has too many of ours (Exchange Online's 432). */
const LEAVING = [421, 432]
const BAD_LOGIN = [530, 534, 535, 538]
const OUT_OF_STEP = [500, 502, 503, 555]

const account = (code: FailureCode): Verdict => ({ code, scope: 'account' })
const recipient = (code: FailureCode): Verdict => ({ code, scope: 'recipient' })
const message = (code: FailureCode): Verdict => ({ code, scope: 'message' })
const connection = (code: FailureCode): Verdict => ({ code, scope: 'connection' })
const patience = (verdict: Verdict): Verdict => ({ ...verdict, throttle: true })

/** Before the first transaction. Only codes that a verification may give (`AccountFailureCode`). */
const BEFORE: readonly Rule[] = [
	// RFC 4954 §6: a password transition is needed, which no waiting brings about.
	{ at: ['auth'], enhanced: /^4\.7\.12$/, verdict: account('smtp-auth-failed') },
	{ at: [...OPENING, 'auth'], codes: LEAVING, verdict: patience(connection('smtp-unreachable')) },
	{ at: OPENING, class: 4, says: words.TOO_FAST, verdict: patience(connection('smtp-unreachable')) },
	{ at: OPENING, class: 4, verdict: connection('smtp-unreachable') },
	{ at: OPENING, class: 5, verdict: connection('smtp-unreachable') },
	{ at: ['starttls'], class: 4, verdict: connection('smtp-tls-failed') },
	{ at: ['starttls'], class: 5, verdict: account('smtp-tls-failed') },
	{ at: ['auth'], class: 4, verdict: patience(account('smtp-auth-failed')) },
	{ at: ['auth'], class: 5, says: words.TLS_NEEDED, verdict: account('smtp-tls-failed') },
	{ at: ['auth'], class: 5, verdict: account('smtp-auth-failed') }
]

/** What meets every message alike, whichever it was said to. */
const EVERYBODY: readonly Rule[] = [
	{ at: TRANSACTION, says: words.SESSION_FULL, verdict: connection('temporarily-refused') },
	{ at: TRANSACTION, says: words.ACCOUNT_BLOCKED, verdict: account('account-blocked') },
	{ at: TRANSACTION, enhanced: SENDING_LIMIT_CODES, verdict: patience(account('sending-limit')) },
	{ at: TRANSACTION, says: SENDING_LIMITS, verdict: patience(account('sending-limit')) },
	{ at: ['reset', ...TRANSACTION], codes: LEAVING, verdict: patience(connection('temporarily-refused')) },
	{ at: TRANSACTION, class: 5, says: words.TLS_NEEDED, verdict: account('smtp-tls-failed') },
	{ at: TRANSACTION, says: words.WRONG_SENDER, verdict: account('sender-refused') },
	// Exchange Online: the recipient takes messages from inside its organisation only.
	{ at: ADDRESSED, enhanced: /^5\.7\.1(?:2|2\d|3\d)$/, verdict: recipient('address-refused') },
	{ at: TRANSACTION, codes: BAD_LOGIN, verdict: account('smtp-auth-failed') },
	{ at: TRANSACTION, class: 5, says: words.LOGIN_NEEDED, verdict: account('smtp-auth-failed') },
	{ at: TRANSACTION, enhanced: /^[45]\.1\.[78]$/, verdict: account('sender-refused') },
	{ at: TRANSACTION, codes: OUT_OF_STEP, verdict: connection('smtp-protocol') },
	{ at: ['data'], enhanced: /^5\.5\.1$/, verdict: connection('smtp-protocol') },
	// RFC 7372, and Exchange Online's own for the same.
	{ at: TRANSACTION, enhanced: /^5\.7\.(?:2[0-46]|27|30|509|515)$/, verdict: account('sender-refused') },
	{ at: TRANSACTION, class: 5, says: words.SENDER_UNPROVEN, verdict: account('sender-refused') },
	{ at: TRANSACTION, enhanced: /^4\.7\./, says: words.TOO_FAST, verdict: patience(account('temporarily-refused')) },
	{ at: TRANSACTION, enhanced: /^5\.7\.(?:25|28)$/, verdict: account('client-blocked') },
	{ at: TRANSACTION, class: 5, says: words.CLIENT_BLOCKED, verdict: account('client-blocked') },
	{ at: TRANSACTION, says: words.RELAY_DENIED, verdict: account('relay-denied') }
]

/** By the SIZE of the MAIL command (RFC 1870 §6.1), or in the end. */
const SIZE: readonly Rule[] = [
	{ at: TRANSACTION, enhanced: /^[45]\.3\.4$/, verdict: message('message-too-large') },
	{ at: ['rcpt'], enhanced: /^5\.2\.3$/, verdict: recipient('message-too-large') },
	{ at: ['mail', ...BODY], class: 5, enhanced: /^5\.2\.3$/, verdict: message('message-too-large') },
	{ at: ['mail', ...BODY], class: 5, says: words.TOO_LARGE, verdict: message('message-too-large') },
	{ at: ['mail'], codes: [552], bare: true, verdict: message('message-too-large') }
]

const TEMPORARY: readonly Rule[] = [
	{ at: ['rcpt', ...BODY], class: 4, says: words.GREYLISTED, verdict: recipient('temporarily-refused') },
	{ at: TRANSACTION, enhanced: /^4\.7\./, verdict: patience(account('temporarily-refused')) },
	{
		at: ['mail', ...BODY],
		class: 4,
		bare: true,
		says: words.TOO_FAST,
		verdict: patience(account('temporarily-refused'))
	},
	{ at: ['mail'], enhanced: /^4\.3\./, verdict: patience(connection('temporarily-refused')) },
	{ at: ['mail'], class: 4, verdict: connection('temporarily-refused') }
]

const MAILBOX: readonly Rule[] = [
	// Exchange Online: the mailbox of the account itself is full.
	{ at: BODY, codes: [554], enhanced: /^5\.2\.2$/, verdict: account('mailbox-full') },
	{ at: TRANSACTION, enhanced: /^[45]\.2\.2$/, verdict: recipient('mailbox-full') },
	{ at: ADDRESSED, says: words.MAILBOX_FULL, verdict: recipient('mailbox-full') },
	{ at: ['rcpt'], codes: [552], bare: true, verdict: recipient('mailbox-full') },
	{ at: ['rcpt'], codes: [452], bare: true, verdict: recipient('mailbox-full') },
	{ at: ADDRESSED, class: 5, enhanced: /^5\.1\./, verdict: recipient('address-unknown') },
	{ at: ADDRESSED, class: 5, says: words.NO_SUCH_MAILBOX, verdict: recipient('address-unknown') },
	{ at: ['rcpt'], class: 5, bare: true, says: words.MAILBOX_UNAVAILABLE, verdict: recipient('address-unknown') },
	{ at: ['rcpt'], enhanced: /^5\.5\.0$/, says: words.MAILBOX_UNAVAILABLE, verdict: recipient('address-unknown') },
	{ at: ['content'], class: 5, enhanced: /^5\.2\.1$/, verdict: recipient('address-refused') },
	{ at: ['content'], class: 5, says: words.MAILBOX_DISABLED, verdict: recipient('address-refused') }
]

/** What fits nothing keeps the class of its first digit. */
const OTHERWISE: readonly Rule[] = [
	{ at: ['mail'], class: 5, verdict: account('sender-refused') },
	{ at: BODY, codes: [552], bare: true, verdict: message('message-too-large') },
	{ at: ['rcpt'], class: 5, enhanced: /^5\.7\./, verdict: { ...recipient('address-refused'), policy: true } },
	{ at: ['rcpt'], class: 5, verdict: recipient('address-refused') },
	{ at: ['rcpt', ...BODY], class: 4, verdict: recipient('temporarily-refused') },
	{ at: BODY, class: 5, verdict: message('message-refused') }
]

/**
 * In order, the first that fits: Postfix's four scopes (smtp_trouble.c), the enhanced codes of RFC 3463, and what
 * providers say in their own way.
 */
export const RULES: readonly Rule[] = [...BEFORE, ...EVERYBODY, ...SIZE, ...TEMPORARY, ...MAILBOX, ...OTHERWISE]
