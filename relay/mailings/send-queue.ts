import type { Recipient } from '#shared/wire/mailing.ts'

/** A message on its way out. */
export type Outgoing = {
	recipient: Recipient
	mac: string
	/** Tries so far. */
	tries: number
	/** How often the server has put it off without its being the message's fault. */
	deferrals: number
}

/** What waits to be sent, in the order it was posted; tries to be repeated come before, once their time has come. */
export class SendQueue {
	#fresh: (Outgoing | undefined)[] = []
	#next = 0
	#returned: Outgoing[] = []
	#delayed: { dueAt: number; message: Outgoing }[] = []

	get size(): number {
		return this.#fresh.length - this.#next + this.#returned.length + this.#delayed.length
	}

	add(messages: readonly Outgoing[]): void {
		for (const message of messages) this.#fresh.push(message)
	}

	/** Puts back what could not be begun, before all else. */
	putBack(message: Outgoing): void {
		this.#returned.unshift(message)
	}

	/** Puts off a message until an instant. */
	delay(message: Outgoing, dueAt: number): void {
		const before = this.#delayed.findLastIndex((each) => each.dueAt <= dueAt)
		this.#delayed.splice(before + 1, 0, { dueAt, message })
	}

	/** The next message that may be sent now, if any. */
	take(now: number): Outgoing | undefined {
		if (this.#returned.length > 0) return this.#returned.shift()
		const delayed = this.#delayed[0]
		if (delayed && delayed.dueAt <= now) return this.#delayed.shift()?.message
		const message = this.#fresh[this.#next]
		if (!message) return undefined
		this.#fresh[this.#next] = undefined // Addresses live here no longer than they are needed.
		this.#next += 1
		return message
	}

	/** When the first of the delayed is due; `undefined` when none is. */
	get dueAt(): number | undefined {
		return this.#delayed[0]?.dueAt
	}

	clear(): void {
		this.#fresh = []
		this.#next = 0
		this.#returned = []
		this.#delayed = []
	}
}
