import type { Member, MemberId } from '#shared/member.ts'
import { roster } from '#web/state/roster.svelte.ts'
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
	/** Who is not offered. */
	readonly #except: () => ReadonlySet<MemberId> | undefined
	readonly #entries = $derived.by(() => {
		const [entries, except] = [roster.entries ?? [], this.#except()]
		return except ? entries.filter(({ member }) => !except.has(member.id)) : entries
	})
	readonly #details = $derived(tellApart(this.#entries.map(({ member }) => member)))
	readonly #found = $derived(
		this.query.trim() === '' ? this.#entries : roster.search(this.#entries, this.query).bestFirst
	)
	readonly options = $derived(this.#found.slice(0, DRAWN).map(({ member }) => member))

	constructor(except: () => ReadonlySet<MemberId> | undefined = () => undefined) {
		this.#except = except
	}

	get loaded(): boolean {
		return roster.entries !== undefined
	}
	/** How many members there are to choose from. */
	get total(): number {
		return this.#entries.length
	}
	get foundCount(): number {
		return this.#found.length
	}

	/** The member of that id, `undefined` when there is none. */
	find(id: MemberId | ''): Member | undefined {
		return id === '' ? undefined : roster.find(id)?.member
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
