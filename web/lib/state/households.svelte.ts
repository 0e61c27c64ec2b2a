import type { Household } from '#shared/household.ts'
import { listHouseholds } from '#web/db/households.ts'
import { live } from './live.svelte.ts'

/** Every household by its id, as they are now; none until they are read, which is when somebody asks. */
export function liveHouseholds(): { readonly current: ReadonlyMap<string, Household> } {
	const read = live(async () => new Map<string, Household>((await listHouseholds()).map((row) => [row.id, row])))
	return {
		get current() {
			return read.current ?? NONE
		}
	}
}

const NONE: ReadonlyMap<string, Household> = new Map()
