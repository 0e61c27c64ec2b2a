const FIRST_MS = 1000
const MAX_MS = 30_000

/** How long to wait after the n-th try, counted from 1. */
export function retryDelayMs(tried: number): number {
	return Math.min(MAX_MS, FIRST_MS * 2 ** (tried - 1))
}
