/** Runs to its end what may be run a little at a time. */
export function runToEnd<T>(steps: Generator<unknown, T>): T {
	for (;;) {
		const step = steps.next()
		if (step.done) return step.value
	}
}
