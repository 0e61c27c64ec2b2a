import { listName, type Member, type MemberId } from '#shared/member.ts'
import type { PaymentEntry } from '#web/db/form-drafts.ts'
import { m } from '#web/paraglide/messages.js'
import { ONESELF } from '#web/state/payment-lines.ts'
import { roster } from '#web/state/roster.svelte.ts'

/** Whom the form of a payment knows. */
export interface PaymentPeople {
	/** The name of the member of the form. */
	ownName: string
	memberId: MemberId | undefined
	/** Who else is of his household. */
	housemates: readonly Member[]
}

/** Somebody's name as it stands in a payment, also of one who has gone. */
export function nameInPayment(id: MemberId, { ownName, memberId, housemates }: PaymentPeople): string {
	if (id === ONESELF || id === memberId) return ownName || m.families_payer_self()
	const member = roster.find(id)?.member ?? housemates.find((one) => one.id === id)
	return member ? listName(member) : m.payments_share_gone()
}

/** Who paid, where it was somebody else than the member of the form; empty where it was he himself, or nobody knows. */
export function otherPayer({ payerId, payerName }: PaymentEntry, people: PaymentPeople): string {
	if (payerId === ONESELF || payerId === people.memberId) return ''
	return payerId === '' ? payerName.trim() : nameInPayment(payerId, people)
}
