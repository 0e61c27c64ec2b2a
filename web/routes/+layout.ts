import { openClub } from '#web/db/database.ts'
import { typefaceLoaded } from '#web/shell/typeface.ts'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'

export const ssr = false
export const prerender = false

/** Nothing can be shown before it is known whether the browser keeps the club's data. */
export const load = async () => {
	const [storage] = await Promise.all([openClub(), typefaceLoaded()])
	if (storage.ok) await Promise.all([clubLook.load(), relayStatus.recall()])
	return { storage }
}
