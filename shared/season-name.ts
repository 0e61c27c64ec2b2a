import type { Day } from './day.ts'

/** The month with which a season of a French club begins. */
const FIRST_MONTH = '09'

/** The season that a day falls in, as one writes it: `2026-2027`, from the first of September to the end of August. */
export const seasonOf = (day: Day): string =>
	seasonFrom(Number(day.slice(0, 4)) - (day.slice(5, 7) < FIRST_MONTH ? 1 : 0))

const seasonFrom = (year: number): string => `${year}-${year + 1}`

/** The year with which a season begins, `undefined` for a text that names none. */
export function seasonYear(season: string): number | undefined {
	const match = /^(\d{4})-(\d{4})$/.exec(season)
	const year = Number(match?.[1])
	return match && Number(match[2]) === year + 1 ? year : undefined
}

/** The season that lies so many after another; before it, for a negative number. */
export const seasonAfter = (season: string, count: number): string => seasonFrom((seasonYear(season) ?? 0) + count)

/** Its first day. */
export const seasonStart = (season: string): Day => `${seasonYear(season) ?? 0}-${FIRST_MONTH}-01` as Day

/** Its last day. */
export const seasonEnd = (season: string): Day => `${(seasonYear(season) ?? 0) + 1}-08-31` as Day

/** The name of a season as it stands behind the word "season", with which it may begin itself: `2026-2027` of `Saison 2026-2027`. */
export const bareSeasonName = (name: string): string => name.replace(/^(?:saison|season)\s+(?=\S)/i, '')

/** A season as people write it, `2026/2027`, `2026-27`, `26/27`, in our form; `undefined` when it is none. */
export function readSeason(text: string): string | undefined {
	const match = /^(?:saison )?(\d{4}|\d{2})\s*[-/–]\s*(\d{4}|\d{2})$/i.exec(text.trim())
	const [from, to] = [match?.[1] ?? '', match?.[2] ?? '']
	if (from === '' || to === '') return undefined
	const year = Number(from.length === 2 ? `20${from}` : from)
	return Number(to) % 100 === (year + 1) % 100 ? seasonFrom(year) : undefined
}
