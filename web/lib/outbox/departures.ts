import type { Mailing, MailingId, MissedReason } from '#shared/mailing.ts'

/** So long after its time a mailing still leaves by itself: a later one might come at an hour that nobody meant. */
export const LATEST_MS = 30 * 60_000
/** A timer does not count while a device sleeps, and a clock may be set: it is looked at this often, whatever was planned. */
const LOOK_EVERY_MS = 15_000

/** What departures need to know and to do; each may be asked more than once about the same mailing. */
export type Dispatcher = {
	/** Ms since the epoch. */
	now: () => number
	/** Asks whether there is a relay that would take a mailing, right now. */
	isRelayReady: () => Promise<boolean>
	/** Lets it leave if it is what was confirmed; resolves to whether it is. */
	depart: (mailing: Mailing) => Promise<boolean>
	/** Lets it wait for a person instead. */
	miss: (mailing: Mailing, reason: MissedReason) => Promise<unknown>
}

/** Where a time to leave at lies. An unreadable one lies in the past. */
export function placeOf(sendAt: string | undefined, now: number): 'early' | 'due' | 'late' {
	const lateMs = now - Date.parse(sendAt ?? '')
	if (lateMs < 0) return 'early'
	return lateMs <= LATEST_MS ? 'due' : 'late'
}

/** Lets scheduled mailings leave when their time has come, one after the other. Runs in the window that sends, and only there. */
export class Departures {
	readonly #dispatcher: Dispatcher
	#scheduled: readonly Mailing[] = []
	/** Whose time came while there was no relay. */
	readonly #kept = new Set<MailingId>()
	#timer: ReturnType<typeof setTimeout> | undefined
	#looking: Promise<unknown> = Promise.resolve()
	#stopped = false

	constructor(dispatcher: Dispatcher) {
		this.#dispatcher = dispatcher
	}

	/** Takes note of what is scheduled, in the order in which it leaves. */
	expect(scheduled: readonly Mailing[]): void {
		this.#scheduled = scheduled
		this.#plan()
	}

	/** Looks at the clock now. Resolves once whatever had to leave has left, or waits. */
	look(): Promise<unknown> {
		const looked = this.#looking.then(() => this.#lookOnce())
		this.#looking = looked.catch(() => undefined).then(() => this.#plan())
		return looked
	}

	stop(): void {
		this.#stopped = true
		clearTimeout(this.#timer)
	}

	#plan(): void {
		clearTimeout(this.#timer)
		const times = this.#scheduled.map(({ sendAt }) => Date.parse(sendAt ?? ''))
		if (this.#stopped || times.length === 0) return
		const soonest = Math.min(...times) - this.#dispatcher.now()
		const waitMs = soonest > 0 ? Math.min(soonest, LOOK_EVERY_MS) : LOOK_EVERY_MS
		this.#timer = setTimeout(() => void this.look(), waitMs)
	}

	async #lookOnce(): Promise<void> {
		for (const mailing of this.#scheduled) {
			const place = placeOf(mailing.sendAt, this.#dispatcher.now())
			if (this.#stopped || place === 'early') return
			await (place === 'late' ? this.#miss(mailing) : this.#try(mailing))
		}
	}

	#miss(mailing: Mailing): Promise<unknown> {
		return this.#dispatcher.miss(mailing, this.#kept.has(mailing.id) ? 'unreachable' : 'late')
	}

	async #try(mailing: Mailing): Promise<void> {
		if (!(await this.#dispatcher.isRelayReady())) this.#kept.add(mailing.id)
		else if (!(await this.#dispatcher.depart(mailing))) await this.#dispatcher.miss(mailing, 'changed')
	}
}
