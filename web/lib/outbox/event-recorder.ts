import type { Mailing } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import type { AcceptedEvent, DoneEvent, MailingEvent, PausedEvent, ResultEvent } from '#shared/wire/event.ts'
import type { StorageFault } from '#web/db/database.ts'
import { applyResults } from '#web/db/mailing-logs.ts'
import { keepAccepted } from './keep-accepted.ts'
import type { DeliveryStatus } from './delivery-status.ts'

/** What a batch of events brought, once it is stored. */
export type Recorded = { accepted?: AcceptedEvent; done?: DoneEvent; status?: DeliveryStatus; empty: boolean }

/** Writes the events of one mailing's run to the log. Nothing is shown before it is stored. */
export class EventRecorder {
	readonly #mailing: Mailing
	#run: string
	#lastSeq: number
	/** While it is paused, the run counts as followed up to before the pause only: a reload learns of it again. */
	#pausedSeq: number | undefined
	#standing: Mailing['standing']

	constructor(mailing: Mailing) {
		this.#mailing = mailing
		this.#run = mailing.run
		this.#lastSeq = mailing.lastSeq
		this.#standing = mailing.standing
	}

	/** Stores a batch, then says what it brought. */
	async record(events: MailingEvent[]): Promise<Result<Recorded, StorageFault>> {
		const recorded: Recorded = { empty: true }
		const results: ResultEvent[] = []
		for (const event of events) {
			if (event.type === 'heartbeat') continue
			recorded.empty = false
			if (event.type === 'result') results.push(event)
			else this.#take(event, recorded)
			if (event.type !== 'done') this.#lastSeq = event.seq
		}
		if (recorded.empty) return ok(recorded)
		if (recorded.accepted) {
			const kept = await keepAccepted(this.#mailing, recorded.accepted)
			if (!kept.ok) return kept
		}
		const applied = await applyResults(this.#mailing.id, results, this.#followed())
		return applied.ok ? ok(recorded) : applied
	}

	#take(event: Exclude<MailingEvent, { type: 'heartbeat' | 'result' }>, recorded: Recorded) {
		if (event.type === 'accepted') {
			this.#run = event.run
			this.#goOn()
			recorded.accepted = event
			recorded.status = { phase: 'running' }
		} else if (event.type === 'paused') {
			this.#standStill(event)
			recorded.status = { phase: 'paused', pause: pauseOf(event) }
		} else if (event.type === 'resumed') {
			this.#goOn()
			recorded.status = { phase: 'running' }
		} else if (event.type === 'done') recorded.done = event
	}

	#standStill({ seq, reason, code, resumeInMs }: PausedEvent) {
		this.#pausedSeq = seq
		this.#standing = resumeInMs === null ? { reason, code } : undefined
	}

	#goOn() {
		this.#pausedSeq = undefined
		this.#standing = undefined
	}

	#followed() {
		const lastSeq = this.#pausedSeq === undefined ? this.#lastSeq : Math.min(this.#lastSeq, this.#pausedSeq - 1)
		return { run: this.#run, lastSeq, standing: this.#standing }
	}
}

function pauseOf({ reason, resumeInMs, code, reply }: PausedEvent) {
	return { reason, code, reply, resumeAt: resumeInMs === null ? null : Date.now() + resumeInMs }
}
