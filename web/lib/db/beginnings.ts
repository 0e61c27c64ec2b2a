import type { Result } from '#shared/result.ts'
import { database, type StorageFault } from './database.ts'
import { saveSetting } from './settings.ts'

const BEGUN = 'begun_at'

/** Tells whether nothing was ever begun in the open club: nothing entered, nothing written, nothing set up. */
export async function isUntouched(): Promise<boolean> {
	const { members, mjcClubs, positions, changeSets, mailings, drafts, settings } = database()
	for (const table of [members, mjcClubs, positions, changeSets, mailings, drafts]) {
		if ((await table.count()) > 0) return false
	}
	const setUp = await settings.where('key').startsWith('smtp_').count()
	return setUp === 0 && (await settings.get(BEGUN)) === undefined
}

/** Notes that a person has begun: the app opens at the members from now on, and no longer at its first screen. */
export function begin(): Promise<Result<unknown, StorageFault>> {
	return saveSetting(BEGUN, new Date().toISOString())
}
