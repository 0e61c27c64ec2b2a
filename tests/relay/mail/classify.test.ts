import { describe, expect, test } from 'vitest'
import { classifyReply, type Stage } from '#relay/mail/classify.ts'
import { ReplyParser } from '#relay/mail/reply.ts'
import type { Failure } from '#relay/mail/session.ts'

type Expected = [stage: Stage, reply: string, verdict: string]

/** Verdict: code, scope, and `again` for temporary, `wait` for a pace problem. */
const REPLIES: Expected[] = [
	// RFC 5321 §4.2.3 and RFC 3463, as Postfix and Exim word them.
	['rcpt', '550 5.1.1 <bob@club.test>: Recipient address rejected: User unknown', 'address-unknown recipient'],
	['rcpt', '550 5.1.2 Bad destination system address', 'address-unknown recipient'],
	['rcpt', '550 Unrouteable address', 'address-refused recipient'],
	['rcpt', '550 No such user here', 'address-unknown recipient'],
	['rcpt', '551 User not local', 'address-refused recipient'],
	['rcpt', '553 5.1.3 The recipient address is not a valid RFC 5321 address.', 'address-unknown recipient'],
	['rcpt', '550 5.2.1 The mailbox is disabled', 'address-refused recipient'],
	['rcpt', '552 5.2.2 The recipient storage quota has been exceeded.', 'mailbox-full recipient'],
	['rcpt', '452 4.2.2 mailbox full', 'mailbox-full recipient again'],
	['rcpt', '550 5.7.1 Service unavailable; client blocked', 'address-refused recipient'],
	['rcpt', '554 5.7.1 <x@y.test>: Relay access denied', 'relay-denied account'],
	['rcpt', '450 4.1.1 <x@y.test>: unverified address', 'temporarily-refused recipient again'],
	[
		'rcpt',
		'450 4.2.0 <x@y.test>: Greylisted, see http://postgrey.schweikert.ch/',
		'temporarily-refused recipient again'
	],
	['rcpt', '451 4.7.1 Greylisting in action, please come back later', 'temporarily-refused recipient again'],
	['rcpt', '451 4.7.1 Try again later', 'temporarily-refused account again wait'],
	['rcpt', '450 4.7.1 Error: too much mail from 192.0.2.1', 'sending-limit account again wait'],
	['rcpt', '421 4.7.0 Too many errors', 'temporarily-refused connection again wait'],
	['rcpt', '530 5.7.0 Must issue a STARTTLS command first', 'smtp-tls-failed account'],
	['rcpt', '503 5.5.1 MAIL first', 'smtp-protocol connection again'],
	// Postfix, smtpd_delay_reject: what is wrong with the sender is said at RCPT.
	['rcpt', '553 5.7.1 <club@x.test>: Sender address rejected: not owned by user bob', 'sender-refused account'],
	['rcpt', '450 4.1.8 <club@x.test>: Sender address rejected: Domain not found', 'sender-refused account again'],
	['mail', '553 5.7.1 Sender address not owned', 'sender-refused account'],
	['mail', '550 5.1.8 Access denied, bad outbound sender', 'account-blocked account'],
	['mail', '552 5.3.4 Message size exceeds fixed limit', 'message-too-large message'],
	['mail', '552 message size exceeds fixed maximum message size', 'message-too-large message'],
	['mail', '452 4.3.1 Insufficient system storage', 'temporarily-refused connection again wait'],
	['mail', '451 4.3.0 Internal error', 'temporarily-refused connection again wait'],
	[
		'data',
		'432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
		'temporarily-refused connection again wait'
	],
	['content', '552 5.3.4 Message too big for system', 'message-too-large message'],
	['content', '554 5.6.0 Message contains invalid header', 'message-refused message'],
	['content', '550 5.7.1 Message rejected as spam', 'message-refused message'],
	['content', '554 Transaction failed', 'message-refused message'],
	['content', '451 4.3.0 Temporary server error', 'temporarily-refused recipient again'],
	['content', '421 4.3.0 Temporary system problem. Try again later', 'temporarily-refused connection again wait'],
	['content', '550 5.1.1 User unknown', 'address-unknown recipient'],
	// Exchange Online (learn.microsoft.com): at the end of the data, 5.2.2 is the sender's own mailbox.
	['content', '554 5.2.2 mailbox full', 'mailbox-full account'],
	['content', '554 5.2.252 SendAsDenied; x not allowed to send as y', 'sender-refused account'],
	['content', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'sender-refused account'],
	['content', '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException', 'sending-limit account wait'],
	['rcpt', '550 5.7.233 Your tenant has exceeded its external recipient limit', 'sending-limit account wait'],
	// Sending limits: Gmail, IONOS, Free, and those in users' reports.
	['content', '550 5.4.5 Daily user sending limit exceeded.', 'sending-limit account wait'],
	['content', '421 4.7.28 Gmail has detected an unusual rate of mail', 'sending-limit account again wait'],
	['rcpt', '450 Mail send limit exceeded', 'sending-limit account again wait'],
	['content', "550 Quota d'envoi de mails dépassé", 'sending-limit account wait'],
	['rcpt', '554 5.7.0 limit on the number of allowed outgoing messages was exceeded', 'sending-limit account wait'],
	['rcpt', '552 You have exceeded your relay quota of 500 Current quota used: 487', 'sending-limit account wait'],
	['rcpt', '550 5.7.1 Relay denied: exceeded the max emails per hour (200 max)', 'sending-limit account wait'],
	[
		'mail',
		'550 Domain x.test has exceeded the max emails per hour (3/2 (150%)) allowed.',
		'sending-limit account wait'
	],
	// What only looks like one.
	['rcpt', '552 5.2.2 The recipient has exceeded his mailbox quota', 'mailbox-full recipient'],
	['rcpt', '550 5.1.1 <spf.relay-denied@dkim.test>: User unknown', 'address-unknown recipient'],
	['rcpt', '450 4.2.1 The mailbox rate-limits its senders', 'temporarily-refused recipient again'],
	['rcpt', '452 4.5.3 Too many recipients', 'temporarily-refused recipient again'],
	// Opening: Gmail, Exchange Online, Dovecot's and Postfix's logins.
	['auth', '535 5.7.8 Username and Password not accepted.', 'smtp-auth-failed account'],
	['auth', '534 5.7.9 Application-specific password required.', 'smtp-auth-failed account'],
	['auth', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'smtp-auth-failed account'],
	['auth', '454 4.7.0 Too many login attempts, please try again later.', 'smtp-auth-failed account again wait'],
	['auth', '421 4.4.2 Timeout', 'smtp-unreachable connection again wait'],
	['auth', '432 4.3.2 Concurrent connections limit exceeded', 'smtp-unreachable connection again wait'],
	['starttls', '454 4.7.0 TLS not available due to local problem', 'smtp-tls-failed connection again'],
	['starttls', '502 5.5.1 Not implemented', 'smtp-tls-failed account'],
	['greeting', '421 4.7.0 Too many connections', 'smtp-unreachable connection again wait'],
	['greeting', '554 5.7.1 No SMTP service here', 'smtp-unreachable connection'],
	['greeting', '250 Hello', 'smtp-protocol connection again'],
	['data', '250 Ok', 'smtp-protocol connection again']
]

function verdict({ code, scope, temporary, throttle }: Failure): string {
	return [code, scope, ...(temporary ? ['again'] : []), ...(throttle ? ['wait'] : [])].join(' ')
}

function parse(line: string) {
	const [reply] = [...new ReplyParser().push(Buffer.from(`${line}\r\n`))]
	if (!reply) throw new Error('no reply')
	return reply
}

describe('classifyReply', () => {
	test.each(REPLIES)('at %s, %s', (stage, line, expected) => {
		const failure = classifyReply(stage, parse(line))

		expect(verdict(failure)).toBe(expected)
		expect(failure.reply).toBe(line)
	})

	test('looks at no more of an endless reply than it needs', () => {
		const lines = Array.from({ length: 200 }, () => 'exceed '.repeat(500))

		const failure = classifyReply('content', { code: 554, enhanced: undefined, lines })

		expect(failure).toMatchObject({ code: 'message-refused' })
		expect(failure.reply.length).toBeLessThan(1100)
	})

	// Whatever a server sends must be judged in no time: a pattern that backtracks without bounds would time out here.
	test.each([
		'greylist',
		'wait',
		'again ',
		'exceeded a b ',
		'too many ',
		'user ',
		'a',
		'a@',
		'<',
		'sending ',
		'quota '
	])('judges a reply full of "%s" at once', (part) => {
		const text = part.repeat(5000)
		for (const lines of [[text], [`a${text}`], text.match(/.{1,500}/g) ?? []])
			expect(classifyReply('rcpt', { code: 450, enhanced: undefined, lines }).code).toBeTruthy()
	})
})
