import { flushSync } from 'svelte'

/** Whether the page is being printed: what a list leaves out on the screen has to be there, before the paper is laid out. */
class Printing {
	#now = $state(false)

	constructor() {
		const set = (now: boolean) => flushSync(() => (this.#now = now))
		addEventListener('beforeprint', () => set(true))
		addEventListener('afterprint', () => set(false))
	}

	get now(): boolean {
		return this.#now
	}
}

export const printing = new Printing()
