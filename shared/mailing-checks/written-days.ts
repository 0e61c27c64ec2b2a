import { dayOf, isDay, type Day } from '#shared/day.ts'

/** A day as a text names it, and what is odd about it. Weekdays count from 0, Sunday. */
export type WrittenDay = {
	/** As it stands in the text. */
	words: string
	day: Day
	/** The weekday of that day, where the text names another. */
	weekday: number | undefined
	past: boolean
}

const WEEKDAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']
const MONTHS = [
	...['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin'],
	...['juillet', 'aout', 'septembre', 'octobre', 'novembre', 'decembre']
]
const WRITTEN =
	/(?:\b(dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi)[ ,]+(?:le +)?)?(?<![\d/.-])(?:(\d{1,2})(?:er)? +(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b(?: +(\d{4})\b)?|(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/]))/g
const MS_A_DAY = 24 * 60 * 60_000
/** A day without a year lies in the coming year, or so many days back. */
const LOOKS_BACK_DAYS = 60
/** Farther back, a day is told of, not announced. */
const OLD_AFTER_DAYS = 365

/**
 * Days that a French text names, "samedi 12 janvier", "le 3/12/2026", which are over or whose weekday is another one:
 * each once, in order. A day without a year is the next of that name, or one of the last two months.
 */
export function findOddDays(text: string, today: Day): WrittenDay[] {
	const found = new Map<string, WrittenDay>()
	const composed = text.normalize('NFC')
	for (const match of plain(composed).matchAll(WRITTEN)) {
		const words = composed.slice(match.index, match.index + match[0].length)
		const [, weekdayName, dayText, monthName, yearText, dayDigits, monthDigits, yearDigits] = match
		// "1/2" alone may be a half, or a score.
		if (dayDigits !== undefined && weekdayName === undefined && yearDigits === undefined) continue
		const month = monthName === undefined ? Number(monthDigits) : MONTHS.indexOf(monthName) + 1
		const date = dayMeant({ date: Number(dayText ?? dayDigits), month, year: yearText ?? yearDigits }, today)
		if (date === undefined) continue
		const weekday = new Date(date).getUTCDay()
		const odd = weekdayName !== undefined && WEEKDAYS[weekday] !== weekdayName
		const ago = (Date.parse(today) - Date.parse(date)) / MS_A_DAY
		const past = ago > 0 && ago <= OLD_AFTER_DAYS
		if (odd || past) found.set(words, { words, day: date, weekday: odd ? weekday : undefined, past })
	}
	return [...found.values()]
}

/** Lower case without accents, sign by sign: places in it are places in the text. */
const plain = (text: string) =>
	text.replace(/[A-Z\s]|[^\0-\x7f]/g, (sign) => {
		const bare = sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
		if (bare.length !== 1) return sign
		return /\s/.test(bare) ? ' ' : bare
	})

function dayMeant(
	{ date, month, year }: { date: number; month: number; year: string | undefined },
	today: Day
): Day | undefined {
	const inYear = (of: number) => {
		const day = [String(of).padStart(4, '0'), two(month), two(date)].join('-')
		return isDay(day) ? (day as Day) : undefined
	}
	if (year !== undefined) return inYear(Number(year.length === 2 ? `20${year}` : year))
	const thisYear = Number(today.slice(0, 4))
	const earliest = dayOf(Date.parse(today) - LOOKS_BACK_DAYS * MS_A_DAY, 0)
	const near = [thisYear - 1, thisYear, thisYear + 1].map(inYear)
	return near.find((day) => day !== undefined && day >= earliest)
}

const two = (number: number) => String(number).padStart(2, '0')
