import { departureAt, localDay, localTime, type DepartureFault } from '#shared/departure.ts'
import { err, ok, type Result } from '#shared/result.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The hour at which most people read their mail. */
const OFFERED = '18:00'

/** When a mailing is to leave, where not at once, and in what portions. */
export type Departure = Partial<{ sendAt: string; perDay: number }>

/** When a mailing is to leave, as it is being chosen. */
export class DepartureChoice {
	when = $state<'now' | 'later'>('now')
	#day = $state('')
	#time = $state('')
	fault = $state<DepartureFault>()
	/** How many a day at the most, as it is typed; empty for as many as the account allows. */
	perDayTyped = $state('')

	get day(): string {
		return this.#day
	}
	set day(day: string) {
		this.#day = day
		this.fault = undefined
	}
	get time(): string {
		return this.#time
	}
	set time(time: string) {
		this.#time = time
		this.fault = undefined
	}
	get later(): boolean {
		return this.when === 'later'
	}

	/** Offers a time to come: `at`, if it is one, else this evening or the next. */
	offer(now: number, at?: string): void {
		const asked = at === undefined ? NaN : Date.parse(at)
		const evening = [now, now + DAY_MS].map((on) => new Date(`${localDay(new Date(on))}T${OFFERED}`))
		const offered = asked > now ? new Date(asked) : evening.find((on) => on.getTime() - now > HOUR_MS)
		this.when = 'now'
		this.perDayTyped = ''
		this.day = localDay(offered ?? new Date(now + DAY_MS))
		this.time = localTime(offered ?? new Date(now + DAY_MS))
	}

	/** How many a day at the most, `undefined` where nothing was chosen, `NaN` where it is no number of people. */
	get perDay(): number | undefined {
		const typed = this.perDayTyped.trim()
		if (typed === '') return undefined
		return /^[1-9]\d{0,6}$/.test(typed) ? Number(typed) : NaN
	}

	/** What it says so far, as far as that can be: when it leaves (ms since the epoch), and how many a day. */
	get chosen(): { startsAt?: number; perDay?: number } {
		const at = this.later ? departureAt(this.day, this.time, Date.now()) : undefined
		const { perDay } = this
		return {
			...(at?.ok && { startsAt: Date.parse(at.value) }),
			...(perDay !== undefined && !Number.isNaN(perDay) && { perDay })
		}
	}

	/** What was chosen, nothing for at once. Fails, and says why beside the field, when it cannot be. */
	take(now: number): Result<Departure, DepartureFault | 'per-day-odd'> {
		const at = this.later ? departureAt(this.day, this.time, now) : undefined
		this.fault = at?.ok === false ? at.error : undefined
		if (at?.ok === false) return err(at.error)
		const { perDay } = this
		if (Number.isNaN(perDay)) return err('per-day-odd')
		return ok({ ...(at && { sendAt: at.value }), ...(perDay !== undefined && { perDay }) })
	}
}
