import * as v from 'valibot'
import { Address } from '#shared/address.ts'
import { AccountFailure } from './failure.ts'
import { Outcome } from './event.ts'
import { Sender } from './mailing.ts'
import { Smtp } from './smtp.ts'

/** Body of `POST /api/v1/smtp/test-messages`. */
export const TestMessageRequest = v.object({ smtp: Smtp, sender: Sender, to: Address })
export type TestMessageRequest = v.InferOutput<typeof TestMessageRequest>

/** Answer of `POST /api/v1/smtp/test-messages`. */
export const TestMessageResult = v.object({
	outcome: Outcome,
	messageId: v.string(),
	failure: v.optional(AccountFailure),
	resealedPassword: v.optional(v.string())
})
export type TestMessageResult = v.InferOutput<typeof TestMessageResult>
