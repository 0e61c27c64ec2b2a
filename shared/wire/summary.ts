import * as v from 'valibot'
import { PauseReason } from './event.ts'

/** Where a mailing stands; `interrupted`: the relay that held it is gone, post it again. */
export const MailingState = v.picklist(['running', 'paused', 'done', 'cancelled', 'interrupted'])
export type MailingState = v.InferOutput<typeof MailingState>

/** Answer of `GET /api/v1/mailings/:id` and of pause, resume and cancel (202). */
export const MailingSummary = v.object({
	id: v.string(),
	state: MailingState,
	run: v.nullable(v.string()),
	total: v.number(),
	sent: v.number(),
	failed: v.number(),
	uncertain: v.number(),
	cancelled: v.number(),
	pausedReason: v.optional(PauseReason),
	resumeInMs: v.optional(v.nullable(v.number()))
})
export type MailingSummary = v.InferOutput<typeof MailingSummary>
