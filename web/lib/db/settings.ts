import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

/** The key of the setting that holds the relay's access key. */
export const RELAY_KEY = 'relay_key'

/** The value of a setting, `undefined` when it was never set. */
export async function findSetting(key: string): Promise<string | undefined> {
	return (await database().settings.get(key))?.value
}

/** Sets a setting, durably. */
export async function saveSetting(key: string, value: string): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().settings.put({ key, value, updatedAt: new Date().toISOString() }))
}
