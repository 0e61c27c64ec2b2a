import type { Session } from '#relay/mail/session.ts'

/** One connection to the server, kept from message to message; `busy` while a message is on its way, or it opens. */
export type Lane = { session?: Session; busy: boolean }

/** The connections of one mailing. */
export class Lanes {
	#lanes: Lane[] = []
	/** What the server allows, once it has refused one more. */
	#allowed = Infinity

	/** How many sessions are open. */
	get open(): number {
		return this.#lanes.filter(({ session }) => session?.usable).length
	}

	/** How many lanes have a message under way. */
	get busy(): number {
		return this.#lanes.filter(({ busy }) => busy).length
	}

	/**
	 * A lane for the next message, if there is one to be had: kept, or a new one up to `max`. The second connection waits
	 * until the first is open, so that a server which is down is not asked from all sides.
	 */
	take(max: number): Lane | undefined {
		const kept = this.#lanes.find(({ busy }) => !busy)
		if (kept) return Object.assign(kept, { busy: true })
		if (this.#lanes.length >= Math.min(max, this.#allowed)) return undefined
		if (this.#lanes.length > 0 && this.open === 0) return undefined
		const lane: Lane = { busy: true }
		this.#lanes.push(lane)
		return lane
	}

	/** Gives a lane back; one without a session that can be used is dropped. */
	give(lane: Lane): void {
		lane.busy = false
		if (lane.session?.usable) return
		this.#lanes = this.#lanes.filter((each) => each !== lane)
		void lane.session?.close()
	}

	/** Makes do with the sessions that are open: the server has refused one more. */
	settleForFewer(): void {
		this.#allowed = Math.max(1, this.open)
	}

	/** New settings may be allowed more. */
	forgetLimit(): void {
		this.#allowed = Infinity
	}

	/** Closes what no message is using; nobody need wait for it. */
	closeIdle(): Promise<unknown> {
		const idle = this.#lanes.filter(({ busy }) => !busy)
		this.#lanes = this.#lanes.filter(({ busy }) => busy)
		return Promise.all(idle.map(async ({ session }) => await session?.close()))
	}
}
