import { DEFAULT_OPTIONS, type MailingOptions } from '#shared/mailing-options.ts'
import type { MemberId } from '#shared/member.ts'
import { roster, type RosterEntry } from '#web/state/roster.svelte.ts'
import { LiveAudienceFacts } from './draft-audience.svelte.ts'
import { listRecipientRows } from './recipient-rows.ts'

/** Who gets a mailing, while it is being chosen. What a person ticks counts only once it is accepted. */
export class RecipientChoice {
	search = $state('')
	readonly #options: () => MailingOptions
	#chosen = $state.raw<ReadonlySet<MemberId>>(new Set())
	/** Who was ticked when it began; any other set of ticks is a choice. */
	#begun: ReadonlySet<MemberId> = this.#chosen

	readonly #entries = $derived(roster.entries ?? [])
	readonly #facts = new LiveAudienceFacts()
	readonly #rows = $derived.by(() => listRecipientRows(this.#entries, this.#options(), this.#facts.current))
	readonly #found = $derived(new Set(this.#search().map(({ member }) => member.id)))

	/** The members that the search leaves, in order. */
	readonly shown = $derived(this.#rows.filter(({ member }) => this.#found.has(member.id)))
	readonly #usable = $derived(this.#rows.filter(({ unusable }) => !unusable))
	/** The members who can be written to, in the order of the list. */
	readonly usable = $derived(this.#usable.map(({ member }) => member))
	readonly #usableShown = $derived(this.shown.filter(({ unusable }) => !unusable))
	readonly #chosenShown = $derived(this.#usableShown.filter(({ member }) => this.#chosen.has(member.id)).length)

	/** The members ticked who can be written to, in the order of the list, shown or not. */
	readonly accepted = $derived(this.usable.map(({ id }) => id).filter((id) => this.#chosen.has(id)))
	readonly sharing = $derived(this.#usable.filter(({ sharesWith }) => sharesWith !== undefined).length)
	readonly nothingToTick = $derived(this.#usableShown.length === 0)
	readonly allShownChosen = $derived(!this.nothingToTick && this.#chosenShown === this.#usableShown.length)
	readonly someShownChosen = $derived(this.#chosenShown > 0 && !this.allShownChosen)

	/** `options`: how the mailing is to go out, which says who can be written to. */
	constructor(options: () => MailingOptions = () => DEFAULT_OPTIONS) {
		this.#options = options
	}

	/** Whether the members have been read. */
	get loaded(): boolean {
		return roster.entries !== undefined
	}
	/** Whether those who share an address get one message. */
	get together(): boolean {
		return this.#options().households
	}
	get total(): number {
		return this.#rows.length
	}

	/** Everybody ticked, whether or not he can be written to. */
	get ticked(): MemberId[] {
		return [...this.#chosen]
	}
	/** Whether other boxes are ticked than at the beginning. */
	get changed(): boolean {
		return this.#chosen !== this.#begun
	}

	/** Begins with these members ticked, and nothing searched. */
	start(selected: readonly MemberId[]): void {
		this.search = ''
		this.#chosen = this.#begun = new Set(selected)
	}

	/** Ticks these in place of the others. */
	restore(ticked: readonly MemberId[]): void {
		this.#chosen = new Set(ticked)
	}

	isChosen(id: MemberId): boolean {
		return this.#chosen.has(id)
	}

	choose(id: MemberId, ticked: boolean): void {
		this.chooseAll([id], ticked)
	}

	/** Ticks or unticks these. */
	chooseAll(ids: readonly MemberId[], ticked: boolean): void {
		const chosen = new Set(this.#chosen)
		for (const id of ids) {
			if (ticked) chosen.add(id)
			else chosen.delete(id)
		}
		this.#chosen = chosen
	}

	/** Ticks or unticks all that are shown and can be written to. */
	chooseShown(ticked: boolean): void {
		this.chooseAll(
			this.#usableShown.map(({ member }) => member.id),
			ticked
		)
	}

	#search(): readonly RosterEntry[] {
		if (this.search.trim() === '') return this.#entries
		return roster.search(this.#entries, this.search).inOrder
	}
}
