import type { Clock } from '#relay/clock.ts'
import type { Journal, MailingKey } from '#relay/journal/journal.ts'
import type { Delivery, Failure, Session } from '#relay/mail/session.ts'
import type { Result } from './ledger.ts'
import type { Letters } from './letters.ts'
import { nextStep, type NextStep } from './next-step.ts'
import type { Outgoing } from './send-queue.ts'
import { untilWritten } from './until-written.ts'

/** What came of one try. */
export type Fate =
	/** It is decided, and in the journal. */
	| { kind: 'settled'; result: Result; failure: Failure | undefined }
	/** Not accepted, and not decided yet. */
	| { kind: Exclude<NextStep, 'settled'>; failure: Failure }
	/** The session came to its end before: another must carry the message, as if it had not been tried. */
	| { kind: 'unsent' }
	/** The journal refused, so nothing was sent. */
	| { kind: 'unwritten' }

export type TransactionDeps = { journal: Journal; clock: Clock; letters: Letters; mailing: MailingKey }

/** One message to be sent, with what its committing depends on. */
export type Transaction = { message: Outgoing; account: string; maxRetries: number; onCommitted: () => void }

/** Sends one message over an open session and writes down what became of it, before and after. Never sends twice. */
export async function transact(session: Session, transaction: Transaction, deps: TransactionDeps): Promise<Fate> {
	const { message, account, maxRetries, onCommitted } = transaction
	const { journal, clock, letters, mailing } = deps
	const { recipient, mac } = message
	const key = { ...mailing, recipientId: recipient.id, attempt: recipient.attempt }
	const { envelope, messageId } = await letters.write(recipient)
	const tries = message.tries + 1
	let committed: 'no' | 'refused' | 'yes' = 'no'

	const commit = async () => {
		committed = 'refused'
		await journal.commit(key, { mac, tries, at: clock.now(), account })
		committed = 'yes'
		onCommitted()
	}
	const marked = () => committed === 'yes'
	const delivery = await session.send(envelope, commit).catch((error: unknown): Delivery | undefined => {
		if (committed === 'refused') return undefined
		if (!marked()) throw error
		return { outcome: 'uncertain', failure: LOST }
	})
	if (!delivery) return { kind: 'unwritten' }
	if (delivery.outcome === 'unsent') return { kind: 'unsent' }

	const failure = delivery.outcome === 'sent' ? undefined : delivery.failure
	const step = delivery.outcome === 'failed' ? nextStep(delivery.failure, message, maxRetries) : 'settled'
	if (failure && step !== 'settled') {
		if (marked()) await untilWritten(() => journal.release(key), clock)
		return { kind: step, failure }
	}
	const at = clock.now()
	const { outcome } = delivery
	const why = failure ? { code: failure.code, scope: failure.scope } : {}
	await untilWritten(() => journal.settle(key, { outcome, mac, tries, at, ...why }), clock)
	const told = { outcome, messageId, tries, at: new Date(at).toISOString(), ...why }
	const { recipientId, attempt } = key
	const result = { recipientId, attempt, ...told, ...(failure && { reply: failure.reply }) }
	return { kind: 'settled', result, failure }
}

/** What a session that broke its promise leaves behind. */
const LOST: Failure = { code: 'connection-lost', scope: 'connection', temporary: false, throttle: false, reply: '' }
