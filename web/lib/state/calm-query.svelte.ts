import { untrack } from 'svelte'

/** Of the time, a query that is run again and again takes so much at the most: one part in ten. */
const REST_PER_WORK = 9

/**
 * A query that costs something, run again when `changes` does, never twice at a time, and with rests. Make it while a
 * component is set up. `current` is `undefined` until the first result; it throws what the query threw.
 */
export class CalmQuery<T> {
	readonly #query: () => Promise<T>
	#outcome = $state.raw<{ value: T } | { reason: unknown }>()
	#reading = false
	#due = false
	#gone = false
	#timer: ReturnType<typeof setTimeout> | undefined

	constructor(query: () => Promise<T>, changes: () => unknown) {
		this.#query = query
		$effect(() => {
			changes()
			untrack(() => this.#ask())
		})
		$effect(() => () => {
			this.#gone = true
			clearTimeout(this.#timer)
		})
	}

	get current(): T | undefined {
		const outcome = this.#outcome
		if (outcome && 'reason' in outcome) throw outcome.reason
		return outcome?.value
	}

	#ask(): void {
		this.#due = true
		if (!this.#reading) void this.#read()
	}

	async #read(): Promise<void> {
		this.#reading = true
		this.#due = false
		const began = performance.now()
		const outcome = await this.#query().then(
			(value) => ({ value }),
			(reason: unknown) => ({ reason })
		)
		if (this.#gone) return
		this.#outcome = outcome
		this.#timer = setTimeout(() => this.#rested(), (performance.now() - began) * REST_PER_WORK)
	}

	#rested(): void {
		this.#reading = false
		if (this.#due) void this.#read()
	}
}
