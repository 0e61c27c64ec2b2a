import type { Member, MemberId } from '#shared/member.ts'
import type { SeasonId } from '#shared/season.ts'
import type { CarryKept } from '#web/db/form-drafts.ts'
import { roster } from './roster.svelte.ts'

/** Where those come from who are carried over into a new season: a season, the whole register, or nowhere. */
export type CarrySource = SeasonId | 'all' | 'none'

/** Who is carried over into a season that is being opened. */
export class CarryOver {
	source = $state<CarrySource>('none')
	#proposed = $state<CarrySource>('none')
	#left = $state.raw<ReadonlySet<MemberId>>(new Set())

	/** Who may be carried over, by name. */
	readonly candidates = $derived.by((): readonly Member[] => {
		const { source } = this
		if (source === 'none') return []
		const entries = roster.entries ?? []
		const wanted = source === 'all' ? entries : entries.filter(({ seasonIds }) => seasonIds?.includes(source))
		return wanted.map(({ member }) => member)
	})
	/** Who is carried over. */
	readonly chosen = $derived(this.candidates.filter(({ id }) => !this.#left.has(id)))

	/** The season whose terms they take with them. */
	get from(): SeasonId | undefined {
		return this.source === 'all' || this.source === 'none' ? undefined : this.source
	}
	/** How many of the register are not carried over. */
	get leftCount(): number {
		return (roster.entries?.length ?? 0) - this.chosen.length
	}

	/** Whether anything else was chosen than what was proposed. */
	get changed(): boolean {
		return this.source !== this.#proposed || this.#left.size > 0
	}
	/** What is to be found again: who is left, or, where they are fewer, who is taken. */
	get kept(): CarryKept {
		const { source, chosen } = this
		const left = this.candidates.filter(({ id }) => this.#left.has(id)).map(({ id }) => id)
		return left.length <= chosen.length ? { source, left } : { source, taken: chosen.map(({ id }) => id) }
	}

	/** Proposes everybody of that source. */
	propose(source: CarrySource): void {
		this.#proposed = source
		this.begin(source)
	}

	/** Chooses again who was kept. */
	restore({ source, left, taken }: CarryKept): void {
		this.source = source as CarrySource
		const wanted = taken && new Set(taken)
		this.#left = new Set(wanted ? this.candidates.map(({ id }) => id).filter((id) => !wanted.has(id)) : left)
	}

	/** Begins anew, with everybody of that source. */
	begin(source: CarrySource): void {
		this.source = source
		this.#left = new Set()
	}

	isChosen(id: MemberId): boolean {
		return !this.#left.has(id)
	}

	/** Takes somebody along, or leaves him. */
	choose(ids: readonly MemberId[], taken: boolean): void {
		const left = new Set(this.#left)
		for (const id of ids) {
			if (taken) left.delete(id)
			else left.add(id)
		}
		this.#left = left
	}
}
