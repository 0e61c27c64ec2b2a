import { moveColumn, type ColumnChoice } from '#shared/column-choice.ts'

interface Options {
	current: () => ColumnChoice
	/** Called when a column was let go at another place. */
	ondrop: (choice: ColumnChoice, columnId: string) => void
}

/** Columns put in order by mouse, pen or finger, by the grip of their row. Escape puts back what is being moved. */
export class ColumnDrag {
	/** The column that is being moved, `undefined` when none is. */
	columnId = $state<string>()
	/** The order as it would be if it were let go now. */
	order = $state.raw<ColumnChoice>()
	readonly #options: Options

	constructor(options: Options) {
		this.#options = options
	}

	/** An attachment for the list whose items are the columns. */
	readonly listen = (list: HTMLElement) => {
		const down = (event: PointerEvent) => this.#begin(event, list)
		const move = (event: PointerEvent) => this.#follow(event, list)
		const up = () => this.#end(true)
		const giveUp = () => this.#end(false)
		const key = (event: KeyboardEvent) => {
			if (event.key === 'Escape') this.#end(false)
		}
		list.addEventListener('pointerdown', down)
		list.addEventListener('pointermove', move)
		list.addEventListener('pointerup', up)
		list.addEventListener('pointercancel', giveUp)
		addEventListener('keydown', key)
		return () => {
			list.removeEventListener('pointerdown', down)
			list.removeEventListener('pointermove', move)
			list.removeEventListener('pointerup', up)
			list.removeEventListener('pointercancel', giveUp)
			removeEventListener('keydown', key)
		}
	}

	#begin(event: PointerEvent, list: HTMLElement): void {
		const grip = (event.target as Element).closest('.grip')
		const row = grip?.closest<HTMLElement>('[data-column]')
		if (!row || event.button !== 0) return
		event.preventDefault()
		// The list, not the row: a row that moves in the document would lose the pointer.
		list.setPointerCapture(event.pointerId)
		this.columnId = row.dataset['column']
		this.order = this.#options.current()
	}

	#follow(event: PointerEvent, list: HTMLElement): void {
		if (this.columnId === undefined || !this.order) return
		const bottoms = [...list.children].map((row) => row.getBoundingClientRect().bottom)
		const over = bottoms.findIndex((bottom) => event.clientY < bottom)
		const to = over === -1 ? this.order.length - 1 : over
		if (this.order[to]?.id === this.columnId) return
		this.order = moveColumn(this.order, this.columnId, to)
		list.children[to]?.scrollIntoView({ block: 'nearest' })
	}

	#end(drop: boolean): void {
		const { columnId, order } = this
		this.columnId = undefined
		this.order = undefined
		if (!drop || columnId === undefined || !order) return
		const before = this.#options.current()
		if (order.some(({ id }, index) => before[index]?.id !== id)) this.#options.ondrop(order, columnId)
	}
}
