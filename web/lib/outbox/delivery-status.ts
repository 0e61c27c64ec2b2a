import type { StorageFault } from '#web/db/database.ts'
import type { RelayFailure } from '#web/relay.ts'
import type { PausedEvent } from '#shared/wire/event.ts'

/** Why a mailing does not go on: the relay, or the device that must store its results. */
export type DeliveryFailure = {
	code: RelayFailure['code'] | StorageFault['code'] | 'attachment-missing'
	fields?: string[]
	retryAfterMs?: number
}

/** The relay holds a mailing still; `resumeAt` in ms since the epoch, `null` when it waits for a person. */
export type Pause = Pick<PausedEvent, 'reason' | 'code' | 'reply'> & { resumeAt: number | null }

/**
 * What a mailing under way is doing at this moment. Never stored: the log rows are the truth.
 *
 * `waiting`: tried again by itself. `blocked`: a person must do something. `refused`: the relay did not take it, nothing
 * was sent, and it was forgotten, or waits again if it had waited.
 */
export type DeliveryStatus =
	| { phase: 'connecting' | 'running' }
	| { phase: 'paused'; pause: Pause }
	| { phase: 'waiting'; failure: DeliveryFailure; retryAt: number }
	| { phase: 'blocked'; failure: DeliveryFailure }
	| { phase: 'refused'; failure: DeliveryFailure }

/** What to do about a relay that did not take a mailing, or does not answer. */
type Reaction = 'retry' | 'post' | 'give-up' | 'ask'

const REACTIONS: Partial<Record<DeliveryFailure['code'], Reaction>> = {
	'relay-unreachable': 'retry',
	'relay-incompatible': 'retry',
	'held-elsewhere': 'retry',
	'rate-limited': 'retry',
	'journal-unavailable': 'retry',
	internal: 'retry',
	'storage-full': 'retry',
	'storage-unavailable': 'retry',
	'unknown-mailing': 'post',
	'journal-replaced': 'give-up',
	'mailing-expired': 'give-up',
	'attempt-refused': 'give-up'
}

/** How to go on after a failure: try again later, post anew, give up knowing what became of the rest, or ask a person. */
export const reactionTo = ({ code }: DeliveryFailure): Reaction => REACTIONS[code] ?? 'ask'
