/** Where a conversation stands when the server asks what to do. `body`: something of a message is there, not its end. */
export type Stage = 'greeting' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot'

/**
 * What the script of faults and the onlookers know. `connection` counts from 1, `message` the MAIL commands of all; at a
 * login, `from` is the user's name.
 */
export type Moment = { stage: Stage; connection: number; message: number; from: string; to: string }

/**
 * What a server does instead of the usual. At the dot, `accept` says whether it takes the message all the same; what it
 * says and what it does are two things.
 */
export type Fault =
	/** A whole reply of one or more lines, without the last CRLF; then it may end the connection. */
	| { kind: 'reply'; text: string; accept?: boolean; then?: 'close' | 'reset' }
	/** Octets that are no whole reply, or none at all; then it may end the connection. */
	| { kind: 'octets'; text: string; accept?: boolean; then?: 'close' | 'reset' }
	/** Never says anything again. */
	| { kind: 'stall'; accept?: boolean }
	/** The usual reply, one octet after the other. */
	| { kind: 'dribble' }
	/** A reply line of 8 MB. */
	| { kind: 'flood'; accept?: boolean }

/** What the server does at a moment; nothing: the usual. */
export type Script = (moment: Moment) => Fault | undefined
