import type { Membership } from '#shared/membership.ts'
import type { Season } from '#shared/season.ts'
import { m } from '#web/paraglide/messages.js'
import type { DuesField } from './dues-together.svelte.ts'
import { amountWord, paymentTypeWord } from './money-words.ts'

type Known = { season: Season | undefined; clubNames: ReadonlyMap<string, string> }

/** What is left to be paid, or what was paid too much. */
export const balanceWord = (balance: number): string =>
	m.payments_share({
		name: balance < 0 ? m.dues_too_much() : m.dues_balance(),
		amount: amountWord(Math.abs(balance))
	})

/** The terms of a membership that are spoken of, with what is due on them. */
export function termsWord(
	field: DuesField,
	{ membership, due }: { membership: Membership; due: number },
	known: Known
): string {
	return m.together_due({ words: WORDS[field](membership, known), amount: amountWord(due) })
}

const withReason = (words: string, reason: string): string =>
	reason === '' ? words : m.together_reason({ words, reason })

const WORDS: Record<DuesField, (membership: Membership, known: Known) => string> = {
	'dues:payment': () => '',
	'dues:type': ({ paymentType, mjcClubId }, { clubNames }) =>
		withReason(paymentTypeWord(paymentType), clubNames.get(mjcClubId) ?? ''),
	'dues:prices': ({ otherPriceIds }, { season }) => {
		const labels = season?.otherPrices.filter(({ id }) => otherPriceIds.includes(id)).map(({ label }) => label) ?? []
		return labels.join(', ') || m.together_no_price()
	},
	'dues:reduction': ({ reduction, reductionReason }) =>
		reduction === 0 ? m.together_no_reduction() : withReason(`−\u2060${amountWord(reduction)}`, reductionReason),
	'dues:exemption': ({ isExempt, exemptReason }) =>
		isExempt ? withReason(m.together_exempt(), exemptReason) : m.together_not_exempt()
}
