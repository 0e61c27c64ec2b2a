const SECOND_MS = 1000
const UNITS: Record<string, number> = {
	s: SECOND_MS,
	m: 60 * SECOND_MS,
	h: 3600 * SECOND_MS,
	d: 86_400 * SECOND_MS,
	j: 86_400 * SECOND_MS
}

const ASKS = '(?:again|retry|wait|come back|gr[ea]y-?list(?:ed|ing)?|resume|later|r[ée]essayer)'
const AMOUNT = new RegExp(`${ASKS}[^.;]{0,40}?\\b(\\d{1,5}) ?(s|m|h|d|j)(?:ec|in|our|ay|eure)`, 'i')
const CLOCK = new RegExp(`${ASKS}[^.;]{0,40}?\\b(\\d{1,2}):(\\d{2}):(\\d{2})\\b`, 'i')
const INSTANT = /(?:again|retry) after (\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} (?:UTC|GMT))/i
const RATE = /\bper (second|minute)\b|maximum sending rate/i

/** For how long, or until when (ms since the epoch), a server asks to wait; empty when it does not say. */
export type WaitHint = { waitMs?: number; waitUntil?: number }

/** Finds in a server's words for how long it wants to be left alone. A limit per minute is over after a minute. */
export function findWait(text: string): WaitHint {
	const [, day] = INSTANT.exec(text) ?? []
	const waitUntil = day === undefined ? NaN : Date.parse(day)
	if (Number.isFinite(waitUntil)) return { waitUntil }
	const [, hours, minutes, seconds] = CLOCK.exec(text) ?? []
	if (hours !== undefined)
		return { waitMs: (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * SECOND_MS }
	const [, amount, unit = ''] = AMOUNT.exec(text) ?? []
	if (amount !== undefined) return { waitMs: Number(amount) * (UNITS[unit.toLowerCase()] ?? 0) }
	return RATE.test(text) ? { waitMs: 60 * SECOND_MS } : {}
}
