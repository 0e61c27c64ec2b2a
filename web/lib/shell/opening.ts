import { openClub } from '#web/db/database.ts'
import { countWaitingMailings } from '#web/db/mailings.ts'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { live } from '#web/state/live.svelte.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { seasonPlace } from './season-place.svelte.ts'
import Housekeeping from './Housekeeping.svelte'

/**
 * Opens the club and reads what the frame around every screen shows of it. The database and all that needs it come with
 * this module: the frame itself starts without them.
 */
export async function openAtStart() {
	const storage = await openClub()
	if (!storage.ok) return { storage, club: undefined }
	const [ExampleBar] = await Promise.all([
		storage.value.role === 'example' ? loadExampleBar() : undefined,
		clubLook.load(),
		seasonPlace.load(),
		relayStatus.recall()
	])
	return {
		storage,
		club: {
			look: clubLook,
			relay: relayStatus,
			season: seasonPlace,
			waiting: live(countWaitingMailings),
			Housekeeping,
			ExampleBar
		}
	}
}

const loadExampleBar = async () => (await import('#web/example/ExampleBar.svelte')).default
