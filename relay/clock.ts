/** The only source of time for mailings, so that tests need not wait. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number
	/** Resolves after so long, or at once when the signal aborts: an abort is not an error. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Longest time that a timer can be set to. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** The real time. */
export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (signal?.aborted) return resolve()
			const end = () => {
				clearTimeout(timer)
				signal?.removeEventListener('abort', end)
				resolve()
			}
			const timer = setTimeout(end, Math.min(ms, MAX_TIMER_MS))
			signal?.addEventListener('abort', end)
		})
}
