import type { ProblemCode } from '#shared/wire/problem.ts'
import type { Ledger } from './ledger.ts'

/** What to do about one posted recipient: tell again what is decided, leave alone what waits or was cancelled, or send. */
export type Verdict =
	'replay' | 'leave' | 'send' | Extract<ProblemCode, 'mailing-changed' | 'duplicate-risk' | 'attempt-refused'>

/** What the judgement depends on besides the recipient. */
export type Circumstances = {
	ledger: Ledger
	/** False: this journal has never heard of the mailing. */
	mailingKnown: boolean
	/** Attempts up to this one that have no result are cancelled. */
	cancelledAttempt: number
	acceptDuplicateRisk: boolean
}

/**
 * Judges one attempt: at most one of a recipient's attempts is ever open, and the next one is sent only when the one
 * before surely did not arrive, or a person takes the risk.
 */
export function judgeAttempt(
	{ recipientId, attempt, mac }: { recipientId: string; attempt: number; mac: string },
	{ ledger, mailingKnown, cancelledAttempt, acceptDuplicateRisk }: Circumstances
): Verdict {
	const known = ledger.find(recipientId, attempt)
	if (known) return known.mac !== mac ? 'mailing-changed' : known.result ? 'replay' : 'leave'
	const latest = ledger.latest(recipientId)
	if (latest && latest.attempt > attempt) return 'attempt-refused'
	if (attempt <= cancelledAttempt) return 'leave'
	if (attempt === 1) return 'send'
	if (!latest)
		return judgeUnknown({ mailingKnown, acceptDuplicateRisk, previousCancelled: attempt - 1 <= cancelledAttempt })
	if (latest.attempt !== attempt - 1) return 'attempt-refused'
	if (!latest.result) return latest.attempt <= cancelledAttempt ? 'send' : 'attempt-refused'
	if (latest.result.outcome === 'failed') return 'send'
	if (latest.result.outcome === 'sent') return 'attempt-refused'
	return acceptDuplicateRisk ? 'send' : 'duplicate-risk'
}

/** A second attempt at someone of whom the journal knows no first one. */
function judgeUnknown(given: {
	mailingKnown: boolean
	acceptDuplicateRisk: boolean
	previousCancelled: boolean
}): Verdict {
	if (given.previousCancelled || given.acceptDuplicateRisk) return 'send'
	return given.mailingKnown ? 'attempt-refused' : 'duplicate-risk'
}
