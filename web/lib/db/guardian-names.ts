import { database } from './database.ts'

/** Names of guardians by their ids; whoever is not there any more has none. */
export async function findGuardianNames(ids: readonly string[]): Promise<Map<string, string>> {
	const found = await database().guardians.bulkGet([...ids])
	return new Map(found.flatMap((guardian) => (guardian ? [[guardian.id, guardian.name] as const] : [])))
}
