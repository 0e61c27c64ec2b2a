/** Outcome of an operation whose failures the caller can act on; what it cannot act on is thrown. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E }

/** Wraps a success. */
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

/** Wraps a failure, an object with a `code` as a rule. */
export const err = <E>(error: E): { ok: false; error: E } => ({ ok: false, error })
