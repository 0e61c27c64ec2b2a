import { NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { asksSeasons, listAsking, memberTest, NO_FILTER, type MemberFilter } from '#shared/member-filter.ts'
import type { MemberOrder } from '#shared/member-order.ts'
import { foldNames } from '#shared/member-search/query.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { findListSort, saveListSort, type ListSort } from '#web/db/list-view.ts'
import { LiveFilterFacts } from './filter-facts.svelte.ts'
import { live } from './live.svelte.ts'
import { liveGroups, liveTags } from './named-list.svelte.ts'
import { roster, type RosterEntry } from './roster.svelte.ts'
import { seasonInForce } from './season-in-force.svelte.ts'

/** What each column of the list orders by, by its id; `undefined` for a column that is gone. */
export type OrderValues = (column: string) => MemberOrder['valueOf'] | undefined

const BY_NAME: ListSort = { by: 'lastName', descending: false }

/** The list of members as one person looks at it: what is searched, how it is ordered, what is ticked. */
export class MemberList {
	query = $state('')
	/** Whether those who are not in the season in force are among them; without a season, everybody is. */
	everyone = $state(false)
	#filter = $state.raw<MemberFilter>(NO_FILTER)
	/** Everybody is meant for the sake of the filter alone. */
	#widened = false
	/** What the columns order by; told by who knows them. */
	orderValues = $state.raw<OrderValues>(() => undefined)
	/** The order chosen here; as long as none is, the last one chosen on this device holds. */
	#sort = $state.raw<ListSort>()
	#ticked = $state.raw<ReadonlySet<MemberId>>(new Set())
	/** Where a row was ticked last: from there a range is ticked. */
	#anchor: MemberId | undefined

	readonly #facts = new LiveFilterFacts()
	readonly #tags = liveTags()
	readonly #groups = liveGroups()
	/** Names that members only refer to, and are found by. */
	readonly #names = $derived(
		foldNames([
			...this.#facts.clubNames,
			...[...this.#tags.current, ...this.#groups.current].map(({ id, name }) => [id, name] as const)
		])
	)
	readonly #keptSort = live(async () => ({ sort: await findListSort() }))
	/** How it is ordered: by name, when by nothing else that is there. */
	readonly sort = $derived(this.#sort ?? this.#keptSort.current?.sort ?? BY_NAME)
	readonly #order = $derived.by((): MemberOrder | undefined => {
		const { by, descending } = this.sort
		const valueOf = by === BY_NAME.by && !descending ? undefined : this.orderValues(by)
		return valueOf && { valueOf, descending }
	})
	readonly #ordered = $derived(this.#order ? roster.orderedBy(this.#order) : (roster.entries ?? []))

	/** The season whose members are meant, `undefined` when everybody is. */
	readonly season = $derived(this.everyone ? undefined : seasonInForce.current)
	readonly #meant = $derived.by(() => {
		const { season } = this
		return season ? this.#ordered.filter(({ seasonIds }) => seasonIds?.includes(season.id)) : this.#ordered
	})

	readonly #filtered = $derived.by(() => {
		if (this.filtering === 0) return this.#meant
		const isWanted = memberTest(this.filter, this.#facts.for(this.filter))
		return this.#meant.filter((entry) => isWanted(entry.member))
	})

	/** The members that the filter and the search leave, in order; in the order of names, those who fit best come first. */
	readonly shown = $derived(this.#search())
	/** The ticked members that are still there, in order, whether shown or not. */
	readonly selected = $derived(
		this.#ticked.size === 0
			? []
			: this.#ordered.filter(({ member }) => this.#ticked.has(member.id)).map(({ member }) => member)
	)
	readonly shownSelected = $derived(
		this.#ticked.size === 0 ? 0 : this.shown.filter(({ member }) => this.#ticked.has(member.id)).length
	)

	/** What is asked of the members besides; replaced whole. As long as it asks for other seasons, everybody is meant. */
	get filter(): MemberFilter {
		return this.#filter
	}
	set filter(next: MemberFilter) {
		const [asked, asks] = [this.#filter, next].map(asksSeasons)
		if (asks && !asked && !this.everyone) this.everyone = this.#widened = true
		if (!asks && this.#widened) this.everyone = this.#widened = false
		this.#filter = next
	}

	/** Whether the members have been read. */
	get loaded(): boolean {
		return roster.entries !== undefined && this.#keptSort.current !== undefined && seasonInForce.loaded
	}
	/** How many are meant: those of the season, or everybody. */
	get total(): number {
		return this.#meant.length
	}
	/** How many the register holds. */
	get everybodyCount(): number {
		return roster.entries?.length ?? 0
	}
	get searching(): boolean {
		return this.query.trim() !== ''
	}
	/** In how many ways the filter asks something. */
	get filtering(): number {
		return listAsking(this.filter).length
	}
	/** Whether fewer may be shown than there are. */
	get narrowed(): boolean {
		return this.searching || this.filtering > 0
	}

	/** All members, by name. */
	get everybody(): Member[] {
		return [...roster.members]
	}
	/** What an action is about: the ticked members, or all that are shown when none is. */
	get concerned(): Member[] {
		return this.selected.length > 0 ? this.selected : this.shown.map(({ member }) => member)
	}

	/** The ticked members; or the one of that id, if he is shown, when none is ticked. */
	selectedOr(id: MemberId | undefined): Member[] {
		if (this.selected.length > 0 || id === undefined) return this.selected
		return this.shown.filter(({ member }) => member.id === id).map(({ member }) => member)
	}

	answersOf(id: MemberId): ConsentAnswers {
		return roster.find(id)?.answers ?? NO_ANSWERS
	}

	isSelected(id: MemberId): boolean {
		return this.#ticked.has(id)
	}

	/** Shows everybody again. */
	reset(): void {
		this.query = ''
		this.filter = NO_FILTER
	}

	/** Orders by that column, and remembers it; the other way round when it is ordered by it already. */
	sortBy(by: string): Promise<Result<unknown, StorageFault>> {
		return this.order({ by, descending: this.sort.by === by && !this.sort.descending })
	}

	/** Orders so, and remembers it. */
	order(sort: ListSort): Promise<Result<unknown, StorageFault>> {
		this.#sort = sort
		return saveListSort(sort)
	}

	/** Ticks or unticks a member; with `range`, all those shown between him and the one before. */
	select(id: MemberId, ticked: boolean, range = false): void {
		const ids = range ? this.#listBetween(this.#anchor, id) : [id]
		this.#tick(ids, ticked)
		this.#anchor = id
	}

	/** Ticks or unticks all that are shown. */
	selectShown(ticked: boolean): void {
		this.#tick(
			this.shown.map(({ member }) => member.id),
			ticked
		)
	}

	clearSelection(): void {
		this.#ticked = new Set()
	}

	#search(): readonly RosterEntry[] {
		if (!this.searching) return this.#filtered
		const found = roster.search(this.#filtered, this.query, this.#names)
		return this.#order ? found.inOrder : found.bestFirst
	}

	#listBetween(from: MemberId | undefined, to: MemberId): MemberId[] {
		const ids = this.shown.map(({ member }) => member.id)
		const start = from === undefined ? -1 : ids.indexOf(from)
		const end = ids.indexOf(to)
		return start === -1 ? [to] : ids.slice(Math.min(start, end), Math.max(start, end) + 1)
	}

	#tick(ids: MemberId[], ticked: boolean): void {
		const next = new Set(this.#ticked)
		for (const id of ids) {
			if (ticked) next.add(id)
			else next.delete(id)
		}
		this.#ticked = next
	}
}
