import type { ResultEvent } from '#shared/wire/event.ts'

/** A result as it is kept: without its place in a run. */
export type Result = Omit<ResultEvent, 'type' | 'seq' | 'replayed'>

/** One attempt to reach a recipient. Without `result` it is waiting, on its way, or cancelled. */
export type Attempt = { attempt: number; mac: string; result?: Result; previous?: Attempt }

export type Counts = { total: number; settled: number; sent: number; failed: number; uncertain: number }

/** What is known of every recipient of a mailing: which attempts were posted, and what became of them. */
export class Ledger {
	#latest = new Map<string, Attempt>()
	#counts: Counts = { total: 0, settled: 0, sent: 0, failed: 0, uncertain: 0 }

	/** Counts by each recipient's highest attempt. */
	get counts(): Readonly<Counts> {
		return this.#counts
	}

	/** The highest attempt of a recipient. */
	latest(recipientId: string): Attempt | undefined {
		return this.#latest.get(recipientId)
	}

	find(recipientId: string, attempt: number): Attempt | undefined {
		let each = this.#latest.get(recipientId)
		while (each && each.attempt !== attempt) each = each.previous
		return each
	}

	/** Adds an attempt, higher than those known of its recipient. */
	add(recipientId: string, { attempt, mac }: { attempt: number; mac: string }): void {
		const previous = this.#latest.get(recipientId)
		if (previous) this.#count(previous, -1)
		this.#latest.set(recipientId, { attempt, mac, ...(previous && { previous }) })
		if (!previous) this.#counts.total += 1
	}

	/** Notes what became of an attempt that was added. */
	settle(result: Result): void {
		const entry = this.find(result.recipientId, result.attempt)
		if (!entry || entry.result) throw new Error('no such attempt, or decided before')
		entry.result = result
		if (this.#latest.get(result.recipientId) === entry) this.#count(entry, 1)
	}

	#count({ result }: Attempt, by: 1 | -1): void {
		if (!result) return
		this.#counts.settled += by
		this.#counts[result.outcome] += by
	}
}
