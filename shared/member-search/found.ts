import { WORST_FIT } from '#shared/member-search/text-block.ts'

/** Those of a list whom a search found; each array is made when it is asked for. */
export class Found<T> {
	readonly #among: readonly T[]
	/** The slot of each. */
	readonly #slots: Int32Array
	/** How well each fits, by his slot; 0: he does not. */
	readonly #fits: Uint8Array

	/** `slots` are those of `among`, and lead into `fits`. */
	constructor(among: readonly T[], slots: Int32Array, fits: Uint8Array) {
		this.#among = among
		this.#slots = slots
		this.#fits = fits
	}

	/** Those found, in the order they were in. */
	get inOrder(): T[] {
		const found: T[] = []
		this.#forEach((_fit, person) => found.push(person))
		return found
	}

	/** Those found, the best first: those who fit alike stay in the order they were in. */
	get bestFirst(): T[] {
		const byFit: T[][] = Array.from({ length: WORST_FIT + 1 }, () => [])
		this.#forEach((fit, person) => byFit[fit]?.push(person))
		return byFit.flat()
	}

	#forEach(take: (fit: number, person: T) => void): void {
		for (let index = 0; index < this.#slots.length; index += 1) {
			const fit = this.#fits[this.#slots[index] ?? 0] ?? 0
			if (fit !== 0) take(fit, this.#among[index] as T)
		}
	}
}
