import * as v from 'valibot'

/** Status of each code with which the relay refuses a request (RFC 9457 problem details). */
export const PROBLEM_STATUS = {
	malformed: 400,
	unauthorized: 401,
	'forbidden-origin': 403,
	'unknown-mailing': 404,
	'duplicate-risk': 409,
	'attempt-refused': 409,
	'journal-replaced': 409,
	'held-elsewhere': 409,
	'mailing-expired': 410,
	'too-large': 413,
	'invalid-request': 422,
	'mailing-changed': 422,
	'password-unreadable': 422,
	'smtp-host-refused': 422,
	'rate-limited': 429,
	internal: 500,
	'journal-unavailable': 503
} as const

/** Why the relay refuses a request; never a sentence. */
export type ProblemCode = keyof typeof PROBLEM_STATUS

/** The body of a refusal, `application/problem+json`. `fields` are dotted paths, with `invalid-request` only. */
export const Problem = v.object({
	type: v.optional(v.string()),
	title: v.optional(v.string()),
	status: v.number(),
	code: v.picklist(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]),
	fields: v.optional(v.array(v.string()))
})
export type Problem = v.InferOutput<typeof Problem>
