import { m } from '#web/paraglide/messages.js'
import { getDateLocale, getLocale } from '#web/language.ts'

const MINUTE_MS = 60_000
const HOUR_MINUTES = 60

/** A day and a time as one reads them: "22 novembre 2026 à 18:30". `at`: ISO 8601, or ms since the epoch. */
export const formatMoment = (at: string | number): string =>
	new Date(at).toLocaleString(getDateLocale(), { dateStyle: 'long', timeStyle: 'short' })

/** A time of today: "18:30". */
export const formatTime = (at: number): string =>
	new Date(at).toLocaleTimeString(getDateLocale(), { timeStyle: 'short' })

/** A time to come, as short as it can be understood: "18:30" today, "mardi 1 décembre à 18:30" on another day. */
export function formatSoon(at: number): string {
	const today = new Date(at).toDateString() === new Date().toDateString()
	const day = today ? undefined : ({ weekday: 'long', day: 'numeric', month: 'long' } as const)
	return new Date(at).toLocaleString(getLocale(), { ...day, hour: '2-digit', minute: '2-digit' })
}

/** How long it takes still, in the roundness one believes: "encore environ 3 minutes". */
export function formatTimeLeft(leftMs: number): string {
	const minutes = Math.ceil(leftMs / MINUTE_MS)
	if (leftMs < MINUTE_MS) return m.outbox_time_short()
	if (minutes < 2 * HOUR_MINUTES) return m.outbox_time_minutes({ count: minutes })
	return m.outbox_time_hours({ count: Math.round(minutes / HOUR_MINUTES) })
}

/** How a pause between batches is told: "avec 1 seconde de pause", "sans pause". */
export function formatPause(durationMs: number): string {
	if (durationMs === 0) return m.mailing_help_no_pause()
	const format = { style: 'unit', unit: 'second', unitDisplay: 'long' } as const
	return m.mailing_help_pause({ duration: new Intl.NumberFormat(getLocale(), format).format(durationMs / 1000) })
}
