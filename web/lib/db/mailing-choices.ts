import { database } from './database.ts'
import { saveSetting } from './settings.ts'

const HOUSEHOLDS = 'mailing_households'

/** Whether those who share an address were last written to together. */
export async function readHouseholdsChoice(): Promise<boolean> {
	return (await database().settings.get(HOUSEHOLDS))?.value === 'true'
}

/** Remembers that for the next mailing. */
export const saveHouseholdsChoice = (together: boolean) => saveSetting(HOUSEHOLDS, String(together))
