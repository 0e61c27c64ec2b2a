/** Lines that are drawn, or left out, together. */
export const BLOCK_LINES = 40
/** Height of a line, in pixels, before any of its block has been measured. */
const LIKELY_LINE_PX = 72

/** The parts of a long list that are drawn: those near the screen. The others keep their place by their height alone. */
export class BlockWindow {
	#near = $state.raw<ReadonlySet<number>>(new Set([0]))
	#heights = $state.raw<ReadonlyMap<number, number>>(new Map())
	readonly #observer = new IntersectionObserver((entries) => this.#update(entries), { rootMargin: '800px 0px' })

	isDrawn(block: number): boolean {
		return this.#near.has(block)
	}

	/** Height that a block takes while it is not drawn. */
	heightOf(block: number, lines: number): number {
		return this.#heights.get(block) ?? lines * LIKELY_LINE_PX
	}

	/** Begins anew, for another list. */
	reset(): void {
		this.#heights = new Map()
	}

	/** Watches a block as it comes and goes; an attachment. */
	readonly watch = (block: HTMLElement) => {
		this.#observer.observe(block)
		return () => this.#observer.unobserve(block)
	}

	#update(entries: IntersectionObserverEntry[]): void {
		const near = new Set(this.#near)
		const heights = new Map(this.#heights)
		for (const { target, isIntersecting, boundingClientRect } of entries) {
			const block = Number((target as HTMLElement).dataset['block'])
			if (!isIntersecting && near.has(block)) heights.set(block, boundingClientRect.height)
			if (isIntersecting) near.add(block)
			else near.delete(block)
		}
		this.#heights = heights
		this.#near = near
	}
}
