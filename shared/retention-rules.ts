import { yearAfter, type Day } from './day.ts'
import { seasonEnd, seasonYear } from './season-name.ts'

/** What the club keeps no longer than it needs it; each equals the end of its keys in the catalogue. */
export const RETENTION_SUBJECTS = ['gone', 'trash', 'papers'] as const
export type RetentionSubject = (typeof RETENTION_SUBJECTS)[number]

/** For how many years after they have ended; 0: proposed for review never. */
export type RetentionRules = Record<RetentionSubject, number>

/** What one may choose. */
export const RETENTION_YEARS: readonly number[] = [1, 2, 3, 5, 10, 0]

/** Where nobody chose: see decision 133. */
export const USUAL_RULES: RetentionRules = { gone: 3, trash: 1, papers: 1 }

/** How many years accounts are kept at least, whoever they name (service-public.fr, F32081). */
export const ACCOUNT_YEARS = 10

/** What was chosen, read from a setting; the usual where nothing was, or nothing that can be chosen. */
export function parseRetentionYears(text: string | undefined, subject: RetentionSubject): number {
	const years = Number(text)
	return text !== undefined && text !== '' && RETENTION_YEARS.includes(years) ? years : USUAL_RULES[subject]
}

/** Whether what ended on a day has been kept for its years; never for 0 years, nor where nobody knows the end. */
export function isKeptLongEnough(endedOn: Day | '', years: number, today: Day): boolean {
	if (endedOn === '' || years === 0) return false
	let until: Day = endedOn
	for (let year = 0; year < years; year += 1) until = yearAfter(until)
	return until < today
}

/** The last day for which a sport paper counts, of the season it was given for; empty when nobody can tell. */
export const paperEnd = (season: string): Day | '' => (seasonYear(season) === undefined ? '' : seasonEnd(season))
