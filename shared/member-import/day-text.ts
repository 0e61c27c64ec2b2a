import { isDay, type Day } from '#shared/day.ts'
import { foldText } from '#shared/search.ts'

/** Which of two numbers comes first where both could be a month. */
export type DayOrder = 'day-first' | 'month-first'

/** What was taken for granted in reading a day; equal to the catalogue's key. */
export type DayRemark = 'import-century' | 'import-excel-day'

const MONTHS: Record<string, number> = Object.fromEntries(
	[
		['janvier', 'janv', 'jan', 'january'],
		['fevrier', 'fevr', 'fev', 'feb', 'february'],
		['mars', 'mar', 'march'],
		['avril', 'avr', 'apr', 'april'],
		['mai', 'may'],
		['juin', 'jun', 'june'],
		['juillet', 'juil', 'jul', 'july'],
		['aout', 'aug', 'august'],
		['septembre', 'sept', 'sep', 'september'],
		['octobre', 'oct', 'october'],
		['novembre', 'nov', 'november'],
		['decembre', 'dec', 'december']
	].flatMap((names, index) => names.map((name) => [name, index + 1]))
)

const MS_PER_DAY = 86_400_000
/** Day 0 of Excel, which counts a 29th of February 1900 that never was: right from 1 March 1900 on. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)
/** 1 January 1905: a smaller number is more likely a year, or anything else. */
const FIRST_SERIAL = 1828

/**
 * The day that a cell names, `undefined` when it names none: `14/05/2008`, `14-5-08`, `2008-05-14`, `14 mai 2008`,
 * `14052008`, or the number by which a spreadsheet keeps it. A year of two digits is the last one that is not after `today`.
 */
export function readDay(
	text: string,
	{ order, today }: { order: DayOrder; today: Day }
): { day: Day; remark?: DayRemark } | undefined {
	const cell = text.trim().replace(/[T ]\d{1,2}[:h]\d{2}(:\d{2})?(\.\d+)?Z?$/, '')
	return readSerial(cell, today) ?? readNumbers(cell, { order, today }) ?? readWords(cell, today)
}

/** Whether the days of a column have the month first: one of them can only be read so, and none the other way. */
export function guessDayOrder(cells: Iterable<string>): DayOrder {
	let monthFirst = false
	for (const cell of cells) {
		const match = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b/.exec(cell.trim())
		if (!match) continue
		const [first, second] = [Number(match[1]), Number(match[2])]
		if (first > 12) return 'day-first'
		if (second > 12) monthFirst = true
	}
	return monthFirst ? 'month-first' : 'day-first'
}

function readSerial(cell: string, today: Day): { day: Day; remark: DayRemark } | undefined {
	if (!/^\d{4,5}([.,]\d+)?$/.test(cell)) return undefined
	const serial = Math.floor(Number(cell.replace(',', '.')))
	const day = new Date(EXCEL_EPOCH + serial * MS_PER_DAY).toISOString().slice(0, 10) as Day
	const isYear = cell.length === 4 && serial >= 1900 && serial <= 2100
	return serial < FIRST_SERIAL || isYear || day > today ? undefined : { day, remark: 'import-excel-day' }
}

function readNumbers(cell: string, { order, today }: { order: DayOrder; today: Day }) {
	const yearFirst = /^(\d{4})[/. -](\d{1,2})[/. -](\d{1,2})$/.exec(cell)
	if (yearFirst) return dayOn(yearFirst[1] ?? '', Number(yearFirst[2]), Number(yearFirst[3]), today)
	const yearLast = /^(\d{1,2})[/. -]+(\d{1,2})[/. -]+(\d{4}|\d{2})$/.exec(cell)
	if (yearLast) {
		const [first, second] = [Number(yearLast[1]), Number(yearLast[2])]
		const [day, month] = order === 'day-first' ? [first, second] : [second, first]
		return dayOn(yearLast[3] ?? '', month, day, today)
	}
	const joined = /^(\d{2})(\d{2})(\d{4})$/.exec(cell)
	if (!joined) return undefined
	return (
		dayOn(joined[3] ?? '', Number(joined[2]), Number(joined[1]), today) ??
		dayOn(cell.slice(0, 4), Number(cell.slice(4, 6)), Number(cell.slice(6)), today)
	)
}

function readWords(cell: string, today: Day) {
	const folded = foldText(cell).replace(/[.,]/g, ' ').trim()
	const french = /^(?:[a-z]+ )?(\d{1,2})(?:er|st|nd|rd|th)?[ -]+([a-z]+)[ -]+(\d{4}|\d{2})$/.exec(folded)
	if (french) return dayOn(french[3] ?? '', MONTHS[french[2] ?? ''] ?? 0, Number(french[1]), today)
	const american = /^([a-z]+) +(\d{1,2})(?:st|nd|rd|th)? +(\d{4})$/.exec(folded)
	if (!american) return undefined
	return dayOn(american[3] ?? '', MONTHS[american[1] ?? ''] ?? 0, Number(american[2]), today)
}

// eslint-disable-next-line max-params -- a day has three parts
function dayOn(year: string, month: number, date: number, today: Day): { day: Day; remark?: DayRemark } | undefined {
	const twoDigits = year.length === 2
	const century = Number(year) > Number(today.slice(2, 4)) ? 19 : 20
	const fullYear = twoDigits ? `${century}${year}` : year.padStart(4, '0')
	const day = `${fullYear}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
	if (!isDay(day)) return undefined
	return { day: day as Day, ...(twoDigits ? { remark: 'import-century' as const } : {}) }
}
