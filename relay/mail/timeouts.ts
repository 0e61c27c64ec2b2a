/**
 * How long each part of a session may take, in milliseconds. Transactions have the time that RFC 5321 §4.5.3.2 gives
 * them; opening a session has less, because a person may be waiting, and because nothing is lost by trying again.
 */
export type Timeouts = {
	/** Resolving and connecting: also how long a failure takes, whatever its cause, so that it tells nothing. */
	connectMs: number
	greetingMs: number
	handshakeMs: number
	/** EHLO, STARTTLS, AUTH. */
	commandMs: number
	/** RSET, MAIL, RCPT. */
	envelopeMs: number
	/** DATA, up to 354. */
	dataMs: number
	/** The first reply to an envelope that went out with the message before: servers that lost it stay silent. */
	announcedMs: number
	/** Writing one block of a content. */
	contentMs: number
	/** The reply to the final dot: giving up sooner is how people get a message twice. */
	acceptanceMs: number
	quitMs: number
}

export const TIMEOUTS: Timeouts = {
	connectMs: 10_000,
	greetingMs: 30_000,
	handshakeMs: 30_000,
	commandMs: 60_000,
	envelopeMs: 300_000,
	dataMs: 120_000,
	announcedMs: 8_000,
	contentMs: 180_000,
	acceptanceMs: 600_000,
	quitMs: 3_000
}
