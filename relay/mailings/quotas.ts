import type { Pace } from '#shared/wire/mailing.ts'
import type { Clock } from '#relay/clock.ts'
import type { Journal } from '#relay/journal/journal.ts'
import { UseWindow } from './use-window.ts'

const HOUR_MS = 60 * 60 * 1000
/** No window is longer, so uses need be known for so long only. */
export const LONGEST_WINDOW_MS = 24 * HOUR_MS
/** A place that is held by a message on its way may become free at any moment. */
const ASK_AGAIN_MS = 1000
/** How much of a window may be waited for a whole batch instead of its first message. */
const PATIENCE = 0.01

type Limits = Pick<Pace, 'hourlyLimit' | 'dailyLimit'>
type Window = { limit: number; windowMs: number }

/** Leave to commit one message: to be used once it is committed, or given back. Only the first of both counts. */
export type Place = { use: () => void; release: () => void }

/** No place: from when there is one; or whether it depends on messages that are on their way, and when to ask again. */
export type NoPlace = { fullUntil: number } | { heldUntil: number }

/** What is known of one account: its uses, and how many places are held besides. */
type Account = { uses: UseWindow; held: number }

/**
 * The sending limits of SMTP accounts: sliding windows of an hour and a day over every mailing of this journal. A
 * place is taken before a message is begun, so that no limit is ever exceeded. The journal is asked once for an account
 * that has a limit; from then on its uses are counted along.
 */
export class Quotas {
	#journal: Journal
	#clock: Clock
	#accounts = new Map<string, Promise<Account>>()
	/** Those of `#accounts` that have been read. */
	#known = new Map<string, Account>()

	constructor(journal: Journal, clock: Clock) {
		this.#journal = journal
		this.#clock = clock
	}

	/** Takes a place, or says when there will be one: for `wanted` messages, but hardly later than for the first. */
	async take(name: string, limits: Limits, wanted: number): Promise<Place | NoPlace> {
		const windows = windowsOf(limits)
		if (windows.length === 0) return { use: () => this.#note(name), release: () => {} }
		const account = await this.#get(name)
		const now = this.#clock.now()
		const fullUntil = Math.max(...windows.map((window) => openingOf(account, window, { now, wanted })))
		if (fullUntil > now) return { fullUntil }
		if (windows.some((window) => isHeld(account, window, now))) return { heldUntil: now + ASK_AGAIN_MS }
		return this.#hold(name, account)
	}

	/** Counts one use by something else than a mailing; resolves when it is in the journal. */
	async addUse(name: string): Promise<void> {
		await this.#journal.addUse(name, this.#clock.now())
		this.#note(name)
	}

	#hold(name: string, account: Account): Place {
		let open = true
		const close = (used: boolean) => {
			if (!open) return
			open = false
			account.held -= 1
			if (used) this.#note(name)
		}
		account.held += 1
		return { use: () => close(true), release: () => close(false) }
	}

	/** What has just been written into the journal; an account that nobody has asked for is read from there one day. */
	#note(name: string): void {
		this.#known.get(name)?.uses.add(this.#clock.now())
	}

	async #get(name: string): Promise<Account> {
		const reading = this.#accounts.get(name) ?? this.#read(name)
		this.#accounts.set(name, reading)
		try {
			return await reading
		} catch (error) {
			this.#accounts.delete(name)
			throw error
		}
	}

	async #read(name: string): Promise<Account> {
		const uses = await this.#journal.listUses(name, this.#clock.now() - LONGEST_WINDOW_MS)
		const account = { uses: new UseWindow(uses, LONGEST_WINDOW_MS), held: 0 }
		this.#known.set(name, account)
		return account
	}
}

function windowsOf({ hourlyLimit, dailyLimit }: Limits): Window[] {
	return [
		...(hourlyLimit === undefined ? [] : [{ limit: hourlyLimit, windowMs: HOUR_MS }]),
		...(dailyLimit === undefined ? [] : [{ limit: dailyLimit, windowMs: LONGEST_WINDOW_MS }])
	]
}

/** From when one window has room, going by what was used. */
function openingOf(
	{ uses }: Account,
	{ limit, windowMs }: Window,
	{ now, wanted }: { now: number; wanted: number }
): number {
	const first = uses.nthLatest(limit)
	if (first === undefined || first + windowMs <= now) return now
	const last = uses.nthLatest(Math.max(1, limit - wanted + 1)) ?? first
	return Math.min(last + windowMs, first + windowMs * (1 + PATIENCE))
}

/** Whether one window has no room because of messages that are on their way. */
function isHeld({ uses, held }: Account, { limit, windowMs }: Window, now: number): boolean {
	if (held >= limit) return true
	const use = uses.nthLatest(limit - held)
	return use !== undefined && use + windowMs > now
}
