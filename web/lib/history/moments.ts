import { dayHere } from '#web/db/day-here.ts'
import { m } from '#web/paraglide/messages.js'
import { getDateLocale } from '#web/language.ts'

const DAY_MS = 24 * 60 * 60_000

/** The day of an instant as a heading: today, yesterday, or the whole date. `at` in ms since the epoch. */
export function formatHistoryDay(at: number): string {
	const day = dayHere(at)
	if (day === dayHere()) return m.history_today()
	if (day === dayHere(Date.now() - DAY_MS)) return m.history_yesterday()
	return new Date(at).toLocaleDateString(getDateLocale(), { dateStyle: 'full' })
}

/** A day in few words, for a value's beginning or end: "12 mars 2026". */
export const formatHistoryDate = (at: number): string =>
	new Date(at).toLocaleDateString(getDateLocale(), { dateStyle: 'long' })
