import type { FailureCode, FailureScope } from '#shared/wire/failure.ts'
import { formatReply, type Reply } from './reply.ts'
import { isSendingLimit } from './sending-limits.ts'
import type { Failure } from './session.ts'

/** Where in a session a reply came: it decides first what the reply means. `content` is the reply to the final dot. */
export type Stage = 'greeting' | 'hello' | 'starttls' | 'auth' | 'reset' | 'mail' | 'rcpt' | 'data' | 'content'

type Verdict = { code: FailureCode; scope: FailureScope; throttle?: true }
type Rule = { at: readonly Stage[]; when: (reply: Reply, text: string) => boolean; verdict: Verdict }

const ANY: readonly Stage[] = ['greeting', 'hello', 'starttls', 'auth', 'reset', 'mail', 'rcpt', 'data', 'content']
const OPENING: readonly Stage[] = ['greeting', 'hello']
const TRANSACTION: readonly Stage[] = ['mail', 'rcpt', 'data', 'content']
const BODY: readonly Stage[] = ['data', 'content']

/** The server is closing the connection, or has too many of ours: not the message's fault. */
const LEAVING: Verdict = { code: 'temporarily-refused', scope: 'connection', throttle: true }

const temporary = ({ code }: Reply) => code >= 400 && code < 500
const permanent = ({ code }: Reply) => code >= 500
const refused = ({ code }: Reply) => code >= 400
const enhanced = (pattern: RegExp) => (reply: Reply) => pattern.test(reply.enhanced ?? '')
const says = (pattern: RegExp) => (_reply: Reply, text: string) => pattern.test(text)

/** More than any server has to say; keeps the patterns cheap, whatever one sends. */
const MAX_TEXT_LENGTH = 2000

const GREYLISTED = /gr[ea]y-?list/i
const WRONG_SENDER =
	/sender address rejected|sender (?:is )?not (?:allowed|authori[sz]ed|owned)|not owned by user|send ?as ?denied|permissions? to send as|from address (?:is )?not verified/i
const UNKNOWN_MAILBOX =
	/(?:user|mailbox|recipient|account|address)(?: address)?(?: is)? (?:unknown|not found|unavailable|does ?n[o']t exist)|(?:unknown|no such|invalid) (?:user|mailbox|recipient|local)|does not exist|adresse? .*inconnue?|destinataire inconnu|OFR_416/i
const TOO_LARGE = /too (?:large|big)|size (?:exceeds|limit)|exceeds? .*size/i

/**
 * In order, the first that fits: Postfix's four scopes (smtp_trouble.c), enhanced codes of RFC 3463, and what
 * providers say in their own way. What fits nothing keeps the class of its first digit.
 */
const RULES: readonly Rule[] = [
	{ at: ANY, when: isSendingLimit, verdict: { code: 'sending-limit', scope: 'account', throttle: true } },

	{
		at: [...OPENING, 'auth'],
		when: ({ code }) => code === 421 || code === 432,
		verdict: { code: 'smtp-unreachable', scope: 'connection', throttle: true }
	},
	{ at: OPENING, when: refused, verdict: { code: 'smtp-unreachable', scope: 'connection' } },
	{ at: ['starttls'], when: temporary, verdict: { code: 'smtp-tls-failed', scope: 'connection' } },
	{ at: ['starttls'], when: permanent, verdict: { code: 'smtp-tls-failed', scope: 'account' } },
	{ at: ['auth'], when: temporary, verdict: { code: 'smtp-auth-failed', scope: 'account', throttle: true } },
	{ at: ['auth'], when: permanent, verdict: { code: 'smtp-auth-failed', scope: 'account' } },

	{ at: ['reset', ...TRANSACTION], when: ({ code }) => code === 421 || code === 432, verdict: LEAVING },
	{
		at: TRANSACTION,
		when: ({ code }) => code === 530 || code === 534 || code === 535 || code === 538,
		verdict: { code: 'smtp-auth-failed', scope: 'account' }
	},
	{
		at: TRANSACTION,
		when: ({ code }) => code === 500 || code === 502 || code === 503,
		verdict: { code: 'smtp-protocol', scope: 'connection' }
	},
	{
		at: TRANSACTION,
		when: enhanced(/^[45]\.3\.4$/),
		verdict: { code: 'message-too-large', scope: 'message' }
	},
	// Many servers put off what they think of the sender until RCPT (Postfix, smtpd_delay_reject).
	{ at: TRANSACTION, when: says(WRONG_SENDER), verdict: { code: 'sender-refused', scope: 'account' } },
	{ at: TRANSACTION, when: enhanced(/^[45]\.1\.[78]$/), verdict: { code: 'sender-refused', scope: 'account' } },

	// By the SIZE of the MAIL command (RFC 1870 §6.1), or in the end.
	{
		at: ['mail', ...BODY],
		when: (reply, text) => permanent(reply) && ((reply.code === 552 && !reply.enhanced) || TOO_LARGE.test(text)),
		verdict: { code: 'message-too-large', scope: 'message' }
	},
	{ at: ['mail'], when: permanent, verdict: { code: 'sender-refused', scope: 'account' } },
	{
		at: ['rcpt'],
		when: (reply, text) => temporary(reply) && GREYLISTED.test(text),
		verdict: { code: 'temporarily-refused', scope: 'recipient' }
	},
	{
		at: TRANSACTION,
		when: (reply) => temporary(reply) && enhanced(/^4\.7\./)(reply),
		verdict: { code: 'temporarily-refused', scope: 'account', throttle: true }
	},
	{
		at: ['mail'],
		when: (reply) => temporary(reply) && enhanced(/^4\.3\./)(reply),
		verdict: { code: 'temporarily-refused', scope: 'connection', throttle: true }
	},
	{ at: ['mail'], when: temporary, verdict: { code: 'temporarily-refused', scope: 'connection' } },

	// Exchange Online: the mailbox of the account itself is full.
	{
		at: BODY,
		when: (reply) => reply.code === 554 && reply.enhanced === '5.2.2',
		verdict: { code: 'mailbox-full', scope: 'account' }
	},
	{ at: TRANSACTION, when: enhanced(/^[45]\.2\.2$/), verdict: { code: 'mailbox-full', scope: 'recipient' } },
	{
		at: ['rcpt'],
		when: (reply) => reply.code === 552 || (temporary(reply) && reply.code === 452 && !reply.enhanced),
		verdict: { code: 'mailbox-full', scope: 'recipient' }
	},
	{
		at: ['rcpt', 'content'],
		when: (reply) => permanent(reply) && enhanced(/^5\.1\./)(reply),
		verdict: { code: 'address-unknown', scope: 'recipient' }
	},
	{
		at: ['rcpt'],
		when: (reply, text) => permanent(reply) && !reply.enhanced && UNKNOWN_MAILBOX.test(text),
		verdict: { code: 'address-unknown', scope: 'recipient' }
	},
	{ at: ['rcpt'], when: permanent, verdict: { code: 'address-refused', scope: 'recipient' } },
	{ at: ['rcpt', 'data', 'content'], when: temporary, verdict: { code: 'temporarily-refused', scope: 'recipient' } },
	{ at: BODY, when: permanent, verdict: { code: 'message-refused', scope: 'message' } }
]

/** Says what a reply other than the hoped-for one means, and whether trying again can help. */
export function classifyReply(stage: Stage, reply: Reply): Failure {
	const text = reply.lines.join(' ').slice(0, MAX_TEXT_LENGTH)
	const rule = RULES.find(({ at, when }) => at.includes(stage) && when(reply, text))
	const { code, scope, throttle = false } = rule?.verdict ?? { code: 'smtp-protocol', scope: 'connection' }
	return {
		code,
		scope,
		throttle,
		temporary: temporary(reply) || code === 'smtp-protocol',
		reply: formatReply(reply),
		stage,
		...(temporary(reply) && GREYLISTED.test(text) && { greylisted: true })
	}
}
