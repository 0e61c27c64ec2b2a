import { isMinor, type Day } from './day.ts'
import type { MemberTexts } from './member.ts'
import { seasonAfter, seasonOf, seasonStart, seasonYear } from './season-name.ts'

/**
 * What a member may have brought for his sport. The club keeps that it has it, never a health answer: the questionnaire
 * stays with the member, and the certificate says nothing but yes (art. L231-2 ff. and D231-1-4 ff. code du sport).
 */
export const SPORT_PAPERS = ['attestation', 'certificate'] as const
export type SportPaper = (typeof SPORT_PAPERS)[number]

/** Whether a member may play: his paper counts for the season, it is to be brought anew, or there is none. */
export const SPORT_STATES = ['valid', 'renew', 'missing'] as const
export type SportState = (typeof SPORT_STATES)[number]

/** How many months before its season a minor's paper may have been made. */
const MINOR_MONTHS = 6

/**
 * What a member's paper is worth today.
 *
 * It counts up to the season it was given for, or, where none is named, that of its day. For an adult that is all: his
 * federation decides how many seasons one certificate counts for, and the last of them is written down (loi 2022-296,
 * décret 2022-925; a year at most for the sports of art. D231-1-5). For a minor, everything is asked for anew each season,
 * and a certificate is less than six months old when the season begins (arrêté of 7 May 2021, décret 2021-564).
 */
export function sportState(member: MemberTexts, today: Day): SportState {
	const { sportPaper = '', sportPaperOn = '', birthDate } = member
	if (sportPaper === '') return 'missing'
	const season = sportSeasonOf(member)
	const [counts, present] = [seasonYear(season), seasonYear(seasonOf(today)) ?? 0]
	if (counts === undefined || counts < present) return 'renew'
	const isTooOld = sportPaperOn !== '' && sportPaperOn < earliestOf(seasonOf(today))
	return isMinor(birthDate, today) && isTooOld ? 'renew' : 'valid'
}

/** The last season that a member's paper counts for, empty when nobody can tell. */
export const sportSeasonOf = ({ sportSeason = '', sportPaperOn = '' }: MemberTexts): string =>
	sportSeason !== '' || sportPaperOn === '' ? sportSeason : seasonOf(sportPaperOn)

/** The first day on which a minor's paper may have been made for a season. */
function earliestOf(season: string): Day {
	const month = Number(seasonStart(season).slice(5, 7)) - MINOR_MONTHS
	return `${seasonYear(season) ?? 0}-${String(month).padStart(2, '0')}-01` as Day
}

/** The seasons that a paper may count for, the last first: a federation may have one count for some years. */
export const listSportSeasons = (today: Day): string[] => {
	const present = seasonOf(today)
	return [3, 2, 1, 0, -1, -2].map((count) => seasonAfter(present, count))
}
