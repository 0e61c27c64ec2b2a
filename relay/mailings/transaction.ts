import type { Clock } from '#relay/clock.ts'
import type { Journal, MailingKey, MessageKey, Settled } from '#relay/journal/journal.ts'
import type { Delivery, Envelope, Failure, Session } from '#relay/mail/session.ts'
import type { Result } from './ledger.ts'
import type { Letter } from './letters.ts'
import { nextStep, type NextStep } from './next-step.ts'
import type { Outgoing } from './send-queue.ts'
import { untilWritten } from './until-written.ts'

/** What came of one try. */
export type Fate =
	/** It is decided. */
	| { kind: 'settled'; result: Result; failure: Failure | undefined }
	/** Not accepted, and not decided yet. */
	| { kind: Exclude<NextStep, 'settled'>; failure: Failure }
	/** The session came to its end before: another must carry the message, as if it had not been tried. */
	| { kind: 'unsent' }
	/** The journal refused, so nothing was sent. */
	| { kind: 'unwritten' }

export type TransactionDeps = { journal: Journal; clock: Clock; mailing: MailingKey }

/** One message to be sent, with what its committing depends on. */
export type Transaction = {
	message: Outgoing
	letter: Letter
	account: string
	maxRetries: number
	/** Begun with the committing, and waited for like it before the last octet. Never rejects. */
	meanwhile: () => Promise<unknown>
	onCommitted: () => void
	/** See `Session.send`. */
	next: () => Envelope | undefined
}

/**
 * Sends one message over an open session and writes down what became of it, before and after. Never sends twice.
 *
 * Resolves as soon as its fate is known. `written` resolves once that is in the journal: nothing may be told before,
 * and no other message of the same session may end before, so that a crash leaves no more than one in doubt.
 */
export async function transact(
	session: Session,
	transaction: Transaction,
	{ journal, clock, mailing }: TransactionDeps
): Promise<{ fate: Fate; written: Promise<void> }> {
	const { message, letter, maxRetries } = transaction
	const { id: recipientId, attempt } = message.recipient
	const commitment = new Commitment({ journal, clock }, { ...mailing, recipientId, attempt }, transaction)
	const delivery = await carry(session, transaction, commitment)
	if (delivery === 'unwritten') return { fate: { kind: 'unwritten' }, written: Promise.resolve() }
	if (delivery.outcome === 'unsent') return { fate: { kind: 'unsent' }, written: Promise.resolve() }

	const failure = delivery.outcome === 'sent' ? undefined : delivery.failure
	const step = delivery.outcome === 'failed' ? nextStep(delivery.failure, message, maxRetries) : 'settled'
	if (failure && step !== 'settled') return { fate: { kind: step, failure }, written: commitment.takeBack() }

	const at = clock.now()
	const { outcome } = delivery
	const why = failure ? { code: failure.code, scope: failure.scope } : {}
	const told = { messageId: letter.messageId, tries: message.tries + 1, at: new Date(at).toISOString() }
	const result = { recipientId, attempt, outcome, ...told, ...why, ...(failure && { reply: failure.reply }) }
	return { fate: { kind: 'settled', result, failure }, written: commitment.settle({ outcome, at, ...why }) }
}

async function carry(
	session: Session,
	{ letter, next }: Transaction,
	commitment: Commitment
): Promise<Delivery | 'unwritten'> {
	try {
		return await session.send(letter.envelope, () => commitment.make(), next)
	} catch (error) {
		if (commitment.state === 'refused') return 'unwritten'
		if (commitment.state === 'none') throw error
		return { outcome: 'uncertain', failure: LOST }
	}
}

/** What a session that broke its promise leaves behind. */
const LOST: Failure = { code: 'connection-lost', scope: 'connection', temporary: false, throttle: false, reply: '' }

/** The record of one message: about to be accepted, then what became of it. */
class Commitment {
	state: 'none' | 'refused' | 'made' = 'none'
	#deps: { journal: Journal; clock: Clock }
	#key: MessageKey
	#transaction: Transaction

	constructor(deps: { journal: Journal; clock: Clock }, key: MessageKey, transaction: Transaction) {
		this.#deps = deps
		this.#key = key
		this.#transaction = transaction
	}

	async make(): Promise<void> {
		const { account, onCommitted, meanwhile, message } = this.#transaction
		const { journal, clock } = this.#deps
		this.state = 'refused'
		const record = { mac: message.mac, tries: message.tries + 1, at: clock.now(), account }
		const [committed] = await Promise.allSettled([journal.commit(this.#key, record), meanwhile()])
		if (committed.status === 'rejected') throw committed.reason
		this.state = 'made'
		onCommitted()
	}

	async takeBack(): Promise<void> {
		const { journal, clock } = this.#deps
		if (this.state === 'made') await untilWritten(() => journal.release(this.#key), clock)
	}

	async settle(outcome: Pick<Settled, 'outcome' | 'at' | 'code' | 'scope'>): Promise<void> {
		const { mac, tries } = this.#transaction.message
		const { journal, clock } = this.#deps
		await untilWritten(() => journal.settle(this.#key, { ...outcome, mac, tries: tries + 1 }), clock)
	}
}
