import type { Clock } from '#relay/clock.ts'
import { JournalUnavailable } from '#relay/journal/journal.ts'
import type { Failure } from '#relay/mail/session.ts'
import { placeOf } from '#relay/problems.ts'
import { Breaker } from './breaker.ts'
import type { Ledger } from './ledger.ts'
import { isForPerson, laterMs } from './next-step.ts'
import type { Pacer } from './pacer.ts'
import { journalPause, Patience, UNFORESEEN } from './patience.ts'
import type { Pause, Pauses } from './pauses.ts'
import { retryDelayMs } from './retry-delay.ts'
import type { Outgoing, SendQueue } from './send-queue.ts'
import type { Teller } from './teller.ts'
import type { Fate } from './transaction.ts'

/** What a run is made of, as far as a message's fate touches it. */
type Parts = { ledger: Ledger; teller: Teller; queue: SendQueue; pauses: Pauses; pacer: Pacer }

/** What comes after a message was tried: it is told, tried again, or the mailing holds still. */
export class Aftermath {
	#deps: { clock: Clock; log: (line: string) => void }
	#parts: Parts
	#patience = new Patience()
	#breaker = new Breaker()

	constructor(deps: { clock: Clock; log: (line: string) => void }, parts: Parts) {
		this.#deps = deps
		this.#parts = parts
	}

	/** Does what a message's fate asks for. */
	meet(fate: Fate, message: Outgoing, maxRetries: number): void {
		const { queue, pauses } = this.#parts
		const now = this.#deps.clock.now()
		if (fate.kind === 'settled') return this.#settle(fate, message)
		if (fate.kind === 'unsent') return queue.putBack(message)
		if (fate.kind === 'unwritten') {
			queue.putBack(message)
			return pauses.hold(journalPause(now))
		}
		const { kind, failure } = fate
		if (kind === 'deferred') return this.#defer(message, failure)
		const tried = { ...message, tries: message.tries + 1 }
		if (kind === 'later') queue.setAside(tried, now + laterMs(failure, message.tries, maxRetries), failure)
		else this.#tryAgain(tried, failure)
	}

	/** Holds still, once for all that failed alike; a server that finds it too fast is sent less to. */
	holdFor(failure: Failure): void {
		const { pauses, pacer } = this.#parts
		if (pauses.isHeldFor(failure.throttle ? 'throttle' : 'connection')) return
		if (failure.throttle) pacer.slowDown()
		pauses.hold(this.#patience.pauseFor(failure, this.#deps.clock.now()))
	}

	/** The pause for an error: until the journal can be written again, or until a person has a look. */
	failing(error: unknown): Pause {
		if (error instanceof JournalUnavailable) return journalPause(this.#deps.clock.now())
		this.#deps.log(`a message could not be sent: ${placeOf(error)}`)
		return UNFORESEEN
	}

	#settle({ result, failure }: Extract<Fate, { kind: 'settled' }>, message: Outgoing): void {
		const { ledger, teller, queue, pauses, pacer } = this.#parts
		queue.finish(message)
		ledger.settle(result)
		teller.result(result)
		if (result.outcome === 'sent') {
			this.#patience.reward()
			pacer.recover()
		}
		const pause = this.#breaker.note(result, failure)
		if (pause && queue.size > 0) pauses.hold(pause)
	}

	#defer(message: Outgoing, failure: Failure): void {
		const { queue } = this.#parts
		const deferred = { ...message, deferrals: message.deferrals + 1 }
		// An account's trouble meets every message alike; a slow server, or one that names a recipient, may mean just this.
		if (!isForPerson(failure)) queue.add([deferred])
		else if (failure.stage === 'rcpt') queue.add([{ ...deferred, blamed: (message.blamed ?? 0) + 1 }])
		else queue.putBack(deferred)
		this.holdFor(failure)
	}

	#tryAgain(tried: Outgoing, { code, reply }: Failure): void {
		const { queue, teller } = this.#parts
		if (queue.isCancelled(tried)) return queue.finish(tried)
		const delayMs = retryDelayMs(tried.tries)
		teller.retry({ recipientId: tried.recipient.id, try: tried.tries, delayMs, code, reply })
		queue.delay(tried, this.#deps.clock.now() + delayMs)
	}
}
