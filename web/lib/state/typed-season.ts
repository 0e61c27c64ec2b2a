import { parseAmount, typedAmount } from '#shared/money.ts'
import type { OldSeason } from '#shared/old-program/old-club.ts'
import { readSeason } from '#shared/season-name.ts'
import { getLocale } from '#web/language.ts'

/** The season of a file as it stands in the fields. */
export type TypedSeason = Record<keyof OldSeason, string>

/** What the fields begin with: what the file says. */
export function typedSeasonOf({ name = '', clubPrice, mjcPrice }: Partial<OldSeason>): TypedSeason {
	const typed = (amount: number | undefined) => (amount === undefined ? '' : typedAmount(amount, getLocale()))
	return { name, clubPrice: typed(clubPrice), mjcPrice: typed(mjcPrice) }
}

/** The season as typed, `undefined` when it cannot be used. A price that is left out is nothing. */
export function readTypedSeason(typed: TypedSeason): OldSeason | undefined {
	const name = readSeason(typed.name)
	const [clubPrice, mjcPrice] = [priceIn(typed.clubPrice), priceIn(typed.mjcPrice)]
	if (name === undefined || clubPrice === undefined || mjcPrice === undefined) return undefined
	return { name, clubPrice, mjcPrice }
}

/** A price as typed, nothing for a blank; `undefined` when it is none. */
export const priceIn = (text: string): number | undefined => (text.trim() === '' ? 0 : parseAmount(text))
