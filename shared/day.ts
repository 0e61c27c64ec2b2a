import * as v from 'valibot'

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/

/** Tells whether a text is a day of the calendar, `YYYY-MM-DD`; the 30th of February is none. */
export function isDay(text: string): boolean {
	const match = DAY.exec(text)
	if (!match) return false
	const date = new Date(`${text}T00:00:00Z`)
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A calendar day without time or zone, `YYYY-MM-DD`. */
export const Day = v.pipe(v.string(), v.check(isDay, 'day'), v.brand('Day'))
export type Day = v.InferOutput<typeof Day>

/** The calendar day of an instant where the clock with this offset hangs (minutes, as `Date.getTimezoneOffset`). */
export function dayOf(at: number, timezoneOffsetMinutes: number): Day {
	return new Date(at - timezoneOffsetMinutes * 60_000).toISOString().slice(0, 10) as Day
}

/** A day as one writes it in France, `JJ/MM/AAAA`; the empty text stays empty. */
export function formatDay(day: Day | ''): string {
	return day.split('-').reverse().join('/')
}

/** How many years old somebody born on `birthDate` is on `today`; negative when he is not born yet. */
export function ageOn(birthDate: Day, today: Day): number {
	const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
	return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

const ADULT_AT = 18

/** Whether somebody is a minor on a day; whose birth date is not known is none. */
export const isMinor = (birthDate: Day | '', today: Day): boolean =>
	birthDate !== '' && ageOn(birthDate, today) < ADULT_AT

/** The day before. */
export const dayBefore = (day: Day): Day => dayOf(Date.parse(`${day}T00:00:00Z`) - DAY_MS, 0)

/** The day after. */
export const dayAfter = (day: Day): Day => dayOf(Date.parse(`${day}T00:00:00Z`) + DAY_MS, 0)

/** The same day a year later; the last of February stays the last. */
export function yearAfter(day: Day): Day {
	const year = String(Number(day.slice(0, 4)) + 1).padStart(4, '0')
	const isLast = day.slice(5) === '02-29' || (day.slice(5) === '02-28' && !isDay(`${day.slice(0, 4)}-02-29`))
	if (isLast) return (isDay(`${year}-02-29`) ? `${year}-02-29` : `${year}-02-28`) as Day
	return `${year}${day.slice(4)}` as Day
}

/** When a birthday may fall: today, within the coming week, this month or the next. */
export type BirthdaySpan = 'today' | 'week' | 'month' | 'next-month'

const DAY_MS = 24 * 60 * 60_000

/**
 * Makes the test that tells whether somebody born on a day has his birthday within that span; one born on a 29th of
 * February has it on the 28th in other years.
 */
export function birthdayTest(span: BirthdaySpan, today: Day): (birthDate: Day) => boolean {
	const thisMonth = Number(today.slice(5, 7))
	if (span === 'month' || span === 'next-month') {
		const wanted = span === 'month' ? thisMonth : (thisMonth % 12) + 1
		return (birthDate) => Number(birthDate.slice(5, 7)) === wanted
	}
	const wanted = new Set(listNextDays(today, span === 'week' ? 7 : 1).flatMap(listBirthdays))
	return (birthDate) => wanted.has(birthDate.slice(5))
}

/** The birthdays that are kept on a day, as month and day. */
function listBirthdays(day: Day): string[] {
	const isLast = day.endsWith('-02-28') && !isDay(`${day.slice(0, 4)}-02-29`)
	return isLast ? ['02-28', '02-29'] : [day.slice(5)]
}

/** So many days from this one on. */
function listNextDays(first: Day, count: number): Day[] {
	const start = Date.parse(`${first}T00:00:00Z`)
	return Array.from({ length: count }, (_, index) => dayOf(start + index * DAY_MS, 0))
}
