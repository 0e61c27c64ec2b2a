import { printing } from '#web/ui/printing.svelte.ts'

/** A list up to this long is drawn whole. */
const WHOLE_UP_TO = 60
/** Rows drawn beyond the edges of the screen, so that scrolling never meets a blank. */
const MARGIN_ROWS = 12

/** The part of a long table that is drawn: its rows are all of one height, and the page is what scrolls. */
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
		addEventListener('scroll', update, { passive: true })
		addEventListener('resize', update)
		return () => {
			resized.disconnect()
			removeEventListener('scroll', update)
			removeEventListener('resize', update)
		}
	}

	/** Brings a row that is not drawn to the middle of the screen. */
	reach(index: number): void {
		const { from, to } = this.range
		if (!this.#body || (index >= from && index < to)) return
		const top = this.#body.getBoundingClientRect().top + this.heightOf(index)
		scrollBy({ top: top - innerHeight / 2, behavior: 'instant' })
		this.#update(this.#body)
	}

	#update(body: HTMLElement): void {
		const row = body.querySelector('tr[data-id]')?.getBoundingClientRect().height
		if (row) this.#rowHeight = row
		const above = -body.getBoundingClientRect().top
		this.#start = Math.floor(above / this.#rowHeight) - MARGIN_ROWS
		this.#length = Math.ceil(innerHeight / this.#rowHeight) + 2 * MARGIN_ROWS
	}
}
