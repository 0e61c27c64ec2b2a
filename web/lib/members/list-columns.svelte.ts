import { arrangeColumns, type ColumnChoice } from '#shared/column-choice.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import { dayHere } from '#web/db/day-here.ts'
import { findListColumns, saveListColumns } from '#web/db/list-view.ts'
import { NO_NAMES, readRegisterNames } from '#web/db/register.ts'
import { DUES_COLUMNS } from '#web/exports/dues-columns.ts'
import { listMemberColumns, memberLiner, type MemberLine } from '#web/exports/member-columns.ts'
import { live } from '#web/state/live.svelte.ts'
import type { Families } from '#shared/family-fields.ts'
import { liveHouseholds } from '#web/state/households.svelte.ts'
import { roster } from '#web/state/roster.svelte.ts'
import { seasonLedger } from '#web/state/season-ledger.svelte.ts'
import type { OrderValues } from '#web/state/member-list.svelte.ts'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { isCards, listEveryColumn, NAME_COLUMN, type Column } from './columns.ts'

/** Columns of what is not in the pages of the list. */
const MONEY: ReadonlySet<string> = new Set(DUES_COLUMNS.map(({ id }) => id))

/** The columns of the list as a person wants them, and what stands in them. */
export class ListColumns {
	readonly #names = live(readRegisterNames)
	readonly #kept = live(async () => ({ choice: await findListColumns() }))
	#edited = $state.raw<ColumnChoice>()
	/** Read once a column shows them: in most clubs there are many households, and nobody looks at them in the list. */
	readonly #households = liveHouseholds()
	readonly #families = $derived.by((): Families => {
		const households = this.#households.current
		return {
			guardiansOf: ({ id }) => roster.find(id)?.guardians ?? [],
			householdOf: ({ householdId = '' }) => households.get(householdId),
			memberOf: (id) => roster.find(id)?.member
		}
	})

	readonly every = $derived(listEveryColumn(listMemberColumns(this.#names.current ?? NO_NAMES)))
	readonly #byId = $derived(new Map(this.every.map((column) => [column.id, column])))
	/** The name heads every row, and is not among what one chooses. */
	readonly defaults = $derived<ColumnChoice>(
		this.every.filter(({ id }) => id !== NAME_COLUMN).map(({ id, from }) => ({ id, chosen: from !== undefined }))
	)
	readonly choice = $derived(arrangeColumns(this.defaults, this.#edited ?? this.#kept.current?.choice))
	/** Whether they are as nobody chose them: then those are left out for which there is no room. */
	readonly #untouched = $derived(JSON.stringify(this.choice) === JSON.stringify(this.defaults))
	readonly #lineOf = $derived.by(() => {
		const names = this.#names.current
		const today = dayHere()
		return (
			names && memberLiner(names, { today, families: () => this.#families, duesOf: ({ id }) => seasonLedger.find(id) })
		)
	})

	/** What the columns order by. */
	readonly orderValues = $derived.by((): OrderValues => {
		const lineOf = this.#lineOf
		return (id) => {
			const column = this.#byId.get(id)
			// Another object with each change of money: what is ordered by it is ordered anew.
			if (MONEY.has(id)) void seasonLedger.current
			return lineOf && column && ((entry) => column.value(lineOf(entry)))
		}
	})

	/** Whether it is known what was chosen, and what members refer to. */
	get ready(): boolean {
		return this.#kept.current !== undefined && this.#lineOf !== undefined
	}

	lineOf(entry: ListedMember): MemberLine | undefined {
		return this.#lineOf?.(entry)
	}

	titleOf(id: string): string {
		return this.#byId.get(id)?.title() ?? id
	}

	/** The columns that a list of this width, in rem, shows. A card is headed by the name alone. */
	shownAt(width: number): Column[] {
		const name = this.#byId.get(NAME_COLUMN)
		const chosen = isCards(width) ? [] : this.choice.filter((column) => column.chosen)
		const columns = chosen.flatMap(({ id }) => this.#byId.get(id) ?? [])
		const fitting = this.#untouched ? columns.filter(({ from = 0 }) => width >= from) : columns
		return name ? [name, ...fitting] : fitting
	}

	/** Takes these columns, and remembers them. */
	async choose(choice: ColumnChoice): Promise<void> {
		this.#edited = choice
		const saved = await saveListColumns(choice)
		if (!saved.ok) toasts.add(storageText(saved.error.code), { tone: 'danger' })
	}
}
