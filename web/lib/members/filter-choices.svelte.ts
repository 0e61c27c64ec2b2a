import { listMjcClubs } from '#web/db/mjc-clubs.ts'
import { listPositions } from '#web/db/positions.ts'
import { sortClubs } from '#web/state/club-list.svelte.ts'
import { liveHouseholds } from '#web/state/households.svelte.ts'
import { live } from '#web/state/live.svelte.ts'
import { liveCustomFields, liveGroups, liveTags } from '#web/state/named-list.svelte.ts'
import { seasonInForce } from '#web/state/season-in-force.svelte.ts'
import type { FilterNames } from './filter-words.ts'

const collator = new Intl.Collator('fr', { numeric: true })

/** The clubs, positions, tags and groups that a filter may ask for, as they are now. */
export class FilterChoices {
	readonly #clubs = live(listMjcClubs)
	readonly #positions = live(listPositions)
	readonly #tags = liveTags()
	readonly #groups = liveGroups()
	readonly #fields = liveCustomFields()
	readonly #households = liveHouseholds()

	/** From A to Z. */
	readonly clubs = $derived(sortClubs(this.#clubs.current ?? []))
	readonly positions = $derived((this.#positions.current ?? []).toSorted((a, b) => collator.compare(a.name, b.name)))
	readonly names = $derived<FilterNames>({
		clubs: new Map<string, string>(this.clubs.map(({ id, name }) => [id, name])),
		positions: new Map<string, string>(this.positions.map(({ id, name }) => [id, name])),
		lists: new Map<string, string>(
			[...this.tags, ...this.groups, ...this.#fields.current, ...seasonInForce.all].map(({ id, name }) => [id, name])
		),
		householdOf: (id: string) => this.#households.current.get(id)?.name ?? '?'
	})
	/** Every name by id. */
	readonly all = $derived(new Map([...this.names.clubs, ...this.names.positions, ...this.names.lists]))

	get tags() {
		return this.#tags.current
	}
	get groups() {
		return this.#groups.current
	}
}
