/** How long each part of a session may take, in milliseconds (RFC 5321 §4.5.3.2). */
export type Timeouts = {
	/** Resolving and connecting: also how long a failure takes, whatever its cause, so that it tells nothing. */
	connectMs: number
	greetingMs: number
	handshakeMs: number
	commandMs: number
	/** Writing the content of one message. */
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
	contentMs: 180_000,
	acceptanceMs: 600_000,
	quitMs: 3_000
}
