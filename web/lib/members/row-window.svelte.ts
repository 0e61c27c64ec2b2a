import { printing } from '#web/ui/printing.svelte.ts'

/** A list up to this long is drawn whole. */
const WHOLE_UP_TO = 60
/** Rows drawn beyond the edges of the screen, so that scrolling never meets a blank. */
const MARGIN_ROWS = 8

/** The part of a long table that is drawn: its rows are all of one height, and the page scrolls, or an element `.scrolls`. */
export class RowWindow {
	readonly #count: () => number
	#start = $state(0)
	#length = $state(WHOLE_UP_TO)
	#rowHeight = $state(48)
	#body: HTMLElement | undefined

	/** Index of the first row drawn, and the one after the last. */
	readonly range = $derived.by(() => {
		const count = this.#count()
		// Paper does not scroll.
		if (printing.now || count <= WHOLE_UP_TO) return { from: 0, to: count }
		const from = Math.min(Math.max(0, this.#start), Math.max(0, count - this.#length))
		return { from, to: Math.min(count, from + this.#length) }
	})

	constructor(count: () => number) {
		this.#count = count
	}

	/** Height, in pixels, that so many rows would take. */
	heightOf(rows: number): number {
		return rows * this.#rowHeight
	}

	/** Follows the page as it scrolls past this body of rows; an attachment. */
	readonly follow = (body: HTMLElement) => {
		this.#body = body
		const update = () => this.#update(body)
		const resized = new ResizeObserver(update)
		resized.observe(body)
		// Heard on its way down: it may be the list that scrolls, within the page.
		addEventListener('scroll', update, { capture: true, passive: true })
		addEventListener('resize', update)
		return () => {
			resized.disconnect()
			removeEventListener('scroll', update, { capture: true })
			removeEventListener('resize', update)
		}
	}

	/** Brings a row that is not drawn to the middle of the screen. */
	reach(index: number): void {
		const { from, to } = this.range
		if (!this.#body || (index >= from && index < to)) return
		const top = this.#body.getBoundingClientRect().top + this.heightOf(index)
		const scroller = this.#body.closest('.scrolls') ?? document.documentElement
		scroller.scrollBy({ top: top - innerHeight / 2, behavior: 'instant' })
		this.#update(this.#body)
	}

	#update(body: HTMLElement): void {
		const row = body.querySelector('tr[data-id]')?.getBoundingClientRect().height
		if (row) this.#rowHeight = row
		const { top } = body.getBoundingClientRect()
		const above = Math.floor(-top / this.#rowHeight) - MARGIN_ROWS
		const below = Math.ceil((innerHeight - top) / this.#rowHeight) + MARGIN_ROWS
		this.#start = Math.max(0, above)
		// Of what is above the first row, nothing is drawn: at the top of the list each key has fewer rows to change.
		this.#length = Math.max(MARGIN_ROWS, below - this.#start)
	}
}
