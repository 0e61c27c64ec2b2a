import { arrangeColumns, type ColumnChoice } from '#shared/column-choice.ts'
import type { Member } from '#shared/member.ts'
import { findColumnChoice, saveColumnChoice } from '#web/db/column-choices.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listAllLogs } from '#web/db/mailing-logs.ts'
import { listMailings } from '#web/db/mailings.ts'
import { readMoneyBook, type MoneyBook } from '#web/db/money-book.ts'
import { readRegister, type Register } from '#web/db/register.ts'
import { nameRecipients } from '#web/outbox/results.ts'
import { storageText } from '#web/storage-words.ts'
import { live } from '#web/state/live.svelte.ts'
import type { MemberList } from '#web/state/member-list.svelte.ts'
import { saveFile } from '#web/ui/save-file.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { CLUB_COLUMNS, listClubLines } from './club-columns.ts'
import {
	chosenIds,
	exportFileName,
	makeExportFile,
	saveExportFile,
	type ExportKind,
	type FileForeseen,
	type FileFormat,
	type MoneyKind
} from './export-file.ts'
import { exportTable, type ExportTable } from './export-table.ts'
import { nameExportKind } from './kind-words.ts'
import { listLogLines, LOG_COLUMNS, type LogFilter } from './log-columns.ts'
import { listMemberColumns, listMemberLines } from './member-columns.ts'
import { listMembershipLines, MEMBERSHIP_COLUMNS } from './membership-columns.ts'
import { listPaymentLines, PAYMENT_COLUMNS } from './payment-columns.ts'
import { listPositionLines, POSITION_COLUMNS } from './position-columns.ts'
import { listSeasonLines, SEASON_COLUMNS } from './season-columns.ts'

const PDF = 'application/pdf'
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What other screens show now, or everything. */
export type ExportScope = 'shown' | 'all'

/** What stands on the screen Exports: what is exported, which rows and columns of it, and the file that comes of it. */
export class ExportDesk {
	kind = $state<ExportKind>('members')
	scope = $state<ExportScope>('shown')
	format = $state<FileFormat>('csv')
	filter = $state<LogFilter>({ mailingId: '', from: '', to: '' })
	#edited = $state.raw<Partial<Record<ExportKind, ColumnChoice>>>({})

	readonly #list: MemberList
	readonly #register = live(readRegister)
	/** Read once somebody asks for it. */
	readonly #book = live(readMoneyBook)
	readonly #mailings = live(listMailings)
	readonly #logs = live(async () => nameRecipients(await listAllLogs()))
	readonly #kept = $derived(keptChoice(this.kind))

	/** The rows wanted; `undefined` until they are read. */
	readonly table = $derived.by((): ExportTable | undefined => {
		if (this.kind === 'mailings') return this.#logTable()
		if (isMoney(this.kind)) return this.#book.current && this.#moneyTable(this.kind, this.#book.current)
		const register = this.#register.current
		return register && this.#tableOf(this.kind, register)
	})
	/** Every column, those wanted first to last; `undefined` until it is known what was chosen the last time. */
	readonly choice = $derived.by((): ColumnChoice | undefined => {
		if (!this.table || !this.#kept.current) return undefined
		return this.#edited[this.kind] ?? arrangeColumns(this.table.defaults, this.#kept.current.choice)
	})
	readonly file = $derived.by((): FileForeseen | undefined => {
		const { table, choice, kind, format } = this
		if (!table || !choice) return undefined
		if (format === 'csv') return makeExportFile(kind, table, choice)
		return {
			name: exportFileName(kind, format),
			lines: table[format === 'xlsx' ? 'lines' : 'texts'](chosenIds(choice))
		}
	})

	constructor(list: MemberList) {
		this.#list = list
	}

	/** How many there are of it, wanted or not; `undefined` until they are read. */
	get total(): number | undefined {
		const { kind } = this
		if (kind === 'mailings') return this.#mailings.current?.length
		return isMoney(kind) ? this.#book.current?.[kind].length : this.#register.current?.[kind].length
	}
	/** Whether it is known what can be exported. */
	get loaded(): boolean {
		return this.#register.current !== undefined
	}
	/** The season in force, once it is read. */
	get season() {
		return this.#register.current?.season
	}
	/** The members that are meant, once they are read. */
	get members(): Member[] {
		return this.scope === 'all' ? this.#list.everybody : this.#list.concerned
	}
	get mailings() {
		return this.#mailings.current ?? []
	}

	/** Makes the file and gives it to the person; resolves to its name. */
	async save(printTable: (lines: string[][], title: string) => Promise<Blob>): Promise<string> {
		const { table, choice, kind, format } = this
		if (!table || !choice) throw new Error('nothing to save yet')
		if (format === 'csv') {
			const file = makeExportFile(kind, table, choice)
			saveExportFile(file)
			return file.name
		}
		const name = exportFileName(kind, format)
		const ids = chosenIds(choice)
		if (format === 'pdf') saveFile(name, await printTable(table.texts(ids), nameExportKind(kind)), PDF)
		else {
			const { formatWorkbook } = await import('./workbook.ts')
			saveFile(name, await formatWorkbook(table.sheet(ids), nameExportKind(kind)), WORKBOOK)
		}
		return name
	}

	/** Takes these columns, and remembers them. */
	async choose(choice: ColumnChoice): Promise<void> {
		this.#edited = { ...this.#edited, [this.kind]: choice }
		const saved = await saveColumnChoice(this.kind, choice)
		if (!saved.ok) toasts.add(storageText(saved.error.code), { tone: 'danger' })
	}

	#moneyTable(kind: MoneyKind, book: MoneyBook): ExportTable | undefined {
		const everything = this.scope === 'all'
		if (kind === 'seasons') return exportTable(SEASON_COLUMNS, listSeasonLines(book))
		if (kind === 'payments') return exportTable(PAYMENT_COLUMNS, listPaymentLines(book, everything))
		if (!this.#list.loaded) return undefined
		return exportTable(MEMBERSHIP_COLUMNS, listMembershipLines(book, everything ? undefined : this.members))
	}

	#tableOf(kind: Exclude<ExportKind, MoneyKind | 'mailings'>, register: Register): ExportTable | undefined {
		if (kind === 'clubs') return exportTable(CLUB_COLUMNS, listClubLines(register))
		const everything = this.scope === 'all'
		if (kind === 'positions') {
			return exportTable(POSITION_COLUMNS, listPositionLines(register, dayHere(), everything))
		}
		if (!this.#list.loaded) return undefined
		return exportTable(
			listMemberColumns(register, register.members),
			listMemberLines(this.members, register, dayHere())
		)
	}

	#logTable(): ExportTable | undefined {
		const [mailings, logs] = [this.#mailings.current, this.#logs.current]
		return mailings && logs && exportTable(LOG_COLUMNS, listLogLines(mailings, logs, this.filter))
	}
}

const MONEY: ReadonlySet<ExportKind> = new Set(['seasons', 'memberships', 'payments'] satisfies MoneyKind[])
const isMoney = (kind: ExportKind): kind is MoneyKind => MONEY.has(kind)

/** The columns chosen the last time, once it is known whether there are any. */
const keptChoice = (kind: ExportKind) => live(async () => ({ choice: await findColumnChoice(kind) }))
