import type { Locale } from './language.ts'

/** How the compiled catalogue makes words of figures. Each form is made once: a list asks for hundreds at a stroke. */

const plurals = new Map<Locale, Intl.PluralRules>()
const numbers = new Map<Locale, Intl.NumberFormat>()

/** The grammatical number of a figure: `one`, `many`, `other`. */
export function plural(locale: Locale, figure: unknown): Intl.LDMLPluralRule {
	let rules = plurals.get(locale)
	if (!rules) plurals.set(locale, (rules = new Intl.PluralRules(locale)))
	return rules.select(Number(figure))
}

/** A figure as it is written. */
export function number(locale: Locale, figure: unknown): string {
	let format = numbers.get(locale)
	if (!format) numbers.set(locale, (format = new Intl.NumberFormat(locale)))
	return format.format(Number(figure))
}
