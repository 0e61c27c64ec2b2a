import type { Household } from '#shared/household.ts'
import { database } from './database.ts'

/** Every household, in no particular order. */
export function listHouseholds(): Promise<Household[]> {
	return database().households.toArray()
}
