import { Dexie } from 'dexie'
import { afterEach, beforeEach } from 'vitest'
import { openDatabase } from '#web/db/database.ts'

/** Gives every test of the file a database of its own, and takes it away afterwards. */
export function useFreshDatabase(): { readonly name: string } {
	let name = ''
	beforeEach(async () => {
		name = `test-${crypto.randomUUID()}`
		await openDatabase(name)
	})
	afterEach(async () => {
		await openDatabase('test-idle')
		await Dexie.delete(name)
	})
	return {
		get name() {
			return name
		}
	}
}
