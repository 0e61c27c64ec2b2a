import { describe, expect, test } from 'vitest'
import type { MembershipDraft } from '#shared/membership.ts'
import type { PaymentDraft } from '#shared/payment.ts'
import { receivedByMembership, standingOf, totalsOf } from '#shared/standing.ts'
import { membershipOf, paymentDraft, seasonDraft } from '../support/money.ts'

const season = seasonDraft()

function standing(payments: PaymentDraft[], fields: Partial<MembershipDraft> = {}) {
	const membership = membershipOf('s', 'a', fields)
	return standingOf(season, membership, receivedByMembership(payments).get(membership.id))
}
const paid = (amount: number) => paymentDraft({ 's:a': amount })
const refunded = (amount: number) => paymentDraft({ 's:a': amount }, { isRefund: true })

describe('where a membership stands', () => {
	test.each([
		['unpaid', 150_00, []],
		['partial', 90_00, [paid(60_00)]],
		['paid', 0, [paid(60_00), paid(90_00)]],
		['paid', -10_00, [paid(160_00)]],
		['refunded', 0, [paid(60_00), refunded(60_00)]],
		['refunded', 10_00, [paid(60_00), refunded(70_00)]],
		['partial', 90_00, [paid(60_00), refunded(60_00), paid(60_00)]],
		['paid', 0, [paid(200_00), refunded(50_00)]],
		['partial', 50_00, [paid(150_00), refunded(50_00)]]
	] as const)('is %s with %i to pay', (status, balance, payments) => {
		expect(standing([...payments])).toMatchObject({ status, balance, due: 150_00 })
	})

	test('asks nothing of who is exempt, and owes him what he paid', () => {
		expect(standing([paid(60_00)], { isExempt: true })).toMatchObject({ status: 'exempt', due: 0, balance: -60_00 })
	})

	test('is paid where nothing is due', () => {
		expect(standing([], { reduction: 150_00 })).toMatchObject({ status: 'paid', balance: 0 })
	})
})

test('a family’s cheque counts for each with what was paid for it', () => {
	const cheque = paymentDraft({ 's:a': 60_00, 's:b': 40_00 }, { means: 'cheque' })
	const received = receivedByMembership([cheque, refunded(10_00)])
	const of = (...members: string[]) =>
		totalsOf(
			members.map((member) => standingOf(season, membershipOf('s', member), received.get(membershipOf('s', member).id)))
		)

	expect(of('a', 'b')).toMatchObject({ cheque: 100_00, cash: -10_00, total: 90_00, ancv: 0 })
	expect(of('b')).toMatchObject({ cheque: 40_00, cash: 0, total: 40_00 })
})
