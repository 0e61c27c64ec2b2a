import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance that can be repeated: the same seed throws the same numbers. */
export class Dice {
	readonly #generator: ReturnType<typeof xoroshiro128plus>

	constructor(seed: number) {
		this.#generator = xoroshiro128plus(seed)
	}

	/** A whole number, both bounds included. */
	int(min: number, max: number): number {
		return uniformInt(this.#generator, min, max)
	}

	/** True in so many of a hundred throws. */
	percent(share: number): boolean {
		return this.int(1, 1000) <= share * 10
	}

	pick<T>(choices: readonly [T, ...T[]]): T {
		return choices[this.int(0, choices.length - 1)] ?? choices[0]
	}

	/** One of several, each as often as its weight says. */
	weigh<T>(choices: readonly (readonly [number, T])[]): T {
		let rest = this.int(
			1,
			choices.reduce((sum, [weight]) => sum + weight, 0)
		)
		for (const [weight, choice] of choices) {
			rest -= weight
			if (rest <= 0) return choice
		}
		throw new Error('nothing to choose from')
	}

	/** Chance of its own for one part of a trial, so that what one part throws changes no other. */
	fork(): Dice {
		return new Dice(this.int(0, 0x7fffffff))
	}
}
