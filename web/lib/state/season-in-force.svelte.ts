import { sortSeasons, type Season, type SeasonId } from '#shared/season.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import { chooseSeason, findChosenSeason, listSeasons, seasonInForce as inForce } from '#web/db/seasons.ts'
import { live } from './live.svelte.ts'

type SeasonsRead = { seasons: Season[]; chosen: SeasonId | undefined }

const read = async (): Promise<SeasonsRead> => ({
	seasons: sortSeasons(await listSeasons()),
	chosen: await findChosenSeason()
})

/** The seasons of the open club, and the one that this device looks at. */
class SeasonInForce {
	/** As they were when the app started: what shows them is drawn with them at once. */
	#atStart = $state.raw<SeasonsRead>()
	readonly #live = live(read)
	readonly #read = $derived(this.#live.current ?? this.#atStart)
	readonly #current = $derived.by(() => {
		const { seasons = [], chosen } = this.#read ?? {}
		return inForce(seasons, chosen, dayHere())
	})

	/** Reads them before anything asks. */
	async load(): Promise<void> {
		this.#atStart = await read()
	}

	/** Whether they have been read: before that, none is known. */
	get loaded(): boolean {
		return this.#read !== undefined
	}
	/** All of them, the latest first. */
	get all(): readonly Season[] {
		return this.#read?.seasons ?? []
	}
	/** The one that lists, forms and sums are about; `undefined` as long as the club has none. */
	get current(): Season | undefined {
		return this.#current
	}
	/** Whether another one counts by the calendar than the one that is looked at. */
	get elsewhere(): boolean {
		return this.#current?.id !== inForce(this.all, undefined, dayHere())?.id
	}

	/** The season that began before another one; `undefined` when it is the first. */
	before(season: Season): Season | undefined {
		return this.all[this.all.findIndex(({ id }) => id === season.id) + 1]
	}

	/** Looks at another season; `undefined`: at the one that counts by the calendar. */
	choose(id: SeasonId | undefined): Promise<Result<unknown, StorageFault>> {
		return chooseSeason(id)
	}
}

/** The season in force in this window. */
export const seasonInForce = new SeasonInForce()
