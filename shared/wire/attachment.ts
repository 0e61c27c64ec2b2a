import * as v from 'valibot'
import { integerBetween } from './fields.ts'

/** Most `attachment` parts of one request, those of single recipients included; a message has `LIMITS.attachments`. */
export const MAX_PARTS = 10_000

/** Name by which the HTML means a picture, `cid:` before it (RFC 2392): letters that need no quoting anywhere. */
export const ContentId = v.pipe(
	v.string(),
	v.regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}(?:@[A-Za-z0-9][A-Za-z0-9.-]{0,99})?$/)
)

/** What is said of one `attachment` part beside the file. With a `contentId` it stands inside the HTML. */
export const AttachmentNote = v.object({ contentId: v.optional(ContentId) })
export type AttachmentNote = v.InferOutput<typeof AttachmentNote>

/** Place of an `attachment` part among those of its request, from 0. */
export const PartIndex = integerBetween(0, MAX_PARTS - 1)
