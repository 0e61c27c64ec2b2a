import { NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import { dayOf } from '#shared/day.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { listAsking, memberTest, NO_FILTER, type FilterFacts, type MemberFilter } from '#shared/member-filter.ts'
import { isTermOn } from '#shared/position.ts'
import { listMembers, readAllConsents } from '#web/db/members.ts'
import { listMjcClubs } from '#web/db/mjc-clubs.ts'
import { listTerms } from '#web/db/positions.ts'
import { live } from './live.svelte.ts'
import { indexMembers, searchMembers, sortMembers, type MemberOrder, type MemberSort } from './member-index.ts'

/** The list of members as one person looks at it: what is searched, how it is ordered, what is ticked. */
export class MemberList {
	query = $state('')
	/** What is asked of the members besides; replaced whole. */
	filter = $state.raw<MemberFilter>(NO_FILTER)
	#sort = $state.raw<MemberSort>({ by: 'lastName', descending: false })
	#ticked = $state.raw<ReadonlySet<MemberId>>(new Set())
	/** Where a row was ticked last: from there a range is ticked. */
	#anchor: MemberId | undefined

	readonly #members = live(listMembers)
	readonly #answers = live(readAllConsents)
	readonly #clubs = live(listMjcClubs)
	readonly #terms = live(listTerms)
	readonly #clubNames = $derived(new Map<string, string>(this.#clubs.current?.map(({ id, name }) => [id, name])))
	readonly #indexed = $derived(indexMembers(this.#members.current ?? [], this.#clubNames))
	readonly #ordered = $derived(sortMembers(this.#indexed, this.#sort))

	readonly #filtered = $derived.by(() => {
		if (this.filtering === 0) return this.#ordered
		const isWanted = memberTest(this.filter, this.#facts())
		return this.#ordered.filter(({ member }) => isWanted(member))
	})

	/** The members that the filter and the search leave, in order. */
	readonly shown = $derived(searchMembers(this.#filtered, this.query).map(({ member }) => member))
	/** The ticked members that are still there, in order, whether shown or not. */
	readonly selected = $derived(
		this.#ordered.filter(({ member }) => this.#ticked.has(member.id)).map(({ member }) => member)
	)
	readonly shownSelected = $derived(this.shown.filter(({ id }) => this.#ticked.has(id)).length)

	/** Whether the members have been read. */
	get loaded(): boolean {
		return this.#members.current !== undefined
	}
	get total(): number {
		return this.#indexed.length
	}
	get sort(): MemberSort {
		return this.#sort
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

	/** What an action is about: the ticked members, or all that are shown when none is. */
	get concerned(): Member[] {
		return this.selected.length > 0 ? this.selected : this.shown
	}

	answersOf(id: MemberId): ConsentAnswers {
		return this.#answers.current?.get(id) ?? NO_ANSWERS
	}

	isSelected(id: MemberId): boolean {
		return this.#ticked.has(id)
	}

	/** Shows everybody again. */
	reset(): void {
		this.query = ''
		this.filter = NO_FILTER
	}

	/** Orders by that column; the other way round when it is ordered by it already. */
	sortBy(by: MemberOrder): void {
		this.#sort = { by, descending: this.#sort.by === by && !this.#sort.descending }
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
			this.shown.map(({ id }) => id),
			ticked
		)
	}

	clearSelection(): void {
		this.#ticked = new Set()
	}

	#facts(): FilterFacts {
		const now = Date.now()
		const today = dayOf(now, new Date(now).getTimezoneOffset())
		const current = (this.filter.position === '' ? [] : (this.#terms.current ?? [])).filter((term) =>
			isTermOn(term, today)
		)
		const held = Map.groupBy(current, ({ memberId }) => memberId)
		return {
			today,
			clubIds: new Set(this.#clubNames.keys()),
			answersOf: ({ id }) => this.answersOf(id),
			positionsOf: ({ id }) => new Set(held.get(id)?.map(({ positionId }) => positionId))
		}
	}

	#listBetween(from: MemberId | undefined, to: MemberId): MemberId[] {
		const ids = this.shown.map(({ id }) => id)
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
