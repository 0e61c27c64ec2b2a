import { parentPort, workerData } from 'node:worker_threads'
import { runRound, type Breach, type RoundOptions } from './round.ts'
import type { Counts } from './tally.ts'

/** What one round came to. `error`: it could not be seen to its end. */
export type RoundResult = {
	seed: number
	counts?: Counts
	moments?: Record<string, number>
	breaches?: Breach[]
	error?: string
}

/** Runs one round in a thread of its own. */
async function work(options: RoundOptions): Promise<RoundResult> {
	const { seed } = options
	try {
		const { tally, breaches } = await runRound(options)
		return { seed, counts: tally.counts, moments: tally.moments, breaches }
	} catch (error) {
		return { seed, error: error instanceof Error ? String(error.stack) : String(error) }
	}
}

parentPort?.postMessage(await work(workerData as RoundOptions))
