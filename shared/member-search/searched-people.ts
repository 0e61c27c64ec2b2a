import type { ListedMember } from '#shared/listed-member.ts'
import { readQuery, type FoldedNames } from '#shared/member-search/query.ts'
import { Found } from '#shared/member-search/found.ts'
import { TextBlock } from '#shared/member-search/text-block.ts'

/** How many searches are remembered: as many letters as one takes back. */
const REMEMBERED = 16
const NO_NAMES: FoldedNames = new Map()

/**
 * People as a search looks through them, in blocks that are read anew only when somebody in them changed. Holds one folded
 * text a block, and a number a member. A search over a hundred thousand takes some milliseconds, whatever is typed. Somebody is searched for by one of these alone: it gives him his `slot`.
 */
export class SearchedPeople<T extends ListedMember> {
	readonly #people = new Map<number, readonly T[]>()
	/** Made when they are first needed: see `fold`. */
	readonly #blocks = new Map<number, TextBlock<T>>()
	/** The first is nobody's: of whoever is in no block. */
	#slots = 1
	/** The slots of lists that were searched among, in their order. */
	readonly #slotsOf = new WeakMap<readonly T[], Int32Array>()
	/** How well everybody fitted what was typed last, by his slot, the latest search last; and the names it was made with. */
	readonly #recent = new Map<string, Uint8Array>()
	#recentNames: FoldedNames = NO_NAMES

	/** Puts these people into the block of that number, in place of those who were there. */
	put(block: number, people: readonly T[]): void {
		this.#people.set(block, people)
		this.#blocks.delete(block)
		this.#recent.clear()
		for (const person of people) person.slot ??= this.#slots++
	}

	clear(): void {
		this.#people.clear()
		this.#blocks.clear()
		this.#recent.clear()
	}

	/** Makes ready what a search among them needs, a block a step. */
	*prepare(among: readonly T[]): Generator<void, void> {
		for (const number of this.#people.keys()) {
			this.#blockOf(number).prepare()
			yield
		}
		this.#listSlots(among)
	}

	/**
	 * Those among a list who have every word that was typed, whatever the accents, case and order, in any field or in a name
	 * they refer to; the word that fits worst decides how well. Whoever is in no block is not found.
	 */
	search(among: readonly T[], query: string, names: FoldedNames = NO_NAMES): Found<T> {
		return new Found(among, this.#listSlots(among), this.#recallFits(query, names))
	}

	#recallFits(query: string, names: FoldedNames): Uint8Array {
		if (names !== this.#recentNames) this.#recent.clear()
		this.#recentNames = names
		const fits = this.#recent.get(query) ?? this.#fitsBySlot(query, names)
		this.#recent.delete(query)
		this.#recent.set(query, fits)
		const [oldest] = this.#recent.keys()
		if (oldest !== undefined && this.#recent.size > REMEMBERED) this.#recent.delete(oldest)
		return fits
	}

	#fitsBySlot(query: string, names: FoldedNames): Uint8Array {
		const wanted = readQuery(query, names)
		const bySlot = new Uint8Array(this.#slots)
		for (const number of this.#people.keys()) {
			const block = this.#blockOf(number)
			const fits = block.fitsOf(wanted)
			const slots = this.#listSlots(block.entries)
			for (let place = 0; place < fits.length; place += 1) bySlot[slots[place] ?? 0] = fits[place] ?? 0
		}
		return bySlot
	}

	#blockOf(number: number): TextBlock<T> {
		const known = this.#blocks.get(number)
		if (known) return known
		const block = new TextBlock(this.#people.get(number) ?? [])
		this.#blocks.set(number, block)
		return block
	}

	#listSlots(people: readonly T[]): Int32Array {
		const known = this.#slotsOf.get(people)
		if (known) return known
		const slots = Int32Array.from(people, ({ slot = 0 }) => slot)
		this.#slotsOf.set(people, slots)
		return slots
	}
}
