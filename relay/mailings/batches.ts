import type { Pace } from '#shared/wire/mailing.ts'

/** Counts messages into batches and says when the next one may begin. */
export class Batches {
	#begun = 0
	#nextAt: number | undefined

	/** Notes that a message is begun. */
	count(): void {
		this.#begun += 1
	}

	/**
	 * Whether a message may begin: `true`, or from when, or `undefined` as long as the batch before has not ended. The
	 * delay between two batches counts from the end of the first; without one they are not told apart.
	 */
	mayBegin(
		{ batchSize, batchDelayMs }: Pace,
		{ now, inFlight }: { now: number; inFlight: number }
	): true | number | undefined {
		if (this.#begun < batchSize || batchDelayMs === 0) return true
		if (inFlight > 0) return undefined
		this.#nextAt ??= now + batchDelayMs
		if (now < this.#nextAt) return this.#nextAt
		this.#begun = 0
		this.#nextAt = undefined
		return true
	}
}
