/** How long the page may be kept from drawing and from hearing a key, at most. */
const SLICE_MS = 12

/** Runs a long work to its end in small slices, between which the page lives on. `undefined` once `signal` says stop. */
export async function runInSlices<T>(steps: Generator<unknown, T>, signal: AbortSignal): Promise<T | undefined> {
	while (!signal.aborted) {
		const until = performance.now() + SLICE_MS
		while (performance.now() < until) {
			const step = steps.next()
			if (step.done) return step.value
		}
		await new Promise((resolve) => setTimeout(resolve))
	}
	return undefined
}
