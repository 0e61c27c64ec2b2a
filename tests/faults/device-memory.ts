import type { MailingEvent, ResultEvent } from '#shared/wire/event.ts'
import type { Posted } from './check/trial.ts'

const nameOf = (id: string, attempt: number) => `${id}/${attempt}`

/** What a device has on its disk about one mailing: whom it submitted, and what it was told, applied event by event. */
export class DeviceMemory {
	/** The journal that first accepted it. */
	journalEpoch: string | undefined
	/** The run last listened to, and its last event that is kept. */
	run = ''
	lastSeq = 0
	#submitted = new Map<string, Posted>()
	#results = new Map<string, ResultEvent>()
	#cancelled = new Set<string>()

	/** Submits an attempt: on disk before anything of it leaves. */
	submit(recipients: readonly Posted[]): void {
		for (const recipient of recipients) this.#submitted.set(nameOf(recipient.id, recipient.attempt), recipient)
	}

	/** Latest attempts without a result. */
	get open(): Posted[] {
		return this.latest.filter(({ id, attempt }) => {
			const name = nameOf(id, attempt)
			return !this.#results.has(name) && !this.#cancelled.has(name)
		})
	}

	/** Everybody with the latest attempt. */
	get latest(): Posted[] {
		const latest = new Map<string, Posted>()
		for (const each of this.#submitted.values()) {
			if (each.attempt >= (latest.get(each.id)?.attempt ?? 0)) latest.set(each.id, each)
		}
		return [...latest.values()]
	}

	/** What became of somebody's attempt, as far as it is known. */
	resultOf({ id, attempt }: Posted): ResultEvent | undefined {
		return this.#results.get(nameOf(id, attempt))
	}

	/** Applies one event. A result that is known already changes nothing. */
	apply(event: MailingEvent): void {
		if (event.type === 'heartbeat') return
		if (event.type === 'accepted') {
			this.journalEpoch ??= event.journalEpoch
			this.run = event.run
		}
		if (event.type === 'result') {
			const name = nameOf(event.recipientId, event.attempt)
			if (!this.#results.has(name)) this.#results.set(name, event)
		}
		// The end is heard again by whoever has not kept that it was the end.
		if (event.type !== 'done') this.lastSeq = event.seq
	}

	/** Whoever has no result now was cancelled. */
	close(): void {
		for (const { id, attempt } of this.open) this.#cancelled.add(nameOf(id, attempt))
	}

	/** Loses the last results, as a disk does that had not written them yet; all of them, as an old backup does. */
	forget(count = Infinity): void {
		const names = [...this.#results.keys()]
		for (const name of names.slice(Math.max(0, names.length - count))) this.#results.delete(name)
		if (count === Infinity) this.#cancelled.clear()
		this.run = ''
		this.lastSeq = 0
	}
}
