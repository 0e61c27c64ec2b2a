import type { FailureCode, FailureScope } from '#shared/wire/failure.ts'
import type { Outcome } from '#shared/wire/event.ts'

/** Whose mailing, and which: ids are the owner's own, so one id names as many mailings as there are owners. */
export type MailingKey = { owner: string; mailingId: string }

/** One attempt to reach one recipient of a mailing: what must never be sent twice. */
export type MessageKey = MailingKey & { recipientId: string; attempt: number }

/** What is kept of a mailing. Instants are milliseconds since the epoch. */
export type MailingRow = {
	createdAt: number
	/** MAC of the content, in base64url, see mailings/mac.ts. */
	contentMac: string
	/** Recipients posted so far, whether or not anything was decided about them. */
	total: number
	/** Highest attempt posted so far. */
	highestAttempt: number
	/** Attempts up to this one that have no result were cancelled; 0 as long as nothing was. */
	cancelledAttempt: number
	userPaused: boolean
	/** Nothing is left to do: its `done` has been told. */
	finished: boolean
}

/** What is known of a message: about to be accepted, or what became of it. */
export type MessageRow = {
	recipientId: string
	attempt: number
	/** `committing` without a later result means that nobody can know (RFC 1047). */
	state: 'committing' | Outcome
	/** MAC of the recipient's address, name and fields, in base64url. */
	mac: string
	tries: number
	/** When it was last written. */
	at: number
	code?: FailureCode
	scope?: FailureScope
}

/** A message that is about to be committed. */
export type Committing = {
	mac: string
	tries: number
	at: number
	/** Name of the SMTP account, an HMAC of host and user, whose quota this counts against. */
	account: string
}

/** What became of a message. */
export type Settled = Pick<MessageRow, 'mac' | 'tries' | 'at' | 'code' | 'scope'> & { outcome: Outcome }

/** So many uses of an SMTP account at one instant. */
export type Use = { at: number; count: number }

/** Somebody who wants no more of what one letter was: see unsubscribe/token.ts for its digest. */
export type OptOut = { digest: string; at: number }

/** The journal cannot be read or written: nothing may be sent, and nothing may be told as sent. */
export class JournalUnavailable extends Error {
	override name = 'JournalUnavailable'
}

/** A journal that cannot be opened. Its message is for the operator: one sentence, with no secret in it. */
export class JournalFault extends Error {
	override name = 'JournalFault'
	/** True: another process holds it, and may let go. False: somebody has to change something. */
	readonly passing: boolean

	constructor(message: string, { passing = false, cause }: { passing?: boolean; cause?: unknown } = {}) {
		super(message, { cause })
		this.passing = passing
	}
}

/**
 * What happened to each message, written before and after the point of no return.
 *
 * Holds keys, states, codes and MACs only: no address, no name, no subject, no body, no server's reply. Every writing
 * method resolves once its record is on disk (fdatasync, or a committed transaction), in the order they were called;
 * calls made meanwhile may share one write. All methods reject with `JournalUnavailable` when the store refuses; what
 * was refused may be asked again. Messages belong to a mailing that has been put before.
 *
 * One process writes at a time. For several, a lease would come with the mailing: taken where a process takes a mailing
 * over, its fencing token carried by `MailingKey`, and so checked by every method that writes.
 */
export interface Journal {
	/** Random, made with the journal: another one means that what was known is lost. */
	readonly epoch: string
	/** 32 random octets, made with the journal: for MACs and Message-IDs. */
	readonly key: Uint8Array

	/** The mailing, `undefined` when the journal does not know it. */
	findMailing(key: MailingKey): Promise<MailingRow | undefined>
	/** Adds a mailing, or replaces what was kept of it. */
	putMailing(key: MailingKey, row: MailingRow): Promise<void>
	/** Changes some of what is kept of a mailing; does nothing when the journal does not know it. */
	updateMailing(key: MailingKey, changes: Partial<MailingRow>): Promise<void>

	/** Every message of a mailing, in no particular order. */
	listMessages(key: MailingKey): Promise<MessageRow[]>
	/**
	 * Marks a message as about to be committed, and counts one use of its account at the same instant. From here on,
	 * silence means `uncertain`. Only after it has resolved may the last octet be sent. Throws when the message is marked
	 * or decided already.
	 */
	commit(key: MessageKey, committing: Committing): Promise<void>
	/** Takes a mark back: the server has said that it did not accept the message. The use of the account stays counted. */
	release(key: MessageKey): Promise<void>
	/** Writes what became of a message, marked before or not. Throws when it is decided already: that never changes. */
	settle(key: MessageKey, settled: Settled): Promise<void>

	/** Counts one use of an account by something else than a mailing. */
	addUse(account: string, at: number): Promise<void>
	/** Uses of an account after an instant, oldest first, not more than one entry for each millisecond. */
	listUses(account: string, after: number): Promise<Use[]>

	/** Notes that the reader of one of an owner's letters wants no more; once, the first time, however often asked. */
	addOptOut(owner: string, optOut: OptOut): Promise<void>
	/** An owner's opt-outs after a place, in the order they came; places only grow, also when some were forgotten. */
	listOptOuts(owner: string, from: { after: number; limit: number }): Promise<(OptOut & { place: number })[]>

	/**
	 * Forgets mailings whose creation and last record both lie before one instant, with their messages, though perhaps an
	 * hour later than it might, and opt-outs before that instant; and uses before another. Works in slices, so that others are not kept waiting.
	 */
	purge(before: { mailings: number; uses: number }): Promise<void>
	/** Writes what is under way and lets go. What is asked for afterwards is refused. */
	close(): Promise<void>
}
