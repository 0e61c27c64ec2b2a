import { readOds, type CellValue } from 'hucre/ods'
import { readXls, readXlsx } from 'hucre/xlsx'
import type { CsvRow } from '#shared/csv-rows.ts'
import type { ListFormat } from '#shared/list-format.ts'
import { err, ok, type Result } from '#shared/result.ts'

/** A sheet that holds something. */
export type Sheet = { name: string; rows: CsvRow[] }

export type WorkbookFormat = Exclude<ListFormat, 'text' | 'vcard'>

/** Why a workbook was refused; equal to the catalogue's key. */
export type WorkbookFault = 'import-workbook-locked' | 'import-workbook-unread'

const READERS = { xlsx: readXlsx, xls: readXls, ods: readOds } satisfies Record<WorkbookFormat, unknown>
const DAY_LENGTH = 'YYYY-MM-DD'.length

/** The sheets of a workbook that hold anything and are not hidden, in its order; cells as the text that they show. */
export async function readWorkbook(
	bytes: Uint8Array,
	format: WorkbookFormat
): Promise<Result<Sheet[], { code: WorkbookFault }>> {
	try {
		const { sheets } = await READERS[format](bytes)
		const shown = sheets.filter(({ hidden, veryHidden }) => !hidden && !veryHidden)
		return ok(shown.map(({ name, rows }) => ({ name, rows: rowsOf(rows) })).filter(({ rows }) => rows.length > 0))
	} catch (error) {
		// Whatever the reader stumbles over, the file is not one that it can read.
		const locked = isLocked(error) || (format === 'xls' && (await isLockedXlsx(bytes)))
		return err({ code: locked ? 'import-workbook-locked' : 'import-workbook-unread' })
	}
}

const isLocked = (error: unknown): boolean => error instanceof Error && error.name === 'EncryptedFileError'

/** A new workbook that is locked lies in the container of the old ones (MS-OFFCRYPTO §2.3.4). */
async function isLockedXlsx(bytes: Uint8Array): Promise<boolean> {
	return await readXlsx(bytes).then(() => false, isLocked)
}

function rowsOf(rows: readonly (readonly CellValue[])[]): CsvRow[] {
	const found: CsvRow[] = []
	// A row may be missing altogether: not every reader fills the gaps.
	for (let index = 0; index < rows.length; index += 1) {
		const cells = Array.from(rows[index] ?? [], textOf)
		if (cells.some((cell) => cell.trim() !== '')) found.push({ line: index + 1, cells })
	}
	return found
}

/** A number keeps its digits, a day is `YYYY-MM-DD` whatever the sheet makes of it. */
function textOf(value: CellValue | undefined): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, DAY_LENGTH)
	return value === null || value === undefined ? '' : String(value)
}
