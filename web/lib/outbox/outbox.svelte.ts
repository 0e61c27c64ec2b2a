import { untrack } from 'svelte'
import type { Mailing, MailingId, MailingWish } from '#shared/mailing.ts'
import { wireSmtp } from '#shared/smtp-settings.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { database, onOutdated, type StorageFault } from '#web/db/database.ts'
import { sweepAttachments } from '#web/db/attachments.ts'
import { markLogsSent } from '#web/db/mailing-decisions.ts'
import { addMailing, findMailing, listOpenMailings, updateMailing } from '#web/db/mailings.ts'
import { readAccountOf } from '#web/db/smtp-accounts.ts'
import {
	holdMailing,
	listScheduledMailings,
	listWaitingMailings,
	missMailing,
	releaseMailing
} from '#web/db/waiting-mailings.ts'
import { live } from '#web/state/live.svelte.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { isAsConfirmed } from './as-confirmed.ts'
import { tidyLogs } from './closing.ts'
import { Delivery } from './delivery.ts'
import type { DeliveryStatus } from './delivery-status.ts'
import { Departures } from './departures.ts'
import { freezeMailing, type Confirmed } from './freeze.ts'
import { reconcileWaiting } from './reconcile.ts'
import { StatusBoard } from './status-board.svelte.ts'
import { reviewWaiting, type Review } from './waiting.ts'

/**
 * What waits to be sent and what is being sent. One window of the profile does the sending, whichever holds the lock;
 * all of them show it, and any of them may confirm, pause or cancel: that is written down, and the sender obeys.
 */
export class Outbox {
	readonly #open = live(listOpenMailings)
	readonly #waiting = live(listWaitingMailings)
	readonly #scheduled = live(listScheduledMailings)
	readonly #deliveries = new Map<MailingId, Delivery>()
	readonly #now: () => number
	#board = $state.raw<StatusBoard>()

	/** `now`: the clock by which scheduled mailings leave, ms since the epoch. */
	constructor(now: () => number = () => Date.now()) {
		this.#now = now
	}

	/** Whether the database has answered. */
	get loaded(): boolean {
		const read = [this.#open.current, this.#waiting.current, this.#scheduled.current]
		return !read.includes(undefined)
	}

	/** Mailings of which something may still be sent, oldest first; `undefined` until the database has answered. */
	get open(): Mailing[] | undefined {
		return this.#open.current
	}

	/** Mailings that wait for a person's yes, in their order. */
	get waiting(): Mailing[] {
		return this.#waiting.current ?? []
	}

	/** Mailings that leave by themselves at a time to come, in the order in which they do. */
	get scheduled(): Mailing[] {
		return this.#scheduled.current ?? []
	}

	/** What a mailing is doing at this moment, as far as this window has heard. */
	statusOf(id: MailingId): DeliveryStatus {
		return this.#board?.find(id) ?? { phase: 'connecting' }
	}

	/** Starts sending what is open, as soon as no other window does. Returns what stops it. */
	start(): () => void {
		const stopping = new AbortController()
		const name = `outbox:${database().name}`
		const board = new StatusBoard(name)
		board.onwake = (id) => this.#deliveries.get(id)?.wake()
		this.#board = board
		const holding = navigator.locks.request(name, { signal: stopping.signal }, () => this.#send(board, stopping.signal))
		holding.catch((error: unknown) => {
			if (!stopping.signal.aborted) throw error
		})
		// A window that cannot read and write any more leaves the sending to the one that can.
		const stopWatching = onOutdated(() => stopping.abort())
		return () => {
			stopWatching()
			stopping.abort()
			board.close()
		}
	}

	/** Freezes what was confirmed and keeps it, durably; it leaves as soon as the relay answers. */
	async send(confirmed: Confirmed): Promise<Result<MailingId, StorageFault>> {
		const { mailing, logs } = freezeMailing(confirmed, relayStatus.info)
		const added = await addMailing(mailing, logs)
		return added.ok ? ok(mailing.id) : added
	}

	/**
	 * Freezes what was confirmed without a relay, or for a time to come, and keeps it, durably. At its time it leaves by
	 * itself, without one only by `release`.
	 */
	async hold(confirmed: Confirmed): Promise<Result<MailingId, StorageFault>> {
		const { mailing, logs } = freezeMailing(confirmed, relayStatus.info)
		const progress = mailing.sendAt === undefined ? 'waiting' : 'scheduled'
		const held: Mailing = { ...mailing, progress, heldAt: mailing.createdAt }
		const added = await holdMailing({ mailing: held, logs }, confirmed)
		return added.ok ? ok(mailing.id) : added
	}

	/** Sends what has not left, as it was reviewed just now. `false` when it does not stand as it was reviewed any more. */
	async release({ mailing: before, confirmed }: Review): Promise<Result<boolean, StorageFault>> {
		const { id, heldAt, restored, progress, sendAt } = before
		this.forget(id)
		const { mailing, logs } = freezeMailing(confirmed, relayStatus.info, id)
		return releaseMailing({ mailing: { ...mailing, heldAt, restored }, logs }, { progress, sendAt })
	}

	/** Writes down what a person wants of a mailing; the relay hears of it next, and it shows once that has answered. */
	steer(id: MailingId, wish: MailingWish): Promise<Result<unknown, StorageFault>> {
		return updateMailing(id, { wish })
	}

	/** Tries again now what waits or was blocked. */
	wake(id: MailingId): void {
		this.#board?.wake(id)
	}

	/** Takes note that a person has seen why a mailing was refused. */
	forget(id: MailingId): void {
		this.#board?.remove(id)
	}

	/**
	 * Gives a mailing under way the password of its account, the only thing about that which may change. Resolves to
	 * whether it is another one; fails with `account-changed` when the account has another server or login now, or is gone.
	 */
	async renewPassword(id: MailingId): Promise<Result<boolean, StorageFault | { code: 'account-changed' }>> {
		const mailing = await findMailing(id)
		if (!mailing) return ok(false)
		const smtp = wireSmtp((await readAccountOf(mailing.accountId)).settings)
		const same = (['host', 'port', 'security', 'username'] as const).every((part) => smtp[part] === mailing.smtp[part])
		if (!same) return err({ code: 'account-changed' })
		if (smtp.password === mailing.smtp.password) return ok(false)
		const updated = await updateMailing(id, { smtp, standing: undefined })
		return updated.ok ? ok(true) : updated
	}

	/** A person knows that these recipients got the message. */
	async markSent(mailing: Mailing, ids: string[]): Promise<Result<unknown, StorageFault>> {
		const decided = await markLogsSent(mailing.id, ids)
		return decided.ok ? tidyLogs(mailing) : decided
	}

	async #send(board: StatusBoard, signal: AbortSignal): Promise<void> {
		board.writing = true
		void sweepAttachments(Date.now())
		const departures = this.#departures()
		const stopWatching = $effect.root(() => {
			$effect(() => {
				// Before that, it is not known whether this device holds a key.
				if (relayStatus.reachability !== 'unknown') this.#takeUp(board, signal)
			})
			$effect(() => {
				if (relayStatus.online) for (const delivery of this.#deliveries.values()) delivery.wake()
			})
			$effect(() => {
				departures.expect(this.scheduled)
				if (relayStatus.reachability !== 'unknown') void departures.look()
			})
			$effect(() => {
				if (!relayStatus.online) return
				for (const mailing of this.waiting) if (mailing.restored) void reconcileWaiting(mailing)
			})
		})
		await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
		stopWatching()
		departures.stop()
		board.writing = false
	}

	#departures(): Departures {
		return new Departures({
			now: this.#now,
			isRelayReady: async () => (await relayStatus.check()) === 'online' && relayStatus.paired,
			depart: async (mailing) => {
				const review = await reviewWaiting(mailing)
				if (!(await isAsConfirmed(review))) return false
				await this.release(review)
				return true
			},
			miss: missMailing
		})
	}

	#takeUp(board: StatusBoard, signal: AbortSignal): void {
		for (const mailing of this.open ?? []) {
			const known = this.#deliveries.get(mailing.id)
			if (known) known.notice(mailing)
			else untrack(() => void this.#deliver(mailing.id, board, signal))
		}
	}

	async #deliver(id: MailingId, board: StatusBoard, signal: AbortSignal): Promise<void> {
		const delivery = new Delivery(id, (status) => {
			board.set(id, status)
			if (status.phase === 'waiting') void relayStatus.check()
		})
		this.#deliveries.set(id, delivery)
		try {
			await delivery.run(signal)
		} catch (error) {
			if (signal.aborted) return
			board.set(id, { phase: 'blocked', failure: { code: 'internal' } })
			throw error
		} finally {
			this.#deliveries.delete(id)
		}
		// Opened again in the very moment in which it ended.
		const mailing = signal.aborted ? undefined : await findMailing(id)
		if (mailing?.progress === 'open' && !this.#deliveries.has(id)) await this.#deliver(id, board, signal)
	}
}

export const outbox = new Outbox()
