import type { AcceptedEvent, DoneEvent, RetryEvent } from '#shared/wire/event.ts'
import type { Clock } from '#relay/clock.ts'
import { EventLog } from './event-log.ts'
import type { Result } from './ledger.ts'
import type { Pause } from './pauses.ts'

type Told<E> = Omit<E, 'type' | 'seq'>

/** Tells the story of a run, each result once. */
export class Teller {
	readonly log = new EventLog()
	#clock: Clock
	#results = new Set<string>()

	constructor(clock: Clock) {
		this.#clock = clock
	}

	accepted(details: Told<AcceptedEvent>): void {
		this.log.append({ type: 'accepted', ...details })
	}

	result(result: Result): void {
		this.#results.add(nameOf(result))
		this.log.append({ type: 'result', ...result })
	}

	/** Tells what was decided before this run, or before somebody asked, unless it has been told already. */
	replay(results: readonly Result[]): void {
		for (const result of results) {
			if (this.#results.has(nameOf(result))) continue
			this.#results.add(nameOf(result))
			this.log.append({ type: 'result', ...result, replayed: true })
		}
	}

	retry(details: Told<RetryEvent>): void {
		this.log.append({ type: 'retry', ...details })
	}

	/** What holds the run from now on; `undefined`: nothing. */
	standing(pause: Pause | undefined): void {
		if (!pause) return this.log.append({ type: 'resumed' })
		const { reason, resumeAt, code, reply } = pause
		const resumeInMs = resumeAt === null ? null : Math.max(0, resumeAt - this.#clock.now())
		this.log.append({ type: 'paused', reason, resumeInMs, code, reply })
	}

	done(counts: Told<DoneEvent>): void {
		this.log.append({ type: 'done', ...counts })
	}

	/** Nothing more will be told. */
	end(): void {
		this.#results.clear()
		this.log.close()
	}
}

const nameOf = ({ recipientId, attempt }: Result): string => `${recipientId}/${attempt}`
