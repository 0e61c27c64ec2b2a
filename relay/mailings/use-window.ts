import type { Use } from '#relay/journal/journal.ts'

/** What is over is dropped when there is this much of it: moving a long array for each use would cost more. */
const MIN_DROPPED = 1000

/** When one SMTP account was used, over the longest window that counts. */
export class UseWindow {
	#times: number[]
	#keptMs: number

	constructor(uses: readonly Use[], keptMs: number) {
		this.#times = uses.flatMap(({ at, count }) => Array<number>(count).fill(at))
		this.#keptMs = keptMs
	}

	/** Notes a use. A clock that was set back does not make room: what came later counts as later. */
	add(at: number): void {
		const last = this.#times.at(-1) ?? at
		this.#times.push(Math.max(at, last))
		const old = this.#times[MIN_DROPPED]
		if (old === undefined || old > at - this.#keptMs) return
		const first = this.#times.findIndex((time) => time > at - this.#keptMs)
		this.#times.splice(0, first)
	}

	/** When the n-th latest use was, counted from 1; `undefined` when there were fewer. */
	nthLatest(n: number): number | undefined {
		return this.#times.at(-n)
	}
}
