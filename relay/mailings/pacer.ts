import type { Pace } from '#shared/wire/mailing.ts'

/** How many times slower than asked for a mailing goes at most. */
const MAX_SLOWNESS = 16
/** What each accepted message takes off: a pace that was halved is whole again after 64. */
const RECOVERY = 1 / 64

/**
 * Says how fast a mailing may go: in batches with a rest between them, over so many connections, as its pace asks. Each
 * time the server finds it too fast, the pace is halved, and only slowly gets back to what was asked for.
 */
export class Pacer {
	#asked: Pace
	/** Asked pace divided by the one kept. */
	#slowness = 1
	#begun = 0
	#begunAt = 0
	#nextAt: number | undefined

	constructor(asked: Pace) {
		this.#asked = asked
	}

	/** From now on, this is asked for. Another pace than before is a person's decision, and starts anew. */
	use(asked: Pace): void {
		const { batchSize, batchDelayMs, connections } = this.#asked
		const same =
			asked.batchSize === batchSize && asked.batchDelayMs === batchDelayMs && asked.connections === connections
		if (!same) this.#slowness = 1
		this.#asked = asked
	}

	/** The server finds it too fast; the pause that this means stands in for the rest after the batch. */
	slowDown(): void {
		this.#slowness = Math.min(MAX_SLOWNESS, this.#slowness * 2)
		this.#begun = 0
		this.#nextAt = undefined
	}

	/** A message was accepted. */
	recover(): void {
		this.#slowness = Math.max(1, this.#slowness - RECOVERY)
	}

	/** Connections that may be open at once. */
	get connections(): number {
		return this.#part(this.#asked.connections)
	}

	/** Messages to a batch. */
	get batchSize(): number {
		return this.#part(this.#asked.batchSize)
	}

	/** A pause is over: it is no part of the time that the batch takes. */
	goOn(now: number): void {
		this.#begunAt = now
	}

	/** Notes that a message is begun. */
	count(now: number): void {
		if (this.#begun === 0) this.#begunAt = now
		this.#begun += 1
	}

	/**
	 * Whether a message may begin: `true`, or from when, or `undefined` as long as the batch before has not ended. The
	 * rest between two batches counts from the end of the first; at full pace without one they are not told apart.
	 */
	mayBegin({ now, inFlight }: { now: number; inFlight: number }): true | number | undefined {
		if (this.#begun < this.batchSize || (this.#asked.batchDelayMs === 0 && this.#slowness === 1)) return true
		if (inFlight > 0) return undefined
		this.#nextAt ??= now + this.#rest(now - this.#begunAt)
		if (now < this.#nextAt) return this.#nextAt
		this.#begun = 0
		this.#nextAt = undefined
		return true
	}

	/** As much as the pace kept allows: not a whole one more before it has recovered that far. */
	#part(asked: number): number {
		return Math.max(1, Math.floor(asked / this.#slowness))
	}

	/** The rest after a batch that took so long, so that both together last `slowness` times as long as asked for. */
	#rest(tookMs: number): number {
		const { batchDelayMs, batchSize, connections } = this.#asked
		const askedMs = (tookMs * this.connections) / connections + batchDelayMs * Math.min(1, this.#begun / batchSize)
		return Math.max(0, Math.round(this.#slowness * askedMs - tookMs))
	}
}
