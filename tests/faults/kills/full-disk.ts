import type { Dice } from '#tests/faults/dice.ts'
import type { RelayLives } from '#tests/faults/relay-lives.ts'

/** When in a life the disk takes nothing any more, and for how long. */
type Spell = { afterMs: number; forMs: number }

/** Throws a spell for one life; none in most. `share`: in so many of a hundred lives. */
export function throwSpell(dice: Dice, share: number): Spell | undefined {
	const spell = { afterMs: dice.int(0, 150), forMs: dice.int(50, 400) }
	return dice.percent(share) ? spell : undefined
}

/** The disk under one life of a relay. */
export class Disk {
	/** Since when it takes nothing, or took nothing for a while, in ms as `performance.now()` counts. */
	fullSince = Infinity
	readonly #lives: RelayLives
	#timer: NodeJS.Timeout | undefined
	#changing: Promise<void> = Promise.resolve()

	constructor(lives: RelayLives) {
		this.#lives = lives
	}

	/** The process listens: its time is counted from here. */
	begin({ afterMs, forMs }: Spell): void {
		this.#timer = setTimeout(() => {
			this.fullSince = performance.now()
			this.#changing = this.#lives.fillDisk(true)
			this.#timer = setTimeout(() => {
				this.#changing = this.#changing.then(async () => await this.#lives.fillDisk(false))
			}, forMs)
		}, afterMs)
	}

	/** The process is gone, and the next one finds room. Rejects when the disk could not be filled, or emptied. */
	async end(): Promise<void> {
		clearTimeout(this.#timer)
		await this.#changing
		if (this.fullSince < Infinity) await this.#lives.fillDisk(false)
	}
}
