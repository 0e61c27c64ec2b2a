import * as v from 'valibot'
import { Pace } from './wire/mailing.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
/** What a message takes on one connection to a usual provider, as far as anybody can say beforehand. */
const USUAL_MESSAGE_MS = 400
/** Held back by a limit for longer than this, sending stands still for whoever watches. */
const STANDS_STILL_MS = 60_000

/** What is known before a mailing leaves. */
export type SendingWish = {
	recipients: number
	pace: Pick<Pace, 'batchSize' | 'batchDelayMs' | 'connections' | 'hourlyLimit' | 'dailyLimit'>
	/** When the account's messages of the last day left, in any order, ms since the epoch. */
	spent: readonly number[]
	/** Messages of the same account that leave before the first of these. */
	ahead?: number
	/** When it begins, ms since the epoch. */
	startsAt: number
	/** What one message takes on one connection. */
	messageMs?: number
}

/** Messages that leave one after the other; instants are those of the first and the last, ms since the epoch. */
export type Wave = { count: number; startsAt: number; endsAt: number }

/** How a mailing will leave, by what is known beforehand. */
export type SendingPlan = {
	/** In order; none when there is nobody. */
	waves: Wave[]
	/** When the last message leaves; `startsAt` of the wish when there is nobody. */
	endsAt: number
	/** The limits that hold messages back: none when the whole mailing leaves in one go. */
	limits: ('hourly' | 'daily')[]
}

/**
 * Says in which waves a mailing leaves and when it is over: in no hour, and in no day, more than the limits, whenever
 * these begin, and counted with what was sent before. An estimate, as how long a server takes is not known; it takes time
 * and memory linear in the messages.
 */
export function planSending(wish: SendingWish): SendingPlan {
	const { recipients, pace, spent, ahead = 0, startsAt } = wish
	const times = new Float64Array(spent.length + ahead + recipients)
	// One that bears a later time, of a clock since set back, counts as of now.
	times.set(spent.map((at) => Math.min(at, startsAt)).sort((a, b) => a - b))
	const limits = new Set<'hourly' | 'daily'>()
	const waves: Wave[] = []
	for (let index = 0; index < ahead + recipients; index++) {
		const place = spent.length + index
		const wanted = index === 0 ? startsAt : (times[place - 1] ?? startsAt) + restBefore(index, wish)
		const opening = openingOf(times, place, pace)
		const at = Math.max(wanted, opening.at)
		times[place] = at
		if (index < ahead) continue
		const heldMs = at - wanted
		if (heldMs > 0) limits.add(opening.limit)
		const wave = waves.at(-1)
		if (wave && heldMs <= STANDS_STILL_MS) Object.assign(wave, { count: wave.count + 1, endsAt: at })
		else waves.push({ count: 1, startsAt: at, endsAt: at })
	}
	return { waves, endsAt: waves.at(-1)?.endsAt ?? startsAt, limits: [...limits] }
}

/** The time between a message and the one before it, limits left aside. */
function restBefore(index: number, { pace, messageMs = USUAL_MESSAGE_MS }: SendingWish): number {
	const { batchSize, batchDelayMs, connections } = pace
	return messageMs / connections + (index % batchSize === 0 ? batchDelayMs : 0)
}

/** From when the message at a place may leave: so many before it, it must be an hour, and a day, later than that one. */
function openingOf(
	times: Float64Array,
	place: number,
	{ hourlyLimit = Infinity, dailyLimit = Infinity }: SendingWish['pace']
): { at: number; limit: 'hourly' | 'daily' } {
	const hour = (times[place - hourlyLimit] ?? -Infinity) + HOUR_MS
	const day = (times[place - dailyLimit] ?? -Infinity) + DAY_MS
	return day > hour ? { at: day, limit: 'daily' } : { at: hour, limit: 'hourly' }
}

/** A pace with what the relay takes where nothing is said. */
export const parsePace = (pace: v.InferInput<typeof Pace>): Pace => v.parse(Pace, pace)
