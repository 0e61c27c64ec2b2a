import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { paymentsTogether } from '#shared/dues-together.ts'
import { membershipIdOf, splitMembershipId, type MembershipId } from '#shared/membership.ts'
import { splitAmount, sumOf } from '#shared/money.ts'
import { PAYMENT_MEANS, type PaymentDraft, type PaymentId } from '#shared/payment.ts'
import { receivedByMembership, totalsOf } from '#shared/standing.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember } from '#web/db/members.ts'
import {
	addPayment,
	addPayments,
	depositCheques,
	findPayment,
	listPaymentsBy,
	listPaymentsFor,
	removePayments,
	updatePayment
} from '#web/db/payments.ts'
import { addSeason } from '#web/db/seasons.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'

async function season() {
	const id = unwrap(await addSeason(seasonDraft()))
	const zoe = unwrap(await addMember(memberDraft({ firstName: 'Zoé' })))
	const tom = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
	return { zoe, tom, hers: membershipIdOf(id, zoe), his: membershipIdOf(id, tom) }
}
const CHEQUE = { number: '0001', bank: 'CA', writtenOn: '', depositedOn: '' } as const

describe('payments', () => {
	useFreshDatabase()

	test('are found by each membership that they are for, and by who paid', async () => {
		const { zoe, hers, his } = await season()
		const id = unwrap(await addPayment(paymentDraft({ [hers]: 60_00, [his]: 40_00 }, { payerId: zoe })))

		expect((await listPaymentsFor([hers, his])).map((payment) => payment.id)).toEqual([id])
		expect((await listPaymentsFor([his])).map((payment) => payment.id)).toEqual([id])
		expect((await listPaymentsBy(zoe)).map((payment) => payment.id)).toEqual([id])
	})

	test('are never written with shares that do not add up', async () => {
		const { hers } = await season()
		const wrong = paymentDraft({ [hers]: 60_00 }, { amount: 61_00 })
		const id = unwrap(await addPayment(paymentDraft({ [hers]: 60_00 })))

		await expect(addPayment(wrong)).rejects.toThrow()
		expect(() => updatePayment(id, wrong)).toThrow()

		expect(await database().payments.count()).toBe(1)
	})

	test('are changed as a whole, and nothing is logged when nothing differs', async () => {
		const { hers } = await season()
		const draft = paymentDraft({ [hers]: 60_00 }, { means: 'cheque', cheque: CHEQUE })
		const id = unwrap(await addPayment(draft))

		expect(unwrap(await updatePayment(id, draft))).toBeUndefined()
		const changed = unwrap(await updatePayment(id, paymentDraft({ [hers]: 50_00 })))
		expect(await findPayment(id)).toMatchObject({ amount: 50_00, means: 'cash' })
		expect(await findPayment(id)).not.toHaveProperty('cheque')
		unwrap(await undoChangeSet(changed?.id ?? ''))
		expect(await findPayment(id)).toMatchObject({ amount: 60_00, means: 'cheque', cheque: CHEQUE })
		expect(unwrap(await updatePayment('gone' as PaymentId, draft))).toBeUndefined()
	})

	test('that are cheques are brought to the bank together, and back', async () => {
		const { hers } = await season()
		const cheque = unwrap(await addPayment(paymentDraft({ [hers]: 60_00 }, { means: 'cheque', cheque: CHEQUE })))
		const bare = unwrap(await addPayment(paymentDraft({ [hers]: 10_00 }, { means: 'cheque' })))
		const cash = unwrap(await addPayment(paymentDraft({ [hers]: 20_00 })))

		const set = unwrap(await depositCheques([cheque, bare, cash], '2026-10-01' as Day))

		expect(await findPayment(cheque)).toMatchObject({ cheque: { number: '0001', depositedOn: '2026-10-01' } })
		expect(await findPayment(bare)).toMatchObject({ cheque: { number: '', depositedOn: '2026-10-01' } })
		expect(await findPayment(cash)).not.toHaveProperty('cheque')
		unwrap(await undoChangeSet(set?.id ?? ''))
		expect(await findPayment(cheque)).toMatchObject({ cheque: CHEQUE })
	})

	test('agree to the cent in the database, whatever is written and undone in whatever order', async () => {
		const { hers, his } = await season()
		const aPayment = fc
			.record({
				amount: fc.integer({ min: 2, max: 300_00 }),
				weights: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
				means: fc.constantFrom(...PAYMENT_MEANS),
				isRefund: fc.boolean()
			})
			.map(({ amount, weights, means, isRefund }) => {
				const parts = splitAmount(amount, weights)
				const shares = [hers, his].flatMap((id, at) => (parts[at] ? [[id, parts[at]] as const] : []))
				return paymentDraft(Object.fromEntries(shares), { means, isRefund })
			})
		const aStep = fc.record({
			verb: fc.constantFrom('add', 'together', 'update', 'remove', 'undo', 'undo'),
			which: fc.nat(),
			draft: aPayment
		})

		await fc.assert(
			fc.asyncProperty(fc.array(aStep, { minLength: 4, maxLength: 10 }), async (steps) => {
				await removePayments((await database().payments.toArray()).map(({ id }) => id))
				for (const step of steps) await take(step)
				await expectAgreement([hers, his])
			}),
			{ numRuns: 12 }
		)
	})
})

async function take({ verb, which, draft }: { verb: string; which: number; draft: PaymentDraft }): Promise<void> {
	const ids = await database().payments.toCollection().primaryKeys()
	const id = ids[which % ids.length]
	const sets = await database().changeSets.orderBy('clock').reverse().limit(8).primaryKeys()
	if (verb === 'add') unwrap(await addPayment(draft))
	else if (verb === 'together') unwrap(await addPayments(oneOfEach(draft)))
	else if (verb === 'undo') unwrap(await undoChangeSet(sets[which % sets.length] ?? ''))
	else if (id === undefined) return
	else if (verb === 'update') unwrap(await updatePayment(id, draft))
	else unwrap(await removePayments([id]))
}

/** What each of them owes is what his part of a payment would have been. */
const oneOfEach = ({ means, amount, shares }: PaymentDraft): PaymentDraft[] =>
	paymentsTogether(new Map(shares.map((share) => [share.membershipId, share.amount])), {
		...{ means, amount: undefined, isShared: amount % 2 === 0, paidOn: '', payerName: 'Mairie', note: '' }
	})

async function expectAgreement(ids: MembershipId[]): Promise<void> {
	const payments = await database().payments.toArray()
	const received = receivedByMembership(payments)
	for (const { amount, shares, membershipIds } of payments) {
		expect(sumOf(shares.map((share) => share.amount))).toBe(amount)
		expect(membershipIds).toEqual(shares.map(({ membershipId }) => membershipId))
	}
	const inTill = sumOf(payments.map(({ amount, isRefund }) => (isRefund ? -amount : amount)))
	expect(totalsOf(received.values()).total).toBe(inTill)
	expect(new Set([...received.keys()].map((id) => splitMembershipId(id).seasonId)).size).toBeLessThanOrEqual(1)
	expect(sumOf(ids.map((id) => (received.get(id)?.received ?? 0) - (received.get(id)?.refunded ?? 0)))).toBe(inTill)
}
