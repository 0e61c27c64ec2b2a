import type { Member, MemberId } from '#shared/member.ts'
import { memberTest } from '#shared/member-filter.ts'
import { listSavedFilters } from '#web/db/saved-filters.ts'
import { LiveFilterFacts } from '#web/state/filter-facts.svelte.ts'
import { live } from '#web/state/live.svelte.ts'
import { liveGroups, liveTags } from '#web/state/named-list.svelte.ts'
import type { RecipientChoice } from './recipient-choice.svelte.ts'

/** People who are ticked at one stroke: those who can be written to, of a group, of a tag, of a filter. */
export type RecipientSet = { id: string; name: string; hue?: string; memberIds: readonly MemberId[] }

/** The sets there are to choose from, and how much of each is ticked. */
export class RecipientSets {
	readonly #choice: () => RecipientChoice
	readonly #groups = liveGroups()
	readonly #tags = liveTags()
	readonly #filters = live(listSavedFilters)
	readonly #facts = new LiveFilterFacts()

	readonly groups = $derived.by(() => setsOf(this.#groups.current, this.#choice().usable, ({ groupIds }) => groupIds))
	readonly tags = $derived.by(() => setsOf(this.#tags.current, this.#choice().usable, ({ tagIds }) => tagIds))
	readonly filters = $derived.by(() =>
		(this.#filters.current ?? []).map(({ name, filter }): RecipientSet => {
			const isWanted = memberTest(filter, this.#facts.for(filter))
			return {
				id: name,
				name,
				memberIds: this.#choice()
					.usable.filter(isWanted)
					.map(({ id }) => id)
			}
		})
	)

	constructor(choice: () => RecipientChoice) {
		this.#choice = choice
	}

	/** Whether there is anything to choose from. */
	get some(): boolean {
		return this.#groups.current.length + this.#tags.current.length + (this.#filters.current?.length ?? 0) > 0
	}

	/** Whether all of them are ticked, or only some. */
	tickedOf({ memberIds }: RecipientSet): boolean | 'mixed' {
		const ticked = memberIds.filter((id) => this.#choice().isChosen(id)).length
		return ticked === 0 ? false : ticked === memberIds.length || 'mixed'
	}

	/** Ticks all of them; unticks them when all of them are ticked. */
	toggle(set: RecipientSet): void {
		this.#choice().chooseAll(set.memberIds, this.tickedOf(set) !== true)
	}
}

/** One look at everybody, however many sets there are. */
function setsOf(
	rows: readonly { id: string; name: string; colour?: string }[],
	members: readonly Member[],
	idsOf: (member: Member) => readonly string[] | undefined
): RecipientSet[] {
	const memberIdsBySet = new Map<string, MemberId[]>(rows.map(({ id }) => [id, []]))
	for (const member of members) {
		for (const id of idsOf(member) ?? []) memberIdsBySet.get(id)?.push(member.id)
	}
	return rows.map(({ id, name, colour }) => ({
		id,
		name,
		...(colour && { hue: colour }),
		memberIds: memberIdsBySet.get(id) ?? []
	}))
}
