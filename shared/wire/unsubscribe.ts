import * as v from 'valibot'
import { Address } from '#shared/address.ts'
import { HeaderText } from './fields.ts'

/**
 * How a reader stops mailings of one purpose, in the header of each message (RFC 2369): by a mail to an address, by one
 * click (RFC 8058) or by either. `oneClick` needs a relay that has a public address, see `RelayInfo`.
 */
export const Unsubscribe = v.pipe(
	v.object({
		/** What the readers leave, in the app's own terms; the relay makes nothing of it. */
		purpose: v.pipe(HeaderText, v.minLength(1), v.maxLength(64)),
		mailto: v.optional(Address),
		oneClick: v.optional(v.boolean())
	}),
	v.check(({ mailto, oneClick = false }) => mailto !== undefined || oneClick)
)
export type Unsubscribe = v.InferOutput<typeof Unsubscribe>

/** Merge field that stands for the link of one click, each recipient's own, in text and HTML of a mailing with `oneClick`. */
export const UNSUBSCRIBE_FIELD = 'unsubscribe_url'
