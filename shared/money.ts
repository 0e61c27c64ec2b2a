import * as v from 'valibot'

/** The highest amount that is taken for one: a million euros. Sums of a hundred thousand of them are still exact. */
export const MAX_CENTS = 100_000_000

/** An amount in whole cents, zero or more. */
export const Cents = v.pipe(
	v.number(),
	v.integer('amount'),
	v.minValue(0, 'amount'),
	v.maxValue(MAX_CENTS, 'amount-high')
)
export type Cents = v.InferOutput<typeof Cents>

const SPACES = /[\s\u00a0\u202f]/g
/** Euros with or without cents; a mark that stands before three digits parts thousands only where another mark parts cents. */
const PLAIN = /^(\d+)(?:[.,](\d{0,2}))?$/
const GROUPED = /^(\d{1,3}(?:([.,'’])\d{3})+)(?:([.,])(\d{1,2}))?$/

/**
 * An amount as one types it, in French or English, in cents: `12,5`, `12.50 €`, `1 234,00`, `1,234.50`.
 *
 * `undefined` for what is none, is negative, is beyond `MAX_CENTS`, or may be read in two ways, as `1,234`.
 */
export function parseAmount(text: string): Cents | undefined {
	const bare = text.replace(SPACES, '').replace(/^€|(?:€|eur|euros?)$/i, '')
	const plain = PLAIN.exec(bare) ?? PLAIN.exec(bare.replace(/^[.,]/, '0$&'))
	if (plain) return centsOf(plain[1] ?? '', plain[2])
	const grouped = GROUPED.exec(bare)
	const [, whole = '', parting, mark, cents] = grouped ?? []
	if (!grouped || parting === mark) return undefined
	const isSure = mark !== undefined || parting === "'" || parting === '’' || whole.split(/[.,]/).length > 2
	return isSure && isUniform(whole, parting) ? centsOf(whole.replace(/\D/g, ''), cents) : undefined
}

const isUniform = (whole: string, parting = ''): boolean => whole.replaceAll(parting, '').replace(/\d/g, '') === ''

function centsOf(euros: string, cents = ''): Cents | undefined {
	const amount = Number(euros) * 100 + Number(cents.padEnd(2, '0'))
	return amount <= MAX_CENTS ? amount : undefined
}

/** The languages that amounts are written in. */
export type MoneyLocale = 'fr' | 'en'

const formats: Record<MoneyLocale, Intl.NumberFormat> = {
	fr: new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }),
	en: new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' })
}

/** An amount as one reads it, `1 234,50 €`; less than nothing with a minus. */
export const formatAmount = (cents: number, locale: MoneyLocale): string => formats[locale].format(cents / 100)

/** An amount as a French spreadsheet reckons with it, `-1234,50`: no sign of the euro, nothing between thousands. */
export const cellAmount = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',')

/** An amount as one types it into a field, `1234,50`; whole euros without cents. */
export function typedAmount(cents: Cents, locale: MoneyLocale): string {
	const [euros, rest] = [Math.floor(cents / 100), cents % 100]
	return rest === 0 ? String(euros) : `${euros}${locale === 'fr' ? ',' : '.'}${String(rest).padStart(2, '0')}`
}

/** The sum of amounts. */
export const sumOf = (amounts: Iterable<number>): number => {
	let sum = 0
	for (const amount of amounts) sum += amount
	return sum
}

/**
 * Parts an amount by weights, in whole cents that add up to it: who lost most by rounding down gets a cent first, the
 * earlier of two alike. Weights that are all zero part it evenly; without weights there are no parts.
 */
export function splitAmount(amount: Cents, weights: readonly number[]): Cents[] {
	const total = sumOf(weights)
	const fair = total === 0 ? weights.map(() => 1) : weights
	const whole = BigInt(total === 0 ? weights.length : total)
	const shares = fair.map((weight, at) => {
		const exact = BigInt(amount) * BigInt(weight)
		return { at, cents: Number(exact / whole), lost: exact % whole }
	})
	const left = amount - sumOf(shares.map(({ cents }) => cents))
	const needy = shares.toSorted((a, b) => (a.lost === b.lost ? a.at - b.at : a.lost < b.lost ? 1 : -1))
	for (const share of needy.slice(0, left)) share.cents += 1
	return shares.map(({ cents }) => cents)
}
