import * as v from 'valibot'
import { FailureCode } from './failure.ts'
import { HeaderText, Instant, integerBetween } from './fields.ts'
import { Security } from './smtp.ts'

/** A mailbox to read. `password` is a record sealed for `imap`, see `sealPassword`; without one nobody is let in. */
export const Imap = v.object({
	host: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
	port: integerBetween(1, 65_535),
	security: Security,
	username: v.pipe(HeaderText, v.maxLength(512)),
	password: v.pipe(v.string(), v.maxLength(8192))
})
export type Imap = v.InferOutput<typeof Imap>

/** How far a mailbox has been read: messages up to `uid`, as long as its `uidValidity` is the same (RFC 3501 §2.3.1.1). */
export const MailboxPosition = v.object({
	uidValidity: v.pipe(v.string(), v.regex(/^\d{1,20}$/)),
	uid: integerBetween(0, 4_294_967_295)
})
export type MailboxPosition = v.InferOutput<typeof MailboxPosition>

/** Body of `POST /api/v1/bounces/readings`. `since` spares old mail: the day of the first mailing, say. */
export const BounceReadingRequest = v.object({
	imap: Imap,
	mailbox: v.optional(v.pipe(HeaderText, v.minLength(1), v.maxLength(200)), 'INBOX'),
	position: v.optional(MailboxPosition),
	since: v.optional(Instant)
})
export type BounceReadingRequest = v.InferOutput<typeof BounceReadingRequest>

/** What a mail server reports of one recipient of one message (RFC 3464). */
export const Bounce = v.object({
	/** Of the message that came back, with its angle brackets; the app knows by it whom it was for. */
	messageId: v.nullable(v.string()),
	envelopeId: v.nullable(v.string()),
	recipient: v.nullable(v.string()),
	/** `hard`: the address is of no use until it is corrected. `soft`: another time it may arrive. */
	kind: v.picklist(['hard', 'soft']),
	/** `failed`: it was given up. `delayed`: it is still being tried. */
	action: v.picklist(['failed', 'delayed']),
	/** Enhanced status code (RFC 3463), `5.1.1`. */
	status: v.nullable(v.string()),
	/** As for a refusal at sending, whose words it has. */
	code: FailureCode,
	/** The server's own words. */
	detail: v.string(),
	at: Instant
})
export type Bounce = v.InferOutput<typeof Bounce>

/** Why a mailbox cannot be read. Equal to the catalogue's keys. */
export const ImapFailureCode = v.picklist([
	'imap-unreachable',
	'imap-tls-failed',
	'imap-auth-failed',
	'imap-host-refused',
	'imap-mailbox-unknown',
	'imap-protocol',
	'password-unreadable'
])
export type ImapFailureCode = v.InferOutput<typeof ImapFailureCode>

const resealedPassword = v.optional(v.string())

/**
 * Answer of `POST /api/v1/bounces/readings`, 200 whenever the request is well formed. Ask again from `position`, at once
 * when there is `more`. Nothing in the mailbox is changed.
 */
export const BounceReading = v.variant('ok', [
	v.object({
		ok: v.literal(true),
		bounces: v.array(Bounce),
		position: MailboxPosition,
		more: v.boolean(),
		resealedPassword
	}),
	v.object({
		ok: v.literal(false),
		failure: v.object({ code: ImapFailureCode, detail: v.string() }),
		resealedPassword
	})
])
export type BounceReading = v.InferOutput<typeof BounceReading>
