import { untrack } from 'svelte'
import { database, isExampleOpen } from '#web/db/database.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { listOpenMailings } from '#web/db/mailings.ts'
import { live } from '#web/state/live.svelte.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { syncBounces } from './sync-bounces.ts'
import { syncOptOuts } from './sync-opt-outs.ts'

/** A relay that comes and goes is not asked at every turn. */
const SELDOM_MS = 2 * 60_000
const REGULARLY_MS = 10 * 60_000

/**
 * What comes back after a mailing: readers who want no more, messages that could not be delivered. Asked for when the
 * relay answers, after a mailing, from time to time, and when a person wants it; by one window of the profile at a time.
 */
class Returns {
	#asking = $state(false)
	#askedAt = -Infinity
	/** What was new when it was last asked for. */
	news = 0
	#started = false
	readonly #open = live(listOpenMailings)

	/** Whether the relay is being asked. */
	get asking(): boolean {
		return this.#asking
	}

	/** Begins to ask, unless that has begun. Returns what ends it. */
	start(): () => void {
		if (this.#started) return () => {}
		this.#started = true
		const stop = $effect.root(() => {
			$effect(() => {
				if (relayStatus.online && relayStatus.paired) untrack(() => void this.#askSeldom())
			})
			let before = 0
			$effect(() => {
				const count = this.#open.current?.length ?? 0
				if (count < before) untrack(() => void this.ask())
				before = count
			})
		})
		const timer = setInterval(() => void this.#askSeldom(), REGULARLY_MS)
		return () => {
			clearInterval(timer)
			stop()
			this.#started = false
		}
	}

	/** Asks now; `asked`: a person wants it. Resolves to why it could not be asked, if so. */
	async ask({ asked = false } = {}): Promise<AnyFailureCode | undefined> {
		if (isExampleOpen() || this.#asking) return undefined
		this.#asking = true
		try {
			return await navigator.locks.request(`returns:${database().name}`, () => this.#askBoth(asked))
		} finally {
			this.#asking = false
		}
	}

	async #askSeldom(): Promise<void> {
		const now = performance.now()
		if (!relayStatus.online || !relayStatus.paired || now - this.#askedAt < SELDOM_MS) return
		this.#askedAt = now
		await this.ask()
	}

	async #askBoth(asked: boolean): Promise<AnyFailureCode | undefined> {
		const optOuts = await syncOptOuts(Date.now())
		const bounces = await syncBounces({ asked })
		this.news = [optOuts, bounces].reduce((sum, each) => sum + (each.ok ? each.value : 0), 0)
		if (!optOuts.ok) return optOuts.error.code
		return bounces.ok ? undefined : bounces.error.code
	}
}

export const returns = new Returns()
