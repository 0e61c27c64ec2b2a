import type { Season, SeasonId } from '#shared/season.ts'
import { compareSeasons, countSeason, type Comings, type SeasonNumbers } from '#shared/season-numbers.ts'
import { readSeasonMoney, type SeasonMoney } from '#web/db/memberships.ts'
import { runInSlices } from './in-slices.ts'
import { live } from './live.svelte.ts'
import { roster } from './roster.svelte.ts'

/** A season in figures, and what it is compared with, where one came before it. */
export type Figures = {
	season: Season
	numbers: SeasonNumbers
	before: { season: Season; numbers: SeasonNumbers; comings: Comings } | undefined
}

type Asked = { id: SeasonId | undefined; beforeId: SeasonId | undefined }

/**
 * The figures of a season, counted anew whenever a row that they come from is written. Make it where a component is made.
 *
 * Throws, on reading, what the database threw, for the nearest boundary to show.
 */
export class SeasonFigures {
	#current = $state.raw<Figures>()

	constructor(asked: () => Asked) {
		const id = $derived(asked().id)
		const beforeId = $derived(asked().beforeId)
		const reading = $derived(liveSeasons(id, beforeId))

		$effect(() => {
			const rows = reading.current
			if (!rows || !roster.entries) return
			const stopped = new AbortController()
			void runInSlices(count(...rows), stopped.signal).then((figures) => {
				if (!stopped.signal.aborted) this.#current = figures
			})
			return () => stopped.abort()
		})
	}

	/** `undefined` until they have been counted, and when the season is gone. */
	get current(): Figures | undefined {
		return this.#current
	}
}

const liveSeasons = (...ids: [SeasonId | undefined, SeasonId | undefined]) =>
	live(() => Promise.all([readSeason(ids[0]), readSeason(ids[1])]))

const readSeason = async (id: SeasonId | undefined) => (id === undefined ? undefined : readSeasonMoney(id))

function* count(
	now: SeasonMoney | undefined,
	before: SeasonMoney | undefined
): Generator<undefined, Figures | undefined> {
	if (!now) return undefined
	const find = (id: Parameters<typeof roster.find>[0]) => roster.find(id)?.member
	const numbers = yield* countSeason({ ...now, find })
	if (!before) return { season: now.season, numbers, before: undefined }
	const earlier = yield* countSeason({ ...before, find })
	const comings = yield* compareSeasons(now.memberships, before.memberships)
	return { season: now.season, numbers, before: { season: before.season, numbers: earlier, comings } }
}
