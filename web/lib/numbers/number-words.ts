import { getLocale } from '#web/language.ts'
import { amountWord } from '#web/money/money-words.ts'
import { m } from '#web/paraglide/messages.js'

/** A number of people as one reads it. */
export const countWord = (count: number): string => count.toLocaleString(getLocale())

/** What changed since the season before, and what it was then; `write`: how a value is written. */
export function changeWords(
	{ now, was, season }: { now: number; was: number; season: string },
	write: (value: number) => string = countWord
): string {
	if (now === was) return m.numbers_same({ season })
	return m.numbers_change({ change: `${now > was ? '+' : '−'}${write(Math.abs(now - was))}`, was: write(was), season })
}

/** The same of an amount. */
export const amountChange = (of: Parameters<typeof changeWords>[0]): string => changeWords(of, amountWord)
