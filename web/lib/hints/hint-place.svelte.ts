import type { HintName } from './hints.ts'

/** Room for one hint at a time, in the whole window. */
class HintPlace {
	#standing = $state<HintName>()

	isFreeFor(name: HintName): boolean {
		return this.#standing === undefined || this.#standing === name
	}

	take(name: HintName): void {
		this.#standing = name
	}

	leave(name: HintName): void {
		if (this.#standing === name) this.#standing = undefined
	}
}

export const hintPlace = new HintPlace()
