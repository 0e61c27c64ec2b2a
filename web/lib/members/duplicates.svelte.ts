import { findDuplicates, pairKey, type DuplicatePair } from '#shared/duplicates.ts'
import { listSetApart, setApart } from '#web/db/set-apart.ts'
import { runInSlices } from '#web/state/in-slices.ts'
import { live } from '#web/state/live.svelte.ts'
import { roster } from '#web/state/roster.svelte.ts'

/** Members who may be one, as long as they are looked at. */
export class Duplicates {
	readonly #setApart = live(listSetApart)
	#found = $state.raw<DuplicatePair[]>()

	/** The pairs that nobody said are two; `undefined` until everybody has been compared. */
	readonly pairs = $derived.by(() => {
		const apart = this.#setApart.current
		return apart && this.#found?.filter(({ one, other }) => !apart.has(pairKey(one.id, other.id)))
	})

	/** Compares everybody, and again whenever somebody changes, until the function it gives is called. For an effect. */
	watch(): () => void {
		const members = roster.entries && roster.members
		const aborted = new AbortController()
		if (members) {
			void runInSlices(findDuplicates(members), aborted.signal).then((pairs) => {
				if (pairs) this.#found = pairs
			})
		}
		return () => aborted.abort()
	}

	/** Remembers, or forgets again, that the two of a pair are two. */
	setApart({ one, other }: DuplicatePair, apart = true) {
		return setApart(pairKey(one.id, other.id), apart)
	}
}
