import { err, ok, type Result } from '#shared/result.ts'
import { parseColumns, type Column } from './columns.ts'
import { SqliteError, type SqliteFault } from './fault.ts'
import { openPages, type Pages } from './pages.ts'
import type { SqlValue } from './record.ts'
import { readTree, type StoredRow } from './tree.ts'

/** One row by the names of its columns, in small letters. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** A table: the names of its columns in small letters, and its rows in the order of their numbers. */
export type SqlTable = { columns: readonly string[]; rows: readonly SqlRow[] }

/** Tables by their names in small letters. */
export type SqlTables = ReadonlyMap<string, SqlTable>

const SCHEMA_PAGE = 1

/**
 * Reads those tables of a SQLite file that are there and wanted; views, triggers and what is virtual are passed over,
 * whatever they are called. Nothing of the file is run. Fails as a whole when the file or one of these is not sound.
 */
export function readSqlite(bytes: Uint8Array, wanted: readonly string[]): Result<SqlTables, { code: SqliteFault }> {
	try {
		const pages = openPages(bytes)
		const tables = new Map<string, SqlTable>()
		for (const { name, root, columns } of listTables(pages)) {
			if (wanted.includes(name)) tables.set(name, readTable(pages, { root, columns }))
		}
		return ok(tables)
	} catch (error) {
		if (error instanceof SqliteError) return err({ code: error.code })
		throw error
	}
}

type TableHead = { root: number; columns: Column[] }

/** Rows of the schema: type, name, table, first page, statement (fileformat2 §2.6). */
function listTables(pages: Pages): (TableHead & { name: string })[] {
	return readTree(pages, SCHEMA_PAGE).flatMap(({ values: [type, name, , root, sql] }) => {
		const isTable = type === 'table' && typeof name === 'string' && typeof sql === 'string'
		// A virtual table has no page of its own.
		if (!isTable || typeof root !== 'number' || root < 1) return []
		return [{ name: name.toLowerCase(), root, columns: parseColumns(sql) }]
	})
}

function readTable(pages: Pages, { root, columns }: TableHead): SqlTable {
	const rows = readTree(pages, root).map((row) => rowOf(row, columns))
	return { columns: columns.map(({ name }) => name), rows }
}

function rowOf({ rowid, values }: StoredRow, columns: readonly Column[]): SqlRow {
	const entries = columns.map(({ name, fallback, isRowid }, index) => {
		const value = index < values.length ? (values[index] ?? null) : fallback
		return [name, isRowid && value === null ? rowid : value] as const
	})
	return Object.fromEntries(entries)
}
