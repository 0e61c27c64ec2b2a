/** Messages further apart than this belong to different waves: something held the second one back. */
const BETWEEN_WAVES_MS = 10 * 60_000

/** In how many waves messages left, by when each did (ms since the epoch, in any order). */
export function countWaves(times: readonly number[]): number {
	const sorted = times.toSorted((a, b) => a - b)
	return sorted.filter((at, index) => at - (sorted[index - 1] ?? -Infinity) > BETWEEN_WAVES_MS).length
}
