import type { Member, MemberId } from '#shared/member.ts'
import { listMembers } from '#web/db/members.ts'
import { live } from '#web/state/live.svelte.ts'
import { indexMembers, searchMembers, sortMembers } from '#web/state/member-index.ts'
import { tellApart } from './tell-apart.ts'

/** More are not drawn: one types another letter sooner than one scrolls. */
const DRAWN = 50

/** The choice of one member by typing a part of what is known of him. */
export class MemberChoice {
	/** What stands in the box. */
	text = $state('')
	/** What was typed since the list was opened: what is searched. */
	query = $state('')
	open = $state(false)
	/** The option that Enter would take, by its place among `options`. */
	active = $state(0)
	readonly #members = live(listMembers)
	readonly #sorted = $derived(
		sortMembers(indexMembers(this.#members.current ?? []), { by: 'lastName', descending: false })
	)
	readonly #details = $derived(tellApart(this.#members.current ?? []))
	readonly #found = $derived(searchMembers(this.#sorted, this.query).map(({ member }) => member))
	readonly options = $derived(this.#found.slice(0, DRAWN))

	get loaded(): boolean {
		return this.#members.current !== undefined
	}
	/** How many members there are to choose from. */
	get total(): number {
		return this.#sorted.length
	}
	get foundCount(): number {
		return this.#found.length
	}

	/** The member of that id, `undefined` when there is none. */
	find(id: MemberId | ''): Member | undefined {
		return this.#members.current?.find((member) => member.id === id)
	}

	/** What tells a member from his namesakes, `undefined` when he has none. */
	detailOf(id: MemberId | ''): string | undefined {
		return id === '' ? undefined : this.#details.get(id)
	}

	/** Shows the list, searched for what was typed; for nothing, all of it. */
	show(typed = ''): void {
		this.query = typed
		this.open = true
		this.active = 0
	}

	/** Moves to another option, round and round. */
	move(by: 1 | -1): void {
		const count = this.options.length
		if (count > 0) this.active = (this.active + by + count) % count
	}
}
