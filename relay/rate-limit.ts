import type { Clock } from './clock.ts'
import { Refusal } from './problems.ts'

const WINDOW_MS = 60_000
/** Names that are remembered before those that came to nothing are forgotten: addresses may be many. */
const MANY_NAMES = 10_000

/** Lets so many through in any minute for each name. */
export class RateLimit {
	#clock: Clock
	#perMinute: number
	#times = new Map<string, number[]>()

	constructor(clock: Clock, perMinute: number) {
		this.#clock = clock
		this.#perMinute = perMinute
	}

	/** Counts one. Throws a `Refusal` that says when to come again. */
	count(name: string): void {
		const now = this.#clock.now()
		const times = (this.#times.get(name) ?? []).filter((time) => time > now - WINDOW_MS)
		const first = times[0] ?? now
		if (times.length >= this.#perMinute) {
			throw new Refusal('rate-limited', { retryAfterSeconds: Math.max(1, Math.ceil((first + WINDOW_MS - now) / 1000)) })
		}
		if (this.#times.size >= MANY_NAMES) this.#forget(now - WINDOW_MS)
		this.#times.set(name, [...times, now])
	}

	/** Those who have been quiet since; when nobody was, everybody: a crowd must not cost the relay its memory. */
	#forget(before: number): void {
		for (const [name, times] of this.#times) if ((times.at(-1) ?? 0) <= before) this.#times.delete(name)
		if (this.#times.size >= MANY_NAMES) this.#times.clear()
	}
}
