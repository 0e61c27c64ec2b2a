import type { PaymentType } from '#shared/membership.ts'
import { formatAmount } from '#shared/money.ts'
import type { PaymentMeans } from '#shared/payment.ts'
import { getLocale } from '#web/language.ts'
import { m } from '#web/paraglide/messages.js'

const MEANS: Record<PaymentMeans, () => string> = {
	cash: m.payments_means_cash,
	cheque: m.payments_means_cheque,
	ancv: m.payments_means_ancv,
	transfer: m.payments_means_transfer,
	card: m.payments_means_card,
	aid: m.payments_means_aid,
	unknown: m.payments_means_unknown
}

const TYPES: Record<PaymentType, () => string> = {
	club_mjc: m.memberships_type_club_mjc,
	club_only: m.memberships_type_club_only
}

/** How money came, in a word. */
export const meansWord = (means: PaymentMeans): string => MEANS[means]()

/** What a member pays for, in words. */
export const paymentTypeWord = (type: PaymentType): string => TYPES[type]()

/** An amount as one reads it. */
export const amountWord = (cents: number): string => formatAmount(cents, getLocale())
