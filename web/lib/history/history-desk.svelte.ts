import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { listDeletedMembers, listHistory, type HistoryFilter } from '#web/db/history.ts'
import { live } from '#web/state/live.svelte.ts'
import { actionsOf, type HistoryKind } from './kinds.ts'

/** How many actions are read at first, and with each "more". */
const PAGE = 60

/** What stands on the screen Historique: which actions are wanted, and those there are. */
export class HistoryDesk {
	view = $state<'actions' | 'trash'>('actions')
	from = $state<Day | ''>('')
	to = $state<Day | ''>('')
	kind = $state<HistoryKind | ''>('')
	memberId = $state<MemberId | ''>('')
	#limit = $state(PAGE)

	readonly filter = $derived.by((): HistoryFilter => ({
		...(this.from !== '' && { from: startOf(this.from) }),
		...(this.to !== '' && { to: endOf(this.to) }),
		...(this.kind !== '' && { actions: actionsOf(this.kind) }),
		...(this.memberId !== '' && { memberId: this.memberId })
	}))
	readonly #page = $derived(pageOf(this.filter, this.#limit))
	readonly #deleted = live(listDeletedMembers)

	/** How many filters narrow the list. */
	get narrowed(): number {
		return [this.from, this.to, this.kind, this.memberId].filter((value) => value !== '').length
	}
	/** The wanted actions, latest first; `undefined` until they are read. */
	get entries() {
		return this.#page.current
	}
	/** Whether there may be earlier ones. */
	get hasMore(): boolean {
		return this.entries?.length === this.#limit
	}
	/** The members in the trash, latest first; `undefined` until they are read. */
	get deleted() {
		return this.#deleted.current
	}

	more(): void {
		this.#limit += PAGE
	}

	reset(): void {
		this.from = ''
		this.to = ''
		this.kind = ''
		this.memberId = ''
	}
}

const pageOf = (filter: HistoryFilter, limit: number) => live(() => listHistory(filter, limit))

/** A day where this device is, as instants: from its first to before the next one's. */
const startOf = (day: Day): number => new Date(`${day}T00:00`).getTime()

function endOf(day: Day): number {
	const next = new Date(`${day}T00:00`)
	next.setDate(next.getDate() + 1)
	return next.getTime()
}
