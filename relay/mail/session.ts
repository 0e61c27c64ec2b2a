import type { FailureCode, FailureScope } from '#shared/wire/failure.ts'
import type { Security } from '#shared/wire/smtp.ts'
import type { VerificationStep } from '#shared/wire/verification.ts'
import type { Result } from '#shared/result.ts'
import type { Stage } from './reply-rules.ts'
import type { WireContent } from './wire-content.ts'

/** An SMTP account ready to be used: the password in clear, which lives here and nowhere else. */
export type Account = {
	/** Canonical host: the name that TLS checks. */
	host: string
	port: number
	security: Security
	username: string
	/** Empty for no login. */
	password: string
	/** Addresses that may be connected to, all of them checked; never resolved again. */
	addresses: readonly string[]
	/** Certificates trusted besides the system's, PEM. */
	extraCa: readonly string[]
}

/** One message on its way: one recipient, and what DATA will carry. */
export type Envelope = { from: string; to: string; content: WireContent }

/** Why something did not go: what it touches, the server's words, and whether trying again can help. */
export type Failure = {
	code: FailureCode
	scope: FailureScope
	/** `true` for 4yz and for connections lost before the point of no return: the same message may be tried again. */
	temporary: boolean
	/** A pace problem at the server (421, x.7.x, published sending limits): wait before going on. */
	throttle: boolean
	/** The server's reply, or the system's error in a word; for the person, never for a disk. */
	reply: string
	/** Where the server said it; `undefined` when it is no server's reply. */
	stage?: Stage
	/** The server lets through who comes back after some minutes. */
	greylisted?: boolean
	/** Refused for who sends or what, not for whom: it may be said of everybody. */
	policy?: boolean
	/** For how long to wait, or until when (ms since the epoch), where the reply says it. */
	waitMs?: number
	waitUntil?: number
}

/** What became of one transaction. */
export type Delivery =
	| { outcome: 'sent'; reply: string }
	| { outcome: 'failed'; failure: Failure }
	/** The final dot was written, its reply never came (RFC 1047): never to be sent again by a machine. */
	| { outcome: 'uncertain'; failure: Failure }
	/**
	 * The session came to its end before the message had its turn, which is nobody's failure and no try: another session
	 * must carry it. Nothing was committed. Never endless: each time a message went before, or the server is spoken to
	 * more slowly from then on.
	 */
	| { outcome: 'unsent' }

/** An open, secured and authenticated connection to an SMTP server, used for one transaction after another. */
export interface Session {
	/**
	 * False once the connection is closed or no longer to be trusted: open another. True as long as an announced message
	 * has not been sent: only its sending tells what became of it.
	 */
	readonly usable: boolean
	/**
	 * Runs one transaction. The last byte of the message is held back until `commit` has resolved; when it rejects, the
	 * connection is dropped, nothing was sent, and the rejection is passed on.
	 *
	 * `next` is asked at most once, right before that last byte is written. The envelope that it gives goes out with it
	 * where the server allows that, which saves its round trip (RFC 2920 §3.1), and must be the very object that is sent
	 * next over this session. Whoever changes his mind closes the session; the message is safe to be sent otherwise.
	 */
	send(envelope: Envelope, commit: () => Promise<void>, next?: () => Envelope | undefined): Promise<Delivery>
	/** Says QUIT and closes, within a bounded time. Never fails: what was accepted stays accepted. */
	close(): Promise<void>
}

/** Opens sessions; the port that mailings, verifications and test messages use. */
export interface Mailer {
	/**
	 * Connects, secures and logs in, reporting each step as it ends. Tries the login once only. `signal` gives up.
	 */
	open(
		account: Account,
		options?: { onStep?: (step: VerificationStep) => void; signal?: AbortSignal }
	): Promise<Result<Session, Failure>>
}
