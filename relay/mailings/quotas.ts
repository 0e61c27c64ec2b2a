import type { Pace } from '#shared/wire/mailing.ts'
import type { Clock } from '#relay/clock.ts'
import type { Journal } from '#relay/journal/journal.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** When a place is held by a message that is on its way, it may become free at any moment. */
const ASK_AGAIN_MS = 1000
/** How much of a window may be waited for a whole batch instead of its first message. */
const PATIENCE = 0.01

type Limits = Pick<Pace, 'hourlyLimit' | 'dailyLimit'>

/** Leave to commit one message, to be given back once it is committed or has failed before. */
export type Place = { release: () => void }

/**
 * The sending limits of SMTP accounts: sliding windows of an hour and a day over every mailing of this journal. A
 * place is taken before a message is begun, so that no limit is ever exceeded.
 */
export class Quotas {
	#journal: Journal
	#clock: Clock
	#taken = new Map<string, number>()

	constructor(journal: Journal, clock: Clock) {
		this.#journal = journal
		this.#clock = clock
	}

	/**
	 * Takes a place, or says when there will be one: for `wanted` messages, but hardly later than for the first.
	 */
	async take(account: string, limits: Limits, wanted: number): Promise<Place | { retryAt: number }> {
		if (limits.hourlyLimit === undefined && limits.dailyLimit === undefined) return { release: () => {} }
		const others = this.#taken.get(account) ?? 0
		this.#taken.set(account, others + 1)
		const openings = [
			await this.#opening(account, { limit: limits.hourlyLimit, windowMs: HOUR_MS, others, wanted }),
			await this.#opening(account, { limit: limits.dailyLimit, windowMs: DAY_MS, others, wanted })
		]
		const retryAt = Math.max(...openings)
		if (retryAt > this.#clock.now()) {
			this.#give(account)
			return { retryAt }
		}
		let held = true
		const release = () => {
			if (held) this.#give(account)
			held = false
		}
		return { release }
	}

	/** When one window has a place; an instant that has passed when it has one now. */
	async #opening(
		account: string,
		{ limit, windowMs, others, wanted }: { limit: number | undefined; windowMs: number; others: number; wanted: number }
	): Promise<number> {
		if (limit === undefined) return 0
		if (others >= limit) return this.#clock.now() + ASK_AGAIN_MS
		const free = limit - others
		const first = await this.#journal.findUse(account, free)
		if (first === undefined || first + windowMs <= this.#clock.now()) return 0
		const last = await this.#journal.findUse(account, Math.max(1, free - wanted + 1))
		return Math.min((last ?? first) + windowMs, first + windowMs * (1 + PATIENCE))
	}

	#give(account: string): void {
		const left = (this.#taken.get(account) ?? 1) - 1
		if (left > 0) this.#taken.set(account, left)
		else this.#taken.delete(account)
	}
}
