import { Dexie } from 'dexie'
import { afterEach, beforeEach } from 'vitest'
import { cleanup } from 'vitest-browser-svelte'
import { database, openDatabase } from '#web/db/database.ts'

/** Gives every test of the file a database of its own, and takes it away afterwards. */
export function useFreshDatabase(): { readonly name: string } {
	let name = ''
	beforeEach(async () => {
		name = `test-${crypto.randomUUID()}`
		await openDatabase(name)
	})
	afterEach(async () => {
		cleanup()
		await settled()
		await openDatabase('test-idle')
		await Dexie.delete(name)
	})
	return {
		get name() {
			return name
		}
	}
}

/** Waits until everything that is being read or written is done: what takes all tables gets its turn last. */
async function settled(): Promise<void> {
	const db = database()
	if (db.isOpen()) await db.transaction('rw', db.tables, () => undefined)
}
