import type { Clock } from '#relay/clock.ts'

/** Lets one wait until something happens or a time has come, whichever is first. */
export class Alarm {
	#clock: Clock
	#rung = Promise.withResolvers<void>()

	constructor(clock: Clock) {
		this.#clock = clock
	}

	/** Something has happened: whoever waits has another look. */
	ring(): void {
		this.#rung.resolve()
		this.#rung = Promise.withResolvers()
	}

	/** Waits for the next ring, or until an instant. */
	async wait(until: number | undefined): Promise<void> {
		if (until === undefined) return await this.#rung.promise
		const timer = new AbortController()
		const ms = Math.max(0, until - this.#clock.now())
		await Promise.race([this.#rung.promise, this.#clock.sleep(ms, timer.signal)])
		timer.abort()
	}
}
