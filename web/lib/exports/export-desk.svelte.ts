import { arrangeColumns, type ColumnChoice } from '#shared/column-choice.ts'
import { dayOf } from '#shared/day.ts'
import { findColumnChoice, saveColumnChoice } from '#web/db/column-choices.ts'
import { listAllLogs } from '#web/db/mailing-logs.ts'
import { listMailings } from '#web/db/mailings.ts'
import { readRegister } from '#web/db/register.ts'
import { nameRecipients } from '#web/outbox/results.ts'
import { m } from '#web/paraglide/messages.js'
import { live } from '#web/state/live.svelte.ts'
import { sortByName } from '#web/state/member-index.ts'
import type { MemberList } from '#web/state/member-list.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { makeExportFile, type ExportKind } from './export-file.ts'
import { exportTable, type ExportTable } from './export-table.ts'
import { listLogLines, LOG_COLUMNS, type LogFilter } from './log-columns.ts'
import { listMemberLines, MEMBER_COLUMNS } from './member-columns.ts'

/** What other screens show now, or everything. */
export type ExportScope = 'shown' | 'all'

/** What stands on the screen Exports: what is exported, which rows and columns of it, and the file that comes of it. */
export class ExportDesk {
	kind = $state<ExportKind>('members')
	scope = $state<ExportScope>('shown')
	filter = $state<LogFilter>({ mailingId: '', from: '', to: '' })
	#edited = $state.raw<Partial<Record<ExportKind, ColumnChoice>>>({})

	readonly #list: MemberList
	readonly #register = live(readRegister)
	readonly #mailings = live(listMailings)
	readonly #logs = live(async () => nameRecipients(await listAllLogs()))
	readonly #kept = $derived(keptChoice(this.kind))

	/** The rows wanted; `undefined` until they are read. */
	readonly table = $derived.by((): ExportTable | undefined =>
		this.kind === 'members' ? this.#memberTable() : this.#logTable()
	)
	/** Every column, those wanted first to last; `undefined` until it is known what was chosen the last time. */
	readonly choice = $derived.by((): ColumnChoice | undefined => {
		if (!this.table || !this.#kept.current) return undefined
		return this.#edited[this.kind] ?? arrangeColumns(this.table.defaults, this.#kept.current.choice)
	})
	readonly file = $derived(this.table && this.choice && makeExportFile(this.kind, this.table, this.choice))

	constructor(list: MemberList) {
		this.#list = list
	}

	/** How many there are of it, wanted or not; `undefined` until they are read. */
	get total(): number | undefined {
		return this.kind === 'members' ? this.#register.current?.members.length : this.#mailings.current?.length
	}
	get mailings() {
		return this.#mailings.current ?? []
	}

	/** Takes these columns, and remembers them. */
	async choose(choice: ColumnChoice): Promise<void> {
		this.#edited = { ...this.#edited, [this.kind]: choice }
		const saved = await saveColumnChoice(this.kind, choice)
		if (!saved.ok) toasts.add(m[saved.error.code](), { tone: 'danger' })
	}

	#memberTable(): ExportTable | undefined {
		const register = this.#register.current
		if (!register || !this.#list.loaded) return undefined
		const now = Date.now()
		const today = dayOf(now, new Date(now).getTimezoneOffset())
		const members = this.scope === 'all' ? sortByName(register.members) : this.#list.concerned
		return exportTable(MEMBER_COLUMNS, listMemberLines(members, register, today))
	}

	#logTable(): ExportTable | undefined {
		const [mailings, logs] = [this.#mailings.current, this.#logs.current]
		return mailings && logs && exportTable(LOG_COLUMNS, listLogLines(mailings, logs, this.filter))
	}
}

/** The columns chosen the last time, once it is known whether there are any. */
const keptChoice = (kind: ExportKind) => live(async () => ({ choice: await findColumnChoice(kind) }))
