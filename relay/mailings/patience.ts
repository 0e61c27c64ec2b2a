import type { Failure } from '#relay/mail/session.ts'
import type { Pause } from './pauses.ts'

const MINUTE_MS = 60_000
/** RFC 5321 §4.5.4.1 advises half an hour; a server that only wanted a breath need not be waited for as long. */
const THROTTLE_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS]
const CONNECTION_MS = [MINUTE_MS / 2, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS]
const JOURNAL_MS = MINUTE_MS / 2
/** Content that is refused for so many recipients in a row will be refused for all. */
const REFUSED_CONTENTS = 2

/** How long a mailing holds still after a failure: longer each time, until something has gone well again. */
export class Patience {
	#throttled = 0
	#disconnected = 0
	#refusedContents = 0

	/** A message was accepted. */
	reward(): void {
		this.#throttled = 0
		this.#disconnected = 0
		this.#refusedContents = 0
	}

	/** Counts a refusal of the content itself; true when going on makes no sense. */
	endsAtRefusal(): boolean {
		this.#refusedContents += 1
		return this.#refusedContents >= REFUSED_CONTENTS
	}

	pauseFor({ code, scope, throttle, reply }: Failure, now: number): Pause {
		const why = { code, reply }
		if (throttle) return { reason: 'throttle', resumeAt: now + step(THROTTLE_MS, this.#throttled++), ...why }
		if (scope === 'account' || scope === 'message') return { reason: scope, resumeAt: null, ...why }
		return { reason: 'connection', resumeAt: now + step(CONNECTION_MS, this.#disconnected++), ...why }
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

function step(durations: readonly number[], index: number): number {
	return durations[Math.min(index, durations.length - 1)] ?? 0
}
