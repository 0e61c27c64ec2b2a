import type { Failure } from '#relay/mail/session.ts'
import type { Result } from './ledger.ts'
import type { Pause } from './pauses.ts'

/** Content that is refused for so many recipients in a row will be refused for all. */
const CONTENTS = 2
/** So many of any other failure in a row, each like the one before, are no accident. */
const ALIKE = 3
/** So many recipients must have had their answer before their share of refusals says anything. */
const RECIPIENTS = 20
/** From this share on, the list or the account is at fault, and going on harms the sender's good name. */
const REFUSED_SHARE = 0.2

/**
 * Asks the person before a mailing fails for everybody: a wrong list, a blocked account, a content that nobody takes.
 * Each time it has asked, it waits for twice as many before it asks again. Connections that were lost do not count:
 * the protocol has its own rule for them.
 */
export class Breaker {
	#patience = 1
	#answered = 0
	#refused = 0
	#refusedInRow = 0
	#alike = { what: '', count: 0 }

	/** Takes note of what became of a message; a pause when a person should have a look before anything else goes out. */
	note({ outcome }: Pick<Result, 'outcome'>, failure?: Failure): Pause | undefined {
		if (outcome === 'sent') this.#accept()
		if (outcome !== 'failed' || !failure || isLost(failure)) return undefined
		const byRecipient = isAboutRecipient(failure) && this.#refuseRecipient()
		const byLikeness = (!isAboutRecipient(failure) || failure.policy === true) && this.#repeat(failure)
		if (!byRecipient && !byLikeness) return undefined
		this.#startAgain()
		const { scope, code, reply } = failure
		return { reason: scope === 'message' ? 'message' : 'account', resumeAt: null, code, reply }
	}

	#accept(): void {
		this.#answered += 1
		this.#refusedInRow = 0
		this.#alike = { what: '', count: 0 }
	}

	#refuseRecipient(): boolean {
		this.#answered += 1
		this.#refused += 1
		this.#refusedInRow += 1
		const enough = RECIPIENTS * this.#patience
		if (this.#refusedInRow >= enough) return true
		return this.#answered >= enough && this.#refused >= this.#answered * REFUSED_SHARE
	}

	#repeat({ code, scope }: Failure): boolean {
		const what = `${scope} ${code}`
		this.#alike = { what, count: this.#alike.what === what ? this.#alike.count + 1 : 1 }
		return this.#alike.count >= (scope === 'message' ? CONTENTS : ALIKE) * this.#patience
	}

	#startAgain(): void {
		this.#patience *= 2
		this.#answered = 0
		this.#refused = 0
		this.#refusedInRow = 0
		this.#alike = { what: '', count: 0 }
	}
}

/** Said of one address; what is put off at the end of the content until all tries are used up is not. */
function isAboutRecipient({ scope, code, stage }: Failure): boolean {
	if (scope !== 'recipient') return false
	return code !== 'temporarily-refused' || stage === 'rcpt'
}

/** No server has said anything about it. */
const isLost = ({ scope, stage }: Failure): boolean => scope === 'connection' && stage === undefined
