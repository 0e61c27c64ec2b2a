/** Puts everything that happens in a trial into one order, whoever noticed it. */
export class Tape {
	/** Counts the processes of the relay: the first is 1. */
	life = 0
	#tick = 0
	#streams = 0

	/** The place of what happens now. */
	next(): { tick: number; life: number } {
		this.#tick += 1
		return { tick: this.#tick, life: this.life }
	}

	/** A name for one stream of events, whoever reads it. */
	nextStream(): number {
		return (this.#streams += 1)
	}
}
