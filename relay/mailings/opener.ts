import type { Clock } from '#relay/clock.ts'
import type { Account, Failure, Mailer, Session } from '#relay/mail/session.ts'
import type { ResolveError } from '#relay/mail/resolve.ts'
import type { UnresolvedAccount } from '#relay/mail/verify.ts'
import type { SmtpAccounts } from '#relay/smtp-accounts.ts'
import { Locks } from './locks.ts'
import { retryDelayMs } from './retry-delay.ts'

/** So many failures in a row to open a session pause a mailing. */
const MAX_FAILURES = 3

/** Through which account a mailing goes, the password as it was posted; `resolved` when that has been done already. */
export type Way = { account: UnresolvedAccount; sealedPassword: string; resolved?: Account }

/** A session; or the failure that must pause the mailing; or none: not wanted any more, or one more than allowed. */
export type Opened = { session: Session } | { failure: Failure } | 'halted' | 'too-many'

/** `signal` gives up; `othersOpen` tells whether the mailing has other sessions. */
type Circumstances = { signal: AbortSignal; othersOpen: () => boolean }

/** Opens the sessions of one mailing, and knows when to stop trying. */
export class Opener {
	#deps: { accounts: SmtpAccounts; mailer: Mailer; clock: Clock }
	#way: Way | undefined
	#failures = 0
	/** A password that the server has refused is not tried again: it could lock the account. */
	#refused: { sealedPassword: string; failure: Failure } | undefined
	#latest: Session | undefined
	#locks = new Locks()

	constructor(deps: { accounts: SmtpAccounts; mailer: Mailer; clock: Clock }) {
		this.#deps = deps
	}

	/** The account of the next session; `undefined` forgets the password. */
	use(way: Way | undefined): void {
		this.#way = way
		this.#failures = 0
	}

	/**
	 * Opens a session, trying again after a while. A refused account is final at once, and a refused password until another
	 * is posted. Where other sessions are open, one failure is enough: the server wants no more of them.
	 */
	async open(circumstances: Circumstances): Promise<Opened> {
		// As long as no login is known to work, one at a time: all of them would be refused alike.
		return this.#latest?.usable
			? await this.#open(circumstances)
			: await this.#locks.run('login', () => this.#open(circumstances))
	}

	async #open({ signal, othersOpen }: Circumstances): Promise<Opened> {
		while (!signal.aborted) {
			const way = this.#way
			if (!way) return 'halted'
			if (this.#refused?.sealedPassword === way.sealedPassword) return { failure: this.#refused.failure }
			const opened = await this.#try(way, signal)
			if ('session' in opened) {
				this.#failures = 0
				this.#latest = opened.session
				return opened
			}
			if (signal.aborted) return 'halted'
			const { code, scope, temporary } = opened.failure
			if (code === 'smtp-auth-failed' && !temporary)
				this.#refused = { sealedPassword: way.sealedPassword, failure: opened.failure }
			if (scope === 'account') return opened
			way.resolved = undefined // The server may have moved.
			if (othersOpen()) return 'too-many'
			this.#failures += 1
			if (this.#failures >= MAX_FAILURES) {
				this.#failures = 0
				return opened
			}
			await this.#deps.clock.sleep(retryDelayMs(this.#failures), signal)
		}
		return 'halted'
	}

	async #try(way: Way, signal: AbortSignal): Promise<{ session: Session } | { failure: Failure }> {
		if (!way.resolved) {
			const resolved = await this.#deps.accounts.resolve(way.account)
			if (!resolved.ok) return { failure: failureOf(resolved.error) }
			way.resolved = resolved.value
		}
		const opened = await this.#deps.mailer.open(way.resolved, { signal })
		return opened.ok ? { session: opened.value } : { failure: opened.error }
	}
}

function failureOf({ code }: ResolveError): Failure {
	const refused = code === 'smtp-host-refused'
	return {
		code,
		scope: refused ? 'account' : 'connection',
		temporary: !refused,
		throttle: false,
		reply: refused ? 'not allowed' : 'no connection'
	}
}
