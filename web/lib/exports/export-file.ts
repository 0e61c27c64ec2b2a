import type { ColumnChoice } from '#shared/column-choice.ts'
import { formatSafeCsv } from '#shared/csv.ts'
import { dayHere } from '#web/db/day-here.ts'
import { m } from '#web/paraglide/messages.js'
import { saveFile } from '#web/ui/save-file.ts'
import type { ExportTable } from './export-table.ts'

/** What can be exported of the club's money, once it has a season. */
export type MoneyKind = 'seasons' | 'memberships' | 'payments'

/** What can be exported; each is the end of its keys in the catalogue, and of the setting that keeps its columns. */
export type ExportKind = 'members' | 'positions' | 'clubs' | MoneyKind | 'mailings'

/** How a file is written: for any spreadsheet, for Excel, or for paper. */
export type FileFormat = 'csv' | 'xlsx' | 'pdf'

/** A file that is ready to be saved, and what it says, cell by cell. */
export type ExportFile = {
	name: string
	/** The titles, and one line a row: the very cells of the file. */
	lines: string[][]
	text: string
	/** Octets. */
	size: number
}

/** What is shown of a file before it is made; its size only where it is known by then. */
export type FileForeseen = Pick<ExportFile, 'name' | 'lines'> & { size?: number }

const NAMES: Record<ExportKind, () => string> = {
	members: m.exports_file_members,
	positions: m.exports_file_positions,
	clubs: m.exports_file_clubs,
	seasons: m.exports_file_seasons,
	memberships: m.exports_file_memberships,
	payments: m.exports_file_payments,
	mailings: m.exports_file_mailings
}

/** Makes the file of these rows with the columns chosen. Its name holds today's day. */
export function makeExportFile(kind: ExportKind, table: ExportTable, choice: ColumnChoice): ExportFile {
	const lines = table.lines(chosenIds(choice))
	const text = formatSafeCsv(lines)
	return { name: exportFileName(kind, 'csv'), lines, text, size: new Blob([text]).size }
}

/** The ids of the columns chosen, in their order. */
export const chosenIds = (choice: ColumnChoice): string[] => choice.filter(({ chosen }) => chosen).map(({ id }) => id)

/** Name of a file, with today's day. */
export const exportFileName = (kind: ExportKind, format: FileFormat): string =>
	`${NAMES[kind]()}-${dayHere()}.${format}`

/** Gives the person the file. */
export function saveExportFile({ name, text }: ExportFile): void {
	saveFile(name, text, 'text/csv;charset=utf-8')
}

/** Name of a file of members as contacts, with today's day. */
export const contactsFileName = (): string => `${NAMES.members()}-${dayHere()}.vcf`
