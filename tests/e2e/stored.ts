import type { Page } from '@playwright/test'

/** All rows of one table of the club's database, as the browser keeps them. */
export function readTable(page: Page, table: string): Promise<Record<string, unknown>[]> {
	return page.evaluate(
		(name) =>
			new Promise<Record<string, unknown>[]>((resolve, reject) => {
				const opening = indexedDB.open('club')
				opening.onerror = () => reject(new Error('the database does not open'))
				opening.onsuccess = () => {
					const rows = opening.result.transaction(name).objectStore(name).getAll()
					rows.onerror = () => reject(new Error('the table does not read'))
					rows.onsuccess = () => {
						opening.result.close()
						resolve(rows.result as Record<string, unknown>[])
					}
				}
			}),
		table
	)
}

/** Adds rows to one table of the club's database, behind the app's back: it sees them after a reload. */
export function addRows(page: Page, table: string, rows: object[]): Promise<void> {
	return page.evaluate(
		([name, added]) =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('club')
				opening.onerror = () => reject(new Error('the database does not open'))
				opening.onsuccess = () => {
					const transaction = opening.result.transaction([name, 'memberPages'], 'readwrite')
					// Derived from the rows: made again from them all.
					transaction.objectStore('memberPages').clear()
					for (const row of added) transaction.objectStore(name).add(row)
					transaction.onerror = () => reject(new Error('the table does not take the rows'))
					transaction.oncomplete = () => {
						opening.result.close()
						resolve()
					}
				}
			}),
		[table, rows] as const
	)
}

/** Everything that one of the app's databases holds, by table. */
export function readDatabase(page: Page, name = 'club'): Promise<Record<string, unknown[]>> {
	return page.evaluate(
		(database) =>
			new Promise<Record<string, unknown[]>>((resolve, reject) => {
				const opening = indexedDB.open(database)
				opening.onerror = () => reject(new Error('the database does not open'))
				opening.onsuccess = () => {
					const tables = [...opening.result.objectStoreNames]
					const transaction = opening.result.transaction(tables)
					const reads = tables.map((table) => [table, transaction.objectStore(table).getAll()] as const)
					transaction.oncomplete = () => {
						opening.result.close()
						resolve(Object.fromEntries(reads.map(([table, rows]) => [table, rows.result as unknown[]])))
					}
				}
			}),
		name
	)
}
