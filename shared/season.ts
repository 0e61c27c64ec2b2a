import * as v from 'valibot'
import { dayAfter, Day, yearAfter } from './day.ts'
import { Cents } from './money.ts'
import { ListedName } from './named.ts'
import { seasonAfter, seasonEnd, seasonOf, seasonStart, seasonYear } from './season-name.ts'

/** Random UUID made on the device. */
export const SeasonId = v.pipe(v.string(), v.brand('SeasonId'))
export type SeasonId = v.InferOutput<typeof SeasonId>

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long'))

/**
 * A price besides those of the club and the MJC: a licence, a second activity, the hire of an instrument. `id` stays from
 * season to season, so that who had it last year has it again.
 */
export const OtherPrice = v.object({ id: v.string(), label: ListedName, amount: Cents })
export type OtherPrice = v.InferOutput<typeof OtherPrice>

/** An aid that pays for a member: Pass’Sport, a town, a CAF. `source`: where the amount was read, as one types it. */
export const Aid = v.object({ id: v.string(), label: ListedName, amount: Cents, source: line(500) })
export type Aid = v.InferOutput<typeof Aid>

/** What a person types about a season; prices in cents. */
export const SeasonDraft = v.pipe(
	v.object({
		name: ListedName,
		startsOn: Day,
		endsOn: Day,
		clubPrice: Cents,
		mjcPrice: Cents,
		otherPrices: v.array(OtherPrice),
		aids: v.array(Aid)
	}),
	v.forward(
		v.check(({ startsOn, endsOn }) => startsOn <= endsOn, 'season-ends-before'),
		['endsOn']
	)
)
export type SeasonDraft = v.InferOutput<typeof SeasonDraft>

/** A season of the club; times in ms since the epoch. */
export type Season = SeasonDraft & { id: SeasonId; createdAt: number; updatedAt: number }

/** Seasons, the latest first. */
export const sortSeasons = <S extends SeasonDraft>(seasons: readonly S[]): S[] =>
	seasons.toSorted((a, b) => compare(b.startsOn, a.startsOn) || compare(b.endsOn, a.endsOn) || compare(b.name, a.name))

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** The season that holds a day, the one begun last when several do; `undefined` when none does. */
export const seasonOn = <S extends SeasonDraft>(seasons: readonly S[], day: Day): S | undefined =>
	sortSeasons(seasons).find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)

/**
 * The season that counts on a day: the one that holds it, else the last that began before, so that in a summer between
 * two the past one counts, else the first to come; `undefined` when there is none.
 */
export function currentSeason<S extends SeasonDraft>(seasons: readonly S[], today: Day): S | undefined {
	const latestFirst = sortSeasons(seasons)
	return seasonOn(seasons, today) ?? latestFirst.find(({ startsOn }) => startsOn <= today) ?? latestFirst.at(-1)
}

/**
 * A season as it may follow on the last one, day after day, with all its prices; without one, that of the day, from
 * September to August, at no price yet.
 */
export function nextSeason(last: SeasonDraft | undefined, today: Day): SeasonDraft {
	if (!last) {
		const name = seasonOf(today)
		const prices = { clubPrice: 0, mjcPrice: 0, otherPrices: [], aids: [] }
		return { name, startsOn: seasonStart(name), endsOn: seasonEnd(name), ...prices }
	}
	const startsOn = dayAfter(last.endsOn)
	const endsOn = yearAfter(last.endsOn)
	return {
		name: nextName(last.name, startsOn, endsOn),
		startsOn,
		endsOn,
		clubPrice: last.clubPrice,
		mjcPrice: last.mjcPrice,
		otherPrices: last.otherPrices.map((price) => ({ ...price })),
		aids: last.aids.map((aid) => ({ ...aid }))
	}
}

function nextName(name: string, startsOn: Day, endsOn: Day): string {
	if (seasonYear(name) !== undefined) return seasonAfter(name, 1)
	const [from, to] = [startsOn.slice(0, 4), endsOn.slice(0, 4)]
	return from === to ? from : `${from}-${to}`
}
