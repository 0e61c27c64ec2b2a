import type { Failure } from '#relay/mail/session.ts'
import type { Addressed } from './files.ts'

/** A message on its way out. */
export type Outgoing = {
	recipient: Addressed
	mac: string
	/** Tries so far. */
	tries: number
	/** How often the server has put it off without its being the message's fault. */
	deferrals: number
	/** How often it was refused, with its recipient, for what the account is to blame for. */
	blamed?: number
}

/** A message put off until an instant; `why` where it is set aside for longer than a try usually waits. */
type Delayed = { dueAt: number; message: Outgoing; why?: Failure }

/** What waits to be sent, in the order it was posted; tries to be repeated come before, once their time has come. */
export class SendQueue {
	#fresh: (Outgoing | undefined)[] = []
	#next = 0
	#returned: Outgoing[] = []
	#delayed: Delayed[] = []
	#cancelledAttempt = 0
	/** Recipients whose message was begun, and neither came back nor was finished. */
	#underWay = new Set<string>()

	get size(): number {
		return this.#fresh.length - this.#next + this.#returned.length + this.#delayed.length
	}

	add(messages: readonly Outgoing[]): void {
		for (const message of messages) if (this.#takeIn(message)) this.#fresh.push(message)
	}

	/** Puts back what could not be begun, before all else. */
	putBack(message: Outgoing): void {
		if (this.#takeIn(message)) this.#returned.unshift(message)
	}

	/** Puts off a message until an instant. */
	delay(message: Outgoing, dueAt: number): void {
		this.#insert({ dueAt, message })
	}

	/** Puts off a message for longer, so that whoever waits for nothing else is told why. */
	setAside(message: Outgoing, dueAt: number, why: Failure): void {
		this.#insert({ dueAt, message, why })
	}

	/** Until when, and why, everything that is left is set aside; `undefined` while there is anything else. */
	get aside(): { dueAt: number; why: Failure } | undefined {
		const first = this.#delayed[0]
		if (!first?.why || this.size > this.#delayed.length) return undefined
		return this.#delayed.every(({ why }) => why) ? { dueAt: first.dueAt, why: first.why } : undefined
	}

	/** A person will not wait: what is set aside may be sent at once. */
	hasten(): void {
		const aside = this.#delayed.filter(({ why }) => why)
		this.#delayed = this.#delayed.filter(({ why }) => !why)
		this.#returned.push(...aside.map(({ message }) => message))
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

	/** Drops everything, and takes none of these attempts from now on. */
	cancel(attempt: number): void {
		this.#cancelledAttempt = attempt
		this.clear()
	}

	isCancelled({ recipient }: Outgoing): boolean {
		return recipient.attempt <= this.#cancelledAttempt
	}

	/** A message that was taken is on its way from now on. */
	begin({ recipient }: Outgoing): void {
		this.#underWay.add(recipient.id)
	}

	/** A message that was taken will not come back. */
	finish({ recipient }: Outgoing): void {
		this.#underWay.delete(recipient.id)
	}

	/** Whether a recipient's message was begun, and what becomes of it is open. */
	isUnderWay(recipientId: string): boolean {
		return this.#underWay.has(recipientId)
	}

	clear(): void {
		this.#fresh = []
		this.#next = 0
		this.#returned = []
		this.#delayed = []
	}

	#insert(delayed: Delayed): void {
		if (!this.#takeIn(delayed.message)) return
		const before = this.#delayed.findLastIndex((each) => each.dueAt <= delayed.dueAt)
		this.#delayed.splice(before + 1, 0, delayed)
	}

	/** Whether a message that came, or came back, may wait here: one that was cancelled may not. */
	#takeIn(message: Outgoing): boolean {
		this.finish(message)
		return !this.isCancelled(message)
	}
}
