import type { ChangeSet } from '#shared/change.ts'
import { findLastUndoable } from '#web/db/changes.ts'
import { readHints, type HintState } from '#web/hints/hints.ts'
import { live } from '#web/state/live.svelte.ts'

/**
 * What the bar over a list offers to take back. A screen shows its list once this is known, bar and list at one stroke:
 * a bar that came later would push the list.
 */
export class UndoOffer {
	readonly #last = live(async () => ({ set: await findLastUndoable() }))
	readonly #hints = live(readHints)

	/** Whether everything that the bar shows has been read. */
	get known(): boolean {
		const read = [this.#last.current, this.#hints.current]
		return !read.includes(undefined)
	}
	get last(): ChangeSet | undefined {
		return this.#last.current?.set
	}
	get hints(): HintState | undefined {
		return this.#hints.current
	}
}
