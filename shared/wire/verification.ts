import * as v from 'valibot'
import { AccountFailure } from './failure.ts'
import { Smtp } from './smtp.ts'

/** Body of `POST /api/v1/smtp/verifications`. */
export const VerificationRequest = v.object({ smtp: Smtp })
export type VerificationRequest = v.InferOutput<typeof VerificationRequest>

/** One step of a verification; `ms` is absent from a failed `resolve` or `connect`, whose time tells nothing. */
export const VerificationStep = v.object({
	step: v.picklist(['resolve', 'connect', 'secure', 'authenticate']),
	ok: v.boolean(),
	ms: v.optional(v.number())
})
export type VerificationStep = v.InferOutput<typeof VerificationStep>

/** Answer of `POST /api/v1/smtp/verifications`, 200 whenever the request is well formed. */
export const Verification = v.object({
	ok: v.boolean(),
	steps: v.array(VerificationStep),
	failure: v.optional(AccountFailure),
	resealedPassword: v.optional(v.string())
})
export type Verification = v.InferOutput<typeof Verification>
