import type { MailingEvent, ResultEvent } from '#shared/wire/event.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import type { MailingSummary } from '#shared/wire/summary.ts'

export type Posted = MailingRequestInput['recipients'][number]
export type Verdict = Pick<ResultEvent, 'outcome'> & Partial<ResultEvent>
export type FakePause = Omit<Extract<MailingEvent, { type: 'paused' }>, 'type' | 'seq'>

const USER: FakePause = { reason: 'user', resumeInMs: null }

/** One mailing as the fake relay holds it. What is in the journal outlives `interrupt`, its run does not. */
export class FakeMailing {
	/** In the journal: what was decided, which attempts were posted, and what a person asked for. */
	readonly #decided = new Map<string, ResultEvent>()
	readonly #attempts = new Map<string, number>()
	#userPaused = false
	#cancelledAttempt = 0
	/** In memory: the run. */
	run = ''
	#events: MailingEvent[] = []
	#queue: Posted[] = []
	#pause: FakePause | undefined
	#running = false
	#listeners = new Set<() => void>()

	get running(): boolean {
		return this.#running
	}

	/** Whether anybody can follow it: it runs, or ended in this process. */
	get told(): boolean {
		return this.#running || this.#events.at(-1)?.type === 'done'
	}

	/** What is known of an attempt, `undefined` when nothing is decided. */
	find({ id, attempt = 1 }: Posted): ResultEvent | undefined {
		return this.#decided.get(`${id}/${attempt}`)
	}

	/** Begins a run. */
	start(run: string, accepted: Omit<Extract<MailingEvent, { type: 'accepted' }>, 'type' | 'seq' | 'run' | 'settled'>) {
		Object.assign(this, { run })
		this.#events = []
		this.#queue = []
		this.#pause = undefined
		this.#running = true
		this.#push({ type: 'accepted', run, settled: this.#decided.size, ...accepted })
		if (this.#userPaused) this.#push({ type: 'paused', ...USER })
	}

	/** Takes in what a post brings: replays what is decided, queues the rest, and ends a pause that a post ends. */
	add(recipients: readonly Posted[]): void {
		for (const recipient of recipients) {
			const { id, attempt = 1 } = recipient
			const known = this.find(recipient)
			const waits = this.#queue.some((one) => one.id === id && (one.attempt ?? 1) === attempt)
			this.#attempts.set(id, Math.max(attempt, this.#attempts.get(id) ?? 0))
			if (known) this.#push({ ...known, replayed: true })
			else if (!waits && attempt > this.#cancelledAttempt) this.#queue.push(recipient)
		}
		if (this.#pause?.reason !== 'quota') this.#endPause()
	}

	/** Decides about the next who waits, unless it stands still; returns what was decided. */
	decideNext(judge: (recipient: Posted) => Verdict | undefined): { recipient: Posted; verdict: Verdict } | undefined {
		const recipient = this.#stands ? undefined : this.#queue.shift()
		if (!recipient) return undefined
		const { id, attempt = 1 } = recipient
		const verdict = judge(recipient) ?? { outcome: 'sent' }
		const at = '2026-11-22T18:00:00.000Z'
		const result = {
			type: 'result',
			recipientId: id,
			attempt,
			messageId: `<${id}@fake>`,
			tries: 1,
			at,
			...verdict
		} as const
		this.#decided.set(`${id}/${attempt}`, { ...result, seq: 0 })
		this.#push(result)
		return { recipient, verdict }
	}

	/** Tells `done` when nobody waits any more. */
	endIfOver(): void {
		if (!this.#running || this.#stands || this.#queue.length > 0) return
		const { sent, failed, uncertain, cancelled } = this.#counts()
		this.#push({ type: 'done', sent, failed, uncertain, cancelled })
		this.#running = false
	}

	/** Stands still as a relay does by itself. */
	hold(pause: FakePause): void {
		if (!this.#running) return
		this.#pause = pause
		if (!this.#userPaused) this.#push({ type: 'paused', ...pause })
	}

	steer(command: string): void {
		if (command === 'pause' && !this.#userPaused) {
			this.#userPaused = true
			if (this.#running) this.#push({ type: 'paused', ...USER })
		} else if (command === 'resume') {
			const stood = this.#userPaused
			this.#userPaused = false
			if (this.#pause?.reason !== 'quota') this.#endPause()
			if (stood && this.#running && !this.#pause) this.#push({ type: 'resumed' })
		} else if (command === 'cancel') {
			this.#userPaused = false
			this.#pause = undefined
			this.#queue = []
			this.#cancelledAttempt = Math.max(1, ...this.#attempts.values())
		}
	}

	/** The process is gone. */
	interrupt(): void {
		if (!this.#running) this.#events = []
		this.#running = false
		this.#queue = []
		this.#wake()
	}

	summary(id: string): MailingSummary {
		const pausedReason = this.#userPaused ? 'user' : this.#pause?.reason
		const state = this.#running ? (this.#stands ? 'paused' : 'running') : this.told ? 'done' : 'interrupted'
		const cancelled = this.#cancelledAttempt > 0 && state !== 'running'
		return {
			id,
			state: cancelled ? 'cancelled' : state,
			run: this.run,
			...this.#counts(),
			...(pausedReason && { pausedReason, resumeInMs: this.#pause?.resumeInMs ?? null })
		}
	}

	/**
	 * The events after one, at most `chunk` at a time. Breaks off after `cut` of them, and when the process is gone; ends
	 * without a word after `end`.
	 */
	async *tell(
		after: number,
		{ chunk, cut = Infinity, end = Infinity }: { chunk: number; cut?: number; end?: number }
	): AsyncGenerator<MailingEvent[]> {
		let told = 0
		for (let next = after; ;) {
			const events = this.#events.filter((event) => 'seq' in event && event.seq > next)
			const part = events.slice(0, Math.min(chunk, cut - told, end - told))
			told += part.length
			next += part.length
			if (part.length > 0) yield part
			if (told >= cut || (part.length === 0 && !this.told)) throw new TypeError('network error')
			if (told >= end || part.at(-1)?.type === 'done') return
			if (part.length === 0) await new Promise<void>((resolve) => this.#listeners.add(resolve))
		}
	}

	get #stands(): boolean {
		return this.#userPaused || this.#pause !== undefined
	}

	#endPause(): void {
		if (!this.#pause) return
		this.#pause = undefined
		if (!this.#userPaused) this.#push({ type: 'resumed' })
	}

	#counts() {
		const counts = { total: this.#attempts.size, sent: 0, failed: 0, uncertain: 0, cancelled: 0 }
		for (const [id, attempt] of this.#attempts) {
			const result = this.#decided.get(`${id}/${attempt}`)
			if (result) counts[result.outcome] += 1
			else if (attempt <= this.#cancelledAttempt) counts.cancelled += 1
		}
		return counts
	}

	#push(event: Record<string, unknown>): void {
		this.#events.push({ ...event, seq: this.#events.length + 1 } as MailingEvent)
		this.#wake()
	}

	#wake(): void {
		for (const listener of this.#listeners) listener()
		this.#listeners.clear()
	}
}
