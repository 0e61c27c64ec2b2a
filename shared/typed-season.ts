import * as v from 'valibot'
import { Day } from './day.ts'
import { parseAmount, typedAmount, type MoneyLocale } from './money.ts'
import { ListedName } from './named.ts'
import type { SeasonDraft } from './season.ts'

/** A price or an aid as one types it. */
export type TypedPrice = { id: string; label: string; amount: string; source: string }

const Amount = v.pipe(
	v.string(),
	v.check((text) => parseAmount(text) !== undefined, 'amount')
)
const day = v.pipe(
	v.string(),
	v.check((text) => v.is(Day, text), 'day')
)
const Prices = v.pipe(
	v.string(),
	v.check((text) => listTyped(text).every(({ label }) => v.is(ListedName, label)), 'price-label-missing'),
	v.check((text) => listTyped(text).every(({ amount }) => parseAmount(amount) !== undefined), 'amount')
)

/** A season as a form holds it: texts only, so that what is typed is kept letter by letter. Lists are JSON of `TypedPrice`. */
export const TypedSeason = v.pipe(
	v.object({
		name: ListedName,
		startsOn: day,
		endsOn: day,
		clubPrice: Amount,
		mjcPrice: Amount,
		otherPrices: Prices,
		aids: Prices
	}),
	v.forward(
		v.partialCheck(
			[['startsOn'], ['endsOn']],
			({ startsOn, endsOn }) => startsOn === '' || endsOn === '' || startsOn <= endsOn,
			'season-ends-before'
		),
		['endsOn']
	)
)
export type TypedSeason = v.InferOutput<typeof TypedSeason>

/** The prices that a text of a form holds, the blank ones among them. */
export const parsePrices = (text: string): TypedPrice[] => (text === '' ? [] : (JSON.parse(text) as TypedPrice[]))

/** The text by which a form holds prices. */
export const formatPrices = (prices: readonly TypedPrice[]): string => JSON.stringify(prices)

/** Whether nothing was typed into a row: it is none. */
export const isBlankPrice = ({ label, amount, source }: TypedPrice): boolean =>
	[label, amount, source].every((typed) => typed.trim() === '')

const listTyped = (text: string): TypedPrice[] => parsePrices(text).filter((price) => !isBlankPrice(price))

/** What a form shows of a season. */
export function typedSeason(season: SeasonDraft, locale: MoneyLocale): TypedSeason {
	const typed = (prices: readonly { id: string; label: string; amount: number; source?: string }[]) =>
		formatPrices(prices.map((price) => ({ source: '', ...price, amount: typedAmount(price.amount, locale) })))
	return {
		name: season.name,
		startsOn: season.startsOn,
		endsOn: season.endsOn,
		clubPrice: typedAmount(season.clubPrice, locale),
		mjcPrice: typedAmount(season.mjcPrice, locale),
		otherPrices: typed(season.otherPrices),
		aids: typed(season.aids)
	}
}

/** The fields of a season that were typed; those of `TypedSeason` that are given have been checked. */
export function readTypedSeason(typed: Partial<TypedSeason>): Partial<SeasonDraft> {
	const { name, startsOn, endsOn, clubPrice, mjcPrice, otherPrices, aids } = typed
	return {
		...(name === undefined ? {} : { name }),
		...(startsOn === undefined ? {} : { startsOn: startsOn as Day }),
		...(endsOn === undefined ? {} : { endsOn: endsOn as Day }),
		...(clubPrice === undefined ? {} : { clubPrice: parseAmount(clubPrice) ?? 0 }),
		...(mjcPrice === undefined ? {} : { mjcPrice: parseAmount(mjcPrice) ?? 0 }),
		...(otherPrices === undefined ? {} : { otherPrices: readPrices(otherPrices) }),
		...(aids === undefined
			? {}
			: { aids: readPrices(aids).map((aid, at) => ({ ...aid, source: listTyped(aids)[at]?.source.trim() ?? '' })) })
	}
}

const readPrices = (text: string) =>
	listTyped(text).map(({ id, label, amount }) => ({ id, label: label.trim(), amount: parseAmount(amount) ?? 0 }))
