import * as v from 'valibot'
import { FailureCode, FailureScope } from './failure.ts'
import { Instant, WireId } from './fields.ts'

/** What became of a message: accepted by the server, not accepted, or nobody can know. */
export const Outcome = v.picklist(['sent', 'failed', 'uncertain'])
export type Outcome = v.InferOutput<typeof Outcome>

/** Why a mailing stands still. */
export const PauseReason = v.picklist(['user', 'quota', 'throttle', 'account', 'connection', 'message'])
export type PauseReason = v.InferOutput<typeof PauseReason>

const seq = v.number()
const reply = v.optional(v.string())
const count = v.number()

/** First event of a run: `settled` recipients of the mailing were already decided. */
export const AcceptedEvent = v.object({
	type: v.literal('accepted'),
	seq,
	run: v.string(),
	total: count,
	settled: count,
	journalEpoch: v.string(),
	resealedPassword: v.optional(v.string())
})
/** What became of one recipient; told only after it is in the journal. `reply` is the server's own words. */
export const ResultEvent = v.object({
	type: v.literal('result'),
	seq,
	recipientId: WireId,
	attempt: v.number(),
	outcome: Outcome,
	messageId: v.string(),
	tries: v.number(),
	at: Instant,
	replayed: v.optional(v.boolean()),
	code: v.optional(FailureCode),
	scope: v.optional(FailureScope),
	reply
})
/** A temporary refusal: the same message is tried again after `delayMs`. */
export const RetryEvent = v.object({
	type: v.literal('retry'),
	seq,
	recipientId: WireId,
	try: v.number(),
	delayMs: v.number(),
	code: v.optional(FailureCode),
	reply
})
/** The mailing stands still; `resumeInMs` is `null` when it waits for a person. */
export const PausedEvent = v.object({
	type: v.literal('paused'),
	seq,
	reason: PauseReason,
	resumeInMs: v.nullable(v.number()),
	code: v.optional(FailureCode),
	reply
})
export const ResumedEvent = v.object({ type: v.literal('resumed'), seq })
/** The end: counts over the whole mailing, by each recipient's highest attempt. */
export const DoneEvent = v.object({
	type: v.literal('done'),
	seq,
	sent: count,
	failed: count,
	uncertain: count,
	cancelled: count
})
export const HeartbeatEvent = v.object({ type: v.literal('heartbeat') })

/** One line of a mailing's stream, `application/x-ndjson`. */
export const MailingEvent = v.variant('type', [
	AcceptedEvent,
	ResultEvent,
	RetryEvent,
	PausedEvent,
	ResumedEvent,
	DoneEvent,
	HeartbeatEvent
])
export type MailingEvent = v.InferOutput<typeof MailingEvent>
export type AcceptedEvent = v.InferOutput<typeof AcceptedEvent>
export type ResultEvent = v.InferOutput<typeof ResultEvent>
export type RetryEvent = v.InferOutput<typeof RetryEvent>
export type PausedEvent = v.InferOutput<typeof PausedEvent>
export type ResumedEvent = v.InferOutput<typeof ResumedEvent>
export type DoneEvent = v.InferOutput<typeof DoneEvent>
