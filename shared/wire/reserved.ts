import * as v from 'valibot'

/**
 * A name that the protocol keeps for a later part. A relay that cannot do it yet refuses it (`invalid-request`, naming
 * it): a message without what it stands for would be another message. Any name that the protocol does not know is
 * ignored.
 */
export const reserved = v.optional(v.never())

/** How a reader stops mailings of one purpose (RFC 2369); `oneClick`: without a question, too (RFC 8058). */
export type Unsubscribe = { purpose: string; mailto?: string; oneClick?: boolean }
