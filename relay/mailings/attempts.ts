import type { ProblemCode } from '#shared/wire/problem.ts'
import type { Ledger } from './ledger.ts'

/** What to do about one posted recipient: tell again what is decided, leave alone what waits or was cancelled, or send. */
export type Verdict =
	'replay' | 'leave' | 'send' | Extract<ProblemCode, 'mailing-changed' | 'duplicate-risk' | 'attempt-refused'>

/** One attempt at a recipient, with the MAC of what it is to the mailing. */
type Posted = { recipientId: string; attempt: number; mac: string }

/** What the judgement depends on besides the recipient. */
export type Circumstances = {
	ledger: Ledger
	/** False: this journal has never heard of the mailing. */
	mailingKnown: boolean
	/** Attempts up to this one that have no result are cancelled. */
	cancelledAttempt: number
	/** Whether a message to a recipient is on its way: no cancelling stops it any more. */
	isUnderWay: (recipientId: string) => boolean
	acceptDuplicateRisk: boolean
}

/**
 * Judges one attempt: at most one of a recipient's attempts is ever open, and the next one is sent only when the one
 * before surely did not arrive, or a person takes the risk.
 */
export function judgeAttempt(posted: Posted, circumstances: Circumstances): Verdict {
	const { recipientId, attempt, mac } = posted
	const known = circumstances.ledger.find(recipientId, attempt)
	if (known) return known.mac !== mac ? 'mailing-changed' : known.result ? 'replay' : 'leave'
	// Even one that is cancelled must have been allowed: the next one builds upon it.
	const verdict = judgeNew(posted, circumstances)
	return verdict === 'send' && attempt <= circumstances.cancelledAttempt ? 'leave' : verdict
}

function judgeNew(
	{ recipientId, attempt }: Posted,
	{ ledger, mailingKnown, cancelledAttempt, isUnderWay, acceptDuplicateRisk }: Circumstances
): Verdict {
	const latest = ledger.latest(recipientId)
	if (latest && latest.attempt > attempt) return 'attempt-refused'
	if (attempt === 1) return 'send'
	const previousCancelled = attempt - 1 <= cancelledAttempt
	if (!latest) return judgeUnknown({ mailingKnown, acceptDuplicateRisk, previousCancelled })
	if (latest.result?.outcome === 'sent' || isUnderWay(recipientId)) return 'attempt-refused'
	// A journal that is read again does not remember attempts that were cancelled, only that they were.
	if (!latest.result || latest.attempt < attempt - 1) return previousCancelled ? 'send' : 'attempt-refused'
	if (latest.result.outcome === 'failed') return 'send'
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
