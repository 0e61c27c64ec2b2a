/** How many recipients were decided at a moment; ms since any epoch. */
export type Sample = { at: number; settled: number }

const WINDOW_MS = 60_000
const SHORTEST_MS = 1_500

/** Adds a sample and drops what is too old to tell the present pace. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
	const last = samples.at(-1)
	// Fewer decided than before: recipients were opened again, so the pace starts anew.
	if (last && sample.settled < last.settled) return [sample]
	const recent = samples.filter(({ at }) => sample.at - at <= WINDOW_MS)
	return [...(recent.length > 0 ? recent : samples.slice(-1)), sample]
}

/** How long `remaining` recipients take at the pace of the samples, in ms; `undefined` while it cannot be told. */
export function estimateTimeLeft(samples: readonly Sample[], remaining: number): number | undefined {
	const [first, last] = [samples[0], samples.at(-1)]
	if (!first || !last || last.at - first.at < SHORTEST_MS || last.settled === first.settled) return undefined
	return Math.round(((last.at - first.at) / (last.settled - first.settled)) * remaining)
}
