import { liveQuery } from 'dexie'
import { PLAIN_LOOK, type ClubLook } from '#shared/club-look.ts'
import { readClubLook } from '#web/db/club-look.ts'

/** How the club that is open looks and is called, for the whole app; see `clubLook`. */
class ClubLookState {
	#current = $state.raw<ClubLook>(PLAIN_LOOK)

	get current() {
		return this.#current
	}

	/** Reads it once, so that the first frame shows it. */
	async load(): Promise<void> {
		this.#current = await readClubLook()
	}

	/** Follows what is chosen, here or in another window. Returns what stops it. */
	watch(): () => void {
		const subscription = liveQuery(readClubLook).subscribe({
			next: (look) => (this.#current = look),
			// The database was closed for a newer version: the look that is shown stays.
			error: (error: unknown) => console.error('The look of the club cannot be followed', error)
		})
		return () => subscription.unsubscribe()
	}
}

export const clubLook = new ClubLookState()
