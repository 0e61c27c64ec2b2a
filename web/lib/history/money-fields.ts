import { formatDay, type Day } from '#shared/day.ts'
import { splitMembershipId, type PaymentType } from '#shared/membership.ts'
import type { Cheque, PaymentMeans, Share, Vouchers } from '#shared/payment.ts'
import { amountWord, meansWord, paymentTypeWord } from '#web/money/money-words.ts'
import { m } from '#web/paraglide/messages.js'
import type { FieldRule } from './change-words.ts'

type Names = ReadonlyMap<string, string>
type Labelled = { label: string; amount: number; source?: string }

const amount = (name: () => string): FieldRule => ({ name, words: (value) => amountWord(value as number) })

const prices = (value: unknown): string =>
	(value as Labelled[])
		.map(({ label, amount: cents, source }) => {
			const said = m.payments_share({ name: label, amount: amountWord(cents) })
			return source ? `${said} (${source})` : said
		})
		.join('\n')

const shares = (value: unknown, names: Names): string =>
	(value as Share[])
		.map(({ membershipId, amount: cents }) => {
			const { memberId } = splitMembershipId(membershipId)
			return m.payments_share({ name: names.get(memberId) ?? '?', amount: amountWord(cents) })
		})
		.join('\n')

const vouchers = (value: unknown): string =>
	(value as Vouchers[])
		.map(({ value: worth, count }) => m.payments_vouchers({ count, amount: amountWord(worth) }))
		.join(', ')

const CHEQUE: Record<keyof Cheque, () => string> = {
	number: m.payments_field_cheque_number,
	bank: m.payments_field_cheque_bank,
	writtenOn: m.payments_field_cheque_written,
	depositedOn: m.payments_field_cheque_deposited
}

const cheque = (value: unknown): string =>
	(Object.keys(CHEQUE) as (keyof Cheque)[])
		.flatMap((part) => {
			const said = (value as Cheque)[part]
			const text = part.endsWith('On') ? formatDay(said as Day) : said
			return said === '' ? [] : [m.payments_share({ name: CHEQUE[part](), amount: text })]
		})
		.join('\n')

/** How the fields of seasons, memberships and payments are called in the history, by table. */
export const MONEY_FIELDS: Record<string, Record<string, FieldRule>> = {
	seasons: {
		name: { name: m.seasons_field_name },
		startsOn: { name: m.seasons_field_starts },
		endsOn: { name: m.seasons_field_ends },
		clubPrice: amount(m.seasons_field_club_price),
		mjcPrice: amount(m.seasons_field_mjc_price),
		otherPrices: { name: m.seasons_field_other_prices, words: prices },
		aids: { name: m.seasons_field_aids, words: prices }
	},
	memberships: {
		seasonId: { name: m.seasons_one },
		paymentType: { name: m.memberships_field_payment_type, say: (type) => paymentTypeWord(type as PaymentType) },
		mjcClubId: { name: m.memberships_field_mjc_club },
		otherPriceIds: { name: m.seasons_field_other_prices },
		reduction: amount(m.memberships_field_reduction),
		reductionReason: { name: m.memberships_field_reduction_reason },
		isExempt: { name: m.memberships_field_exempt },
		exemptReason: { name: m.memberships_field_exempt_reason },
		note: { name: m.memberships_field_note },
		joinedOn: { name: m.memberships_field_joined },
		remindedOn: { name: m.memberships_field_reminded }
	},
	payments: {
		means: { name: m.payments_field_means, say: (means) => meansWord(means as PaymentMeans) },
		amount: amount(m.payments_field_amount),
		isRefund: { name: m.payments_field_refund },
		paidOn: { name: m.payments_field_paid_on },
		payerId: { name: m.payments_field_payer },
		payerName: { name: m.payments_field_payer_name },
		shares: { name: m.payments_field_shares, words: shares },
		cheque: { name: m.payments_means_cheque, words: cheque },
		ancv: { name: m.payments_field_vouchers, words: vouchers },
		aidId: { name: m.payments_field_aid },
		note: { name: m.payments_field_note }
	}
}
