import { decodeText, guessEncoding, type CsvEncoding, type NotText } from '#shared/csv-encoding.ts'
import { guessDelimiter, readRows, type CsvDelimiter, type CsvRow } from '#shared/csv-rows.ts'
import { guessListFormat } from '#shared/list-format.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { WorkbookFault } from './read-workbook.ts'

/** Why a file gives no rows; equal to the catalogue's key. */
export type ListFault = NotText | WorkbookFault | 'import-contacts-unread'

/** How a file is read: how the letters of a text are written and what parts its cells, or which sheet is meant. */
export type Reading = { encoding: CsvEncoding; delimiter: CsvDelimiter; sheet?: string }

/** A file that can be read. */
export type ListSource = {
	kind: 'text' | 'workbook' | 'contacts'
	/** Names of a workbook's sheets. */
	sheets: readonly string[]
	/** How it is read as long as nobody has said otherwise. */
	guess: Reading
	/** Its rows, one a step. */
	read: (reading: Reading) => Generator<void, readonly CsvRow[]>
}

const TEXT_GUESS: Reading = { encoding: 'utf-8', delimiter: ';' }

/** Finds out what a file is. Whatever reads workbooks and cards is loaded with the first of them. */
export async function openList(bytes: Uint8Array): Promise<Result<ListSource, { code: ListFault }>> {
	const format = guessListFormat(bytes)
	if (format === 'vcard') return await openContacts(bytes)
	if (format === 'text') return openText(bytes)
	const { readWorkbook } = await import('./read-workbook.ts')
	const workbook = await readWorkbook(bytes, format)
	if (!workbook.ok) return workbook
	const sheets = workbook.value
	const largest = sheets.toSorted((a, b) => b.rows.length - a.rows.length)[0]
	const named = (name: string | undefined) => sheets.find((sheet) => sheet.name === name) ?? largest
	return ok({
		kind: 'workbook',
		sheets: sheets.map(({ name }) => name),
		guess: { ...TEXT_GUESS, sheet: largest?.name ?? '' },
		read: ({ sheet }) => atOnce(named(sheet)?.rows ?? [])
	})
}

function openText(bytes: Uint8Array): Result<ListSource, { code: ListFault }> {
	const encoding = guessEncoding(bytes)
	if (!encoding.ok) return encoding
	const guess = { encoding: encoding.value, delimiter: guessDelimiter(decodeText(bytes, encoding.value)) }
	return ok({ kind: 'text', sheets: [], guess, read: (reading) => gather(bytes, reading) })
}

async function openContacts(bytes: Uint8Array): Promise<Result<ListSource, { code: ListFault }>> {
	const encoding = guessEncoding(bytes)
	if (!encoding.ok) return encoding
	const { readContacts } = await import('./read-contacts.ts')
	const rows = readContacts(decodeText(bytes, encoding.value))
	if (rows.length === 0) return err({ code: 'import-contacts-unread' })
	return ok({ kind: 'contacts', sheets: [], guess: TEXT_GUESS, read: () => atOnce(rows) })
}

function* gather(bytes: Uint8Array, { encoding, delimiter }: Reading): Generator<void, CsvRow[]> {
	const rows: CsvRow[] = []
	for (const row of readRows(decodeText(bytes, encoding), delimiter)) {
		rows.push(row)
		yield
	}
	return rows
}

function* atOnce(rows: readonly CsvRow[]): Generator<void, readonly CsvRow[]> {
	yield
	return rows
}
