import type { Dice } from '#tests/faults/dice.ts'

/**
 * When a process is killed: while it starts, after a while, or when something has happened for the n-th time in its life.
 * `dot`: the end of a message is at the server, the answer is not on its way. `answered`: it is.
 */
export type MomentName =
	| 'start'
	| 'delay'
	| 'connection'
	| 'mail'
	| 'rcpt'
	| 'data'
	| 'body'
	| 'dot'
	| 'answered'
	| 'accepted'
	| 'result'
	| 'steered'

/** `SIGTERM` asks the process to end in its own time. */
export type Ending = { moment: MomentName; nth: number; delayMs: number; signal: 'SIGKILL' | 'SIGTERM' }

const WEIGHTS: readonly (readonly [number, MomentName])[] = [
	[3, 'start'],
	[22, 'delay'],
	[2, 'connection'],
	[3, 'mail'],
	[3, 'rcpt'],
	[5, 'data'],
	[6, 'body'],
	[30, 'dot'],
	[12, 'answered'],
	[4, 'accepted'],
	[8, 'result'],
	[2, 'steered']
]

/** Throws when and how a life ends; `moments`: at one of these. */
export function throwEnding(dice: Dice, moments: readonly MomentName[] = []): Ending {
	const moment = dice.weigh(moments.length > 0 ? moments.map((each) => [1, each] as const) : WEIGHTS)
	const rare = moment === 'accepted' || moment === 'steered' || moment === 'connection'
	return {
		moment,
		nth: dice.int(1, rare ? 3 : 25),
		delayMs: moment === 'start' ? dice.int(0, 250) : dice.int(0, 120),
		signal: moment !== 'start' && dice.percent(3) ? 'SIGTERM' : 'SIGKILL'
	}
}

/** Waits for the moment of one life, and fires once. */
export class Trigger {
	fired = false
	readonly ending: Ending
	readonly #fire: () => void
	#left: number

	constructor(ending: Ending, fire: () => void) {
		this.ending = ending
		this.#left = ending.nth
		this.#fire = fire
	}

	/** Something happened. */
	count(moment: MomentName): void {
		if (moment !== this.ending.moment || this.fired) return
		this.#left -= 1
		if (this.#left <= 0) this.fire()
	}

	/** What it came to: a moment that never came was a mere delay. */
	get reached(): Ending {
		const isCounted = this.ending.moment !== 'start' && this.ending.moment !== 'delay'
		return isCounted && this.#left > 0 ? { ...this.ending, moment: 'delay' } : this.ending
	}

	fire(): void {
		if (this.fired) return
		this.fired = true
		this.#fire()
	}
}
