import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { RoundOptions } from './round.ts'
import type { RoundResult } from './worker.ts'

type RoundsOptions = {
	/** So many at a time, each with a relay of its own. */
	workers: number
	/** The next round, `undefined` when there is to be none. */
	next: () => RoundOptions | undefined
	onResult: (result: RoundResult) => void
}

/** Runs rounds side by side until there are none left to begin. */
export async function runRounds({ workers, next, onResult }: RoundsOptions): Promise<void> {
	const work = async () => {
		for (let options = next(); options; options = next()) onResult(await runInThread(options))
	}
	await Promise.all(Array.from({ length: workers }, work))
}

async function runInThread(options: RoundOptions): Promise<RoundResult> {
	const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: options })
	const [result] = (await once(worker, 'message')) as [RoundResult]
	await worker.terminate()
	return result
}
