import { database } from './database.ts'

/** From so many members on, somebody means it. */
const SEVERAL = 3

/** Tells whether anything of the club was ever saved on this device. */
export async function hasSavedAnything(): Promise<boolean> {
	return (await database().changeSets.limit(1).count()) > 0
}

/** Tells whether the app has proved useful: several members are kept, or a mailing has gone out. */
export async function hasProvedUseful(): Promise<boolean> {
	const members = await database().members.limit(SEVERAL).count()
	return members >= SEVERAL || (await database().mailings.where('progress').equals('done').limit(1).count()) > 0
}
