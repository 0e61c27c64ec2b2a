import * as v from 'valibot'

/** An instant as the wire writes it: ISO 8601 in UTC, `2026-11-22T18:30:00.000Z`. */
export const Instant = v.pipe(v.string(), v.check(isInstant))

/** Tells whether a text is an instant as the wire writes it. */
export function isInstant(text: string): boolean {
	return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** Name of a mailing or a recipient: 1–64 of `A–Z a–z 0–9 _ -`, never an address. */
export const WireId = v.pipe(v.string(), v.check(isWireId))

/** Tells whether a text may name a mailing or a recipient. */
export function isWireId(text: string): boolean {
	return /^[A-Za-z0-9_-]{1,64}$/.test(text)
}

/** A text that becomes a header's value, so without CR, LF and NUL (RFC 5322 §2.2). */
export const HeaderText = v.pipe(v.string(), v.check(isHeaderText))

/** Tells whether a text may stand in a header: it has no CR, LF or NUL. */
export function isHeaderText(text: string): boolean {
	// eslint-disable-next-line no-control-regex -- control characters are what it looks for
	return !/[\r\n\u0000]/.test(text)
}

/** A whole number within bounds, both included. */
export const integerBetween = (min: number, max: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
