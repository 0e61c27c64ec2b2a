import * as v from 'valibot'
import { Instant } from './fields.ts'

/** One reader of one letter who wants no more such; `digest` as `optOutDigest` makes it of mailing and recipient. */
export const OptOut = v.object({ digest: v.string(), at: Instant })
export type OptOut = v.InferOutput<typeof OptOut>

/**
 * Answer of `GET /api/v1/opt-outs?after=N`, oldest first. Ask on with the `after` that came back: at once when there is
 * `more`, else at the next sync. Under another `journalEpoch` begin from 0.
 */
export const OptOuts = v.object({
	journalEpoch: v.string(),
	optOuts: v.array(OptOut),
	after: v.number(),
	more: v.boolean()
})
export type OptOuts = v.InferOutput<typeof OptOuts>
