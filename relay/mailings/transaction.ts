import type { Clock } from '#relay/clock.ts'
import type { Journal, MailingKey } from '#relay/journal/journal.ts'
import type { Delivery, Failure, Session } from '#relay/mail/session.ts'
import type { Result } from './ledger.ts'
import type { Letters } from './letters.ts'
import type { Outgoing } from './send-queue.ts'
import { untilWritten } from './until-written.ts'

/** A server that puts the same message off this often will not take it. */
const MAX_DEFERRALS = 8

/** What came of one try. */
export type Fate =
	/** It is decided, and in the journal. */
	| { kind: 'settled'; result: Result }
	/** Refused for now: the same message may be tried again. */
	| { kind: 'again'; failure: Failure }
	/** Not this message's fault: it waits as if it had not been tried. */
	| { kind: 'deferred'; failure: Failure }
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

	const outcome = outcomeOf(delivery, message, maxRetries)
	if (outcome === 'again' || outcome === 'deferred') {
		const { failure } = delivery as { failure: Failure }
		if (marked()) await untilWritten(() => journal.release(key), clock)
		return { kind: outcome, failure }
	}
	const at = clock.now()
	const why = delivery.outcome === 'sent' ? {} : { code: delivery.failure.code, scope: delivery.failure.scope }
	await untilWritten(() => journal.settle(key, { outcome, mac, tries, at, ...why }), clock)
	const reply = delivery.outcome === 'sent' ? {} : { reply: delivery.failure.reply }
	const when = new Date(at).toISOString()
	const { recipientId, attempt } = key
	return { kind: 'settled', result: { recipientId, attempt, outcome, messageId, tries, at: when, ...why, ...reply } }
}

/** What a session that broke its promise leaves behind. */
const LOST: Failure = { code: 'connection-lost', scope: 'connection', temporary: false, throttle: false, reply: '' }

function outcomeOf(delivery: Delivery, { tries, deferrals }: Outgoing, maxRetries: number) {
	if (delivery.outcome !== 'failed') return delivery.outcome
	const { throttle, scope, temporary } = delivery.failure
	if ((throttle || scope === 'account') && deferrals < MAX_DEFERRALS) return 'deferred'
	return temporary && tries < maxRetries ? 'again' : 'failed'
}
