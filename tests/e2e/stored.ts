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
