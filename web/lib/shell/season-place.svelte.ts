import { database } from '#web/db/database.ts'
import { live } from '#web/state/live.svelte.ts'
import type SeasonPlace from './SeasonPlace.svelte'

/** What tells the season in force beside every screen: fetched once the club has a season. */
class SeasonPlaceOnDemand {
	#Place = $state.raw<typeof SeasonPlace>()
	readonly #count = live(() => database().seasons.count())

	/** `undefined` as long as the club has no season. */
	get Place(): typeof SeasonPlace | undefined {
		const count = this.#count.current ?? 0
		if (count > 0 && !this.#Place) void this.load()
		return this.#Place
	}

	/** Fetches it with what it tells, when there is a season. */
	async load(): Promise<void> {
		if ((await database().seasons.count()) === 0) return
		const [{ default: Place }, { seasonInForce }] = await Promise.all([
			import('./SeasonPlace.svelte'),
			import('#web/state/season-in-force.svelte.ts')
		])
		await seasonInForce.load()
		this.#Place = Place
	}
}

export const seasonPlace = new SeasonPlaceOnDemand()
