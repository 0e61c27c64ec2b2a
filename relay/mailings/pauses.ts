import type { PauseReason } from '#shared/wire/event.ts'
import type { Failure } from '#relay/mail/session.ts'

/** Why a mailing stands still, and until when; `null`: until a person acts. */
export type Pause = {
	reason: PauseReason
	resumeAt: number | null
	code?: Failure['code']
	reply?: string
}

/** What a person, or a new posting, may end by hand. */
const ENDED_BY_HAND: ReadonlySet<PauseReason> = new Set(['account', 'connection', 'message', 'throttle'])

/** Called with what holds the mailing from now on, `undefined` when nothing does; and whether a person's act did it. */
type Tell = (current: Pause | undefined, byHand: boolean) => void

/** The pauses of one mailing: its user's, and one that the relay made by itself. Tells when what is seen changes. */
export class Pauses {
	#user: boolean
	#own: Pause | undefined
	#tell: Tell

	constructor(user: boolean, tell: Tell) {
		this.#user = user
		this.#tell = tell
	}

	/** What holds the mailing; the user's own pause hides any other. */
	get current(): Pause | undefined {
		return this.#user ? { reason: 'user', resumeAt: null } : this.#own
	}

	setUser(paused: boolean): void {
		this.#change(() => (this.#user = paused), true)
	}

	/** Whether the relay itself holds the mailing, for this reason. */
	isHeldFor(reason: PauseReason): boolean {
		return this.#own?.reason === reason
	}

	/** Holds the mailing. Of two reasons, the one that lasts longer counts; a person's business lasts longest. */
	hold(pause: Pause): void {
		const lasts = ({ resumeAt }: Pause) => resumeAt ?? Infinity
		if (this.#own && (this.#own.reason === pause.reason || lasts(this.#own) >= lasts(pause))) return
		this.#change(() => (this.#own = pause))
	}

	/** Ends what by hand can be ended: not the own quota, and not the user's pause. */
	endByHand(): void {
		if (this.#own && ENDED_BY_HAND.has(this.#own.reason)) this.#change(() => (this.#own = undefined), true)
	}

	/** Ends a pause whose time is over. */
	expire(now: number): void {
		const { resumeAt } = this.#own ?? {}
		if (typeof resumeAt === 'number' && resumeAt <= now) this.#change(() => (this.#own = undefined))
	}

	#change(change: () => void, byHand = false): void {
		const before = this.current
		change()
		const after = this.current
		if (before?.reason !== after?.reason) this.#tell(after, byHand)
	}
}
