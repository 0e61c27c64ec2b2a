import type { Member, MemberId } from '#shared/member.ts'
import { memberTest } from '#shared/member-filter.ts'
import { isTermOn } from '#shared/position.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listMjcClubs } from '#web/db/mjc-clubs.ts'
import { listPositions, listTerms } from '#web/db/positions.ts'
import { listSavedFilters } from '#web/db/saved-filters.ts'
import { listSeasons } from '#web/db/seasons.ts'
import { LiveFilterFacts } from '#web/state/filter-facts.svelte.ts'
import { live } from '#web/state/live.svelte.ts'
import { liveGroups, liveTags } from '#web/state/named-list.svelte.ts'
import { roster } from '#web/state/roster.svelte.ts'
import type { RecipientChoice } from './recipient-choice.svelte.ts'

/** People who are ticked at one stroke: those who can be written to, of a group, a tag, a position, a club, a season, a filter. */
export type RecipientSet = { id: string; name: string; hue?: string; memberIds: readonly MemberId[] }

/** The sets there are to choose from, and how much of each is ticked. */
export class RecipientSets {
	readonly #choice: () => RecipientChoice
	readonly #groups = liveGroups()
	readonly #tags = liveTags()
	readonly #filters = live(listSavedFilters)
	readonly #facts = new LiveFilterFacts()
	readonly #positions = live(listPositions)
	readonly #terms = live(listTerms)
	readonly #clubs = live(listMjcClubs)
	readonly #seasons = live(listSeasons)

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

	/** Whoever holds a position today. */
	readonly positions = $derived.by(() => {
		const today = dayHere()
		const held = Map.groupBy(
			(this.#terms.current ?? []).filter((term) => isTermOn(term, today)),
			({ memberId }) => memberId
		)
		return setsOf(sortedByName(this.#positions.current), this.#choice().usable, ({ id }) => [
			...new Set(held.get(id)?.map(({ positionId }) => positionId))
		])
	})
	readonly clubs = $derived.by(() =>
		setsOf(sortedByName(this.#clubs.current), this.#choice().usable, ({ mjcClubId }) => [mjcClubId])
	)
	/** The latest first. */
	readonly seasons = $derived.by(() =>
		setsOf(
			(this.#seasons.current ?? []).toSorted((a, b) => (a.startsOn < b.startsOn ? 1 : -1)),
			this.#choice().usable,
			({ id }) => roster.find(id)?.seasonIds
		)
	)

	constructor(choice: () => RecipientChoice) {
		this.#choice = choice
	}

	/** Whether there is anything to choose from. */
	get some(): boolean {
		const rows = [this.#filters, this.#positions, this.#clubs, this.#seasons].map(({ current }) => current?.length ?? 0)
		return this.#groups.current.length + this.#tags.current.length + rows.reduce((sum, count) => sum + count, 0) > 0
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

const collator = new Intl.Collator('fr', { numeric: true })

const sortedByName = <Row extends { name: string }>(rows: readonly Row[] = []): Row[] =>
	rows.toSorted((a, b) => collator.compare(a.name, b.name))

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
