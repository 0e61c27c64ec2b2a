import type { Failure } from '#relay/mail/session.ts'
import type { Pause } from './pauses.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** RFC 5321 §4.5.4.1 advises half an hour; a server that only wanted a breath need not be waited for as long. */
const THROTTLE_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, ...repeat(30 * MINUTE_MS, 8)]
/** Limits are for an hour or a day; a day's may have been used up a moment ago. */
const LIMIT_MS = [15 * MINUTE_MS, 45 * MINUTE_MS, ...repeat(HOUR_MS, 25)]
const CONNECTION_MS = [MINUTE_MS / 2, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS]
const JOURNAL_MS = MINUTE_MS / 2
/** No server is believed that asks for a shorter or a longer wait; its clock may be wrong. */
const MIN_WAIT_MS = 1000
const MAX_WAIT_MS = 24 * HOUR_MS

/** How long a mailing holds still after a failure: longer each time, until something has gone well again. */
export class Patience {
	#throttled = 0
	#disconnected = 0

	/** A message was accepted. */
	reward(): void {
		this.#throttled = 0
		this.#disconnected = 0
	}

	/**
	 * The pause that a failure asks for; to be called once a pause, not once a message. One that has put off everything
	 * for hours is a person's business, and asked no more.
	 */
	pauseFor(failure: Failure, now: number): Pause {
		const { code, scope, throttle, reply } = failure
		const why = { code, reply }
		if (throttle) return { ...this.#throttle(failure, now), ...why }
		if (scope === 'account' || scope === 'message') return { reason: scope, resumeAt: null, ...why }
		const wait = CONNECTION_MS[Math.min(this.#disconnected++, CONNECTION_MS.length - 1)] ?? 0
		return { reason: 'connection', resumeAt: now + wait, ...why }
	}

	/** A server that says for how long is believed, but only once: when that was not enough, also the usual is waited. */
	#throttle({ code, waitMs, waitUntil = 0 }: Failure, now: number): Pause {
		const first = this.#throttled === 0
		const usual = (code === 'sending-limit' ? LIMIT_MS : THROTTLE_MS)[this.#throttled++]
		if (usual === undefined) {
			this.#throttled = 0
			return { reason: 'account', resumeAt: null }
		}
		const asked = waitUntil > now ? waitUntil - now : waitMs
		const wait = asked === undefined || !first ? Math.max(asked ?? 0, usual) : Math.max(asked, MIN_WAIT_MS)
		return { reason: 'throttle', resumeAt: now + Math.min(wait, MAX_WAIT_MS) }
	}
}

/** The journal cannot be written: nothing is sent until it can be. */
export const journalPause = (now: number): Pause => ({
	reason: 'connection',
	resumeAt: now + JOURNAL_MS,
	code: 'journal-unavailable'
})

/** Something nobody foresaw: going on could make it worse. */
export const UNFORESEEN: Pause = { reason: 'message', resumeAt: null }

function repeat(ms: number, times: number): number[] {
	return Array.from({ length: times }, () => ms)
}
