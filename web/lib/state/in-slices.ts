/** How long the page may be kept from drawing, from hearing a key, and from what a write waits for, at most. */
const SLICE_MS = 5

/** Lets all that the page has to do go first. Safari knows no background. */
const { scheduler } = globalThis as { scheduler?: { postTask?: (task: () => void, options: object) => Promise<void> } }
const rest = () =>
	scheduler?.postTask?.(() => undefined, { priority: 'background' }) ??
	new Promise<void>((resolve) => setTimeout(resolve))

/** Runs a long work to its end in small slices, between which the page lives on. `undefined` once `signal` says stop. */
export async function runInSlices<T>(steps: Generator<unknown, T>, signal: AbortSignal): Promise<T | undefined> {
	while (!signal.aborted) {
		const until = performance.now() + SLICE_MS
		while (performance.now() < until) {
			const step = steps.next()
			if (step.done) return step.value
		}
		await rest()
	}
	return undefined
}
