import type { Failure } from '#relay/mail/session.ts'
import type { Outgoing } from './send-queue.ts'

const MINUTE_MS = 60_000
/** A server that puts the same message off this often, while it takes others, will not take it. */
const MAX_DEFERRALS = 8
/** Refused so often although a person went on, with the others tried in between: it is this recipient after all. */
const MAX_BLAMED = 2
/** Greylists let through who comes back after some minutes; five is the most usual, an hour the most we know of. */
const LATER_MS = [5 * MINUTE_MS, 10 * MINUTE_MS, 20 * MINUTE_MS, 30 * MINUTE_MS]
const MIN_LATER_MS = MINUTE_MS
const MAX_LATER_MS = 60 * MINUTE_MS
/** Past the time that the server names, so that clocks need not agree. */
const MARGIN_MS = 5000

/**
 * What is to be done about a message that was not accepted:
 * - `again`: the same one is tried again in a moment;
 * - `later`: it is greylisted, and set aside for minutes while the others go on;
 * - `deferred`: it is not this message's fault, so the whole mailing waits, and it as if it had not been tried;
 * - `settled`: it has failed for good.
 */
export type NextStep = 'again' | 'later' | 'deferred' | 'settled'

/** Decides from how the message fared before; `maxRetries` bounds the tries, but for greylisting and others' fault. */
export function nextStep(
	failure: Failure,
	{ tries, deferrals, blamed = 0 }: Pick<Outgoing, 'tries' | 'deferrals' | 'blamed'>,
	maxRetries: number
): NextStep {
	const { code, temporary, throttle, greylisted, stage } = failure
	// An account's trouble ends when a person or the provider ends it: nobody fails for it.
	if (code === 'sending-limit') return 'deferred'
	if (isForPerson(failure)) return stage === 'rcpt' && blamed >= MAX_BLAMED ? 'settled' : 'deferred'
	if (throttle) return deferrals < MAX_DEFERRALS ? 'deferred' : 'settled'
	if (!temporary) return 'settled'
	if (tries < maxRetries) return 'again'
	return greylisted && maxRetries > 0 && tries - maxRetries < LATER_MS.length ? 'later' : 'settled'
}

/** The account is refused, and waiting would not help. */
export const isForPerson = ({ scope, throttle }: Failure): boolean => scope === 'account' && !throttle

/** For how long a greylisted message is set aside; `tries` counts those before the one that failed. */
export function laterMs({ waitMs }: Failure, tries: number, maxRetries: number): number {
	const usual = LATER_MS[tries - maxRetries] ?? MAX_LATER_MS
	return waitMs === undefined ? usual : Math.min(MAX_LATER_MS, Math.max(MIN_LATER_MS, waitMs + MARGIN_MS))
}
