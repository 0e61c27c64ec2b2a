import * as v from 'valibot'
import { Address } from '#shared/address.ts'
import { AttachmentNote, PartIndex } from './attachment.ts'
import { HeaderText, Instant, integerBetween, WireId } from './fields.ts'
import { Smtp } from './smtp.ts'
import { Unsubscribe } from './unsubscribe.ts'

/** Who a mailing comes from, and where its answers go. */
export const Sender = v.object({
	email: Address,
	name: v.optional(v.pipe(HeaderText, v.maxLength(500))),
	replyTo: v.optional(Address)
})
export type Sender = v.InferOutput<typeof Sender>

/** One person of a mailing; `fields` are the values of its merge fields. */
export const Recipient = v.object({
	id: WireId,
	email: Address,
	name: v.optional(v.pipe(HeaderText, v.maxLength(500))),
	fields: v.optional(v.record(v.string(), v.string())),
	attempt: v.optional(integerBetween(1, 1000), 1),
	/** Which of the `attachment` parts, by their place, only he gets; the others are for everybody. */
	attachments: v.optional(v.array(PartIndex))
})
export type Recipient = v.InferOutput<typeof Recipient>

/** How fast a mailing goes; durations in milliseconds, limits in messages. */
export const Pace = v.object({
	batchSize: v.optional(integerBetween(1, 1000), 10),
	batchDelayMs: v.optional(integerBetween(0, 600_000), 1000),
	maxRetries: v.optional(integerBetween(0, 10), 2),
	connections: v.optional(integerBetween(1, 20), 1),
	hourlyLimit: v.optional(integerBetween(1, 10_000_000)),
	dailyLimit: v.optional(integerBetween(1, 100_000_000))
})
export type Pace = v.InferOutput<typeof Pace>

/** Body of `POST /api/v1/mailings`; the attachments come beside it, as parts. */
export const MailingRequest = v.object({
	id: WireId,
	createdAt: Instant,
	subject: v.pipe(HeaderText, v.minLength(1), v.maxLength(2000)),
	text: v.string(),
	html: v.optional(v.string()),
	recipients: v.pipe(v.array(Recipient), v.minLength(1)),
	sender: Sender,
	smtp: Smtp,
	pace: v.optional(Pace, {}),
	acceptDuplicateRisk: v.optional(v.boolean(), false),
	journalEpoch: v.optional(v.string()),
	/** What is said of the `attachment` parts, in their order. */
	attachments: v.optional(v.array(AttachmentNote)),
	unsubscribe: v.optional(Unsubscribe)
})
export type MailingRequest = v.InferOutput<typeof MailingRequest>
/** The same before defaults are filled in: what an app writes. */
export type MailingRequestInput = v.InferInput<typeof MailingRequest>
