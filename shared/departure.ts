import { err, ok, type Result } from './result.ts'

/** Why a day and a time are no moment to send at. `no-such-time`: clocks are put forward over it. */
export type DepartureFault = 'day-missing' | 'time-missing' | 'past' | 'too-far' | 'no-such-time'

/** Further away than this, it is a slip of the fingers. */
const FARTHEST_MS = 366 * 86_400_000

/**
 * The moment of a local day (`YYYY-MM-DD`) and time (`HH:MM`), ISO 8601 in UTC; `now` in ms since the epoch. It stays that
 * moment when the device travels. Of a time that comes twice in a night, the first one.
 */
export function departureAt(day: string, time: string, now: number): Result<string, DepartureFault> {
	if (day === '') return err('day-missing')
	if (time === '') return err('time-missing')
	const at = new Date(`${day}T${time}`)
	if (Number.isNaN(at.getTime())) return err('day-missing')
	if (localTime(at) !== time) return err('no-such-time')
	if (at.getTime() <= now) return err('past')
	return at.getTime() - now > FARTHEST_MS ? err('too-far') : ok(at.toISOString())
}

/** The time of a moment on this device's clock, `HH:MM`. */
export const localTime = (at: Date): string => [at.getHours(), at.getMinutes()].map(twoDigits).join(':')

/** The day of a moment on this device's calendar, `YYYY-MM-DD`. */
export const localDay = (at: Date): string =>
	[String(at.getFullYear()).padStart(4, '0'), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-')

const twoDigits = (part: number): string => String(part).padStart(2, '0')
