import type { DepartureFault } from '#shared/departure.ts'
import type { Mailing, MissedReason } from '#shared/mailing.ts'
import { m } from '#web/paraglide/messages.js'
import { formatMoment } from './moments.ts'

const FAULTS: Record<DepartureFault, () => string> = {
	'day-missing': m.schedule_day_missing,
	'time-missing': m.schedule_time_missing,
	past: m.schedule_past,
	'too-far': m.schedule_too_far,
	'no-such-time': m.schedule_no_such_time
}

/** What is wrong with a day and a time, and what to do. */
export const departureFault = (fault: DepartureFault): string => FAULTS[fault]()

const MISSED: Record<MissedReason, (words: { date: string }) => string> = {
	late: m.schedule_missed_late,
	unreachable: m.schedule_missed_unreachable,
	changed: m.schedule_missed_changed,
	restored: m.schedule_missed_restored
}

/** Why a mailing that was scheduled waits; empty for any other. */
export const missedText = ({ missed, sendAt = '' }: Mailing): string =>
	missed === undefined ? '' : MISSED[missed]({ date: formatMoment(sendAt) })
