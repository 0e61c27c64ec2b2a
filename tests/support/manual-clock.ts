import type { Clock } from '#relay/clock.ts'

type Sleeper = { dueAt: number; end: () => void }

/** A clock that stands still until it is told to go on: nobody waits in a test. */
export class ManualClock implements Clock {
	#now: number
	#sleepers = new Set<Sleeper>()

	constructor(now = Date.now()) {
		this.#now = now
	}

	now(): number {
		return this.#now
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			if (signal?.aborted) return resolve()
			const sleeper = {
				dueAt: this.#now + ms,
				end: () => {
					this.#sleepers.delete(sleeper)
					resolve()
				}
			}
			this.#sleepers.add(sleeper)
			signal?.addEventListener('abort', sleeper.end)
		})
	}

	/** Lets so much time go by, and whoever is due wake up. */
	async advance(ms: number): Promise<void> {
		this.#now += ms
		for (const sleeper of [...this.#sleepers]) if (sleeper.dueAt <= this.#now) sleeper.end()
		await new Promise(setImmediate)
	}

	/** Waits until somebody sleeps for exactly so long, then lets that time go by. */
	async pass(ms: number): Promise<void> {
		while (![...this.#sleepers].some(({ dueAt }) => dueAt === this.#now + ms)) await new Promise(setImmediate)
		await this.advance(ms)
	}
}
