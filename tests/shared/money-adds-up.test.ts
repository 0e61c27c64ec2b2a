import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffRows, revertChange, type Change } from '#shared/change.ts'
import { membershipIdOf, splitMembershipId, type MembershipId } from '#shared/membership.ts'
import { splitAmount, sumOf } from '#shared/money.ts'
import {
	PAYMENT_MEANS,
	paymentOf,
	TIED_FIELDS,
	type Payment,
	type PaymentId,
	type PaymentMeans
} from '#shared/payment.ts'
import type { MemberId } from '#shared/member.ts'
import type { SeasonId } from '#shared/season.ts'
import { receivedByMembership, totalsOf } from '#shared/standing.ts'
import { paymentDraft } from '../support/money.ts'

const IDS = ['s1', 's2'].flatMap((season) =>
	['a', 'b', 'c'].map((member) => membershipIdOf(season as SeasonId, member as MemberId))
)

const aMoney = fc.record({
	amount: fc.integer({ min: 10, max: 500_00 }),
	shared: fc.shuffledSubarray(IDS, { minLength: 1 }),
	weights: fc.array(fc.nat(100), { minLength: IDS.length, maxLength: IDS.length }),
	means: fc.constantFrom(...PAYMENT_MEANS),
	isRefund: fc.boolean()
})
const aStep = fc.oneof(
	fc.record({ kind: fc.constant('add' as const), money: aMoney }),
	fc.record({ kind: fc.constant('edit' as const), which: fc.nat(), money: aMoney }),
	fc.record({ kind: fc.constant('split' as const), which: fc.nat(), weights: aMoney.map(({ weights }) => weights) }),
	fc.record({ kind: fc.constant('deposit' as const), which: fc.nat() }),
	fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }),
	fc.record({ kind: fc.constant('undo' as const), which: fc.nat() })
)

type Money = typeof aMoney extends fc.Arbitrary<infer M> ? M : never

/** Parts an amount; who gets nothing of it has no share. */
function sharesOf({ amount, shared, weights }: Pick<Money, 'amount' | 'shared' | 'weights'>): Record<string, number> {
	const parts = splitAmount(amount, weights.slice(0, shared.length))
	return Object.fromEntries(shared.map((id, at) => [id, parts[at] ?? 0] as const).filter(([, part]) => part > 0))
}

const CHEQUE = { number: '1', bank: '', writtenOn: '', depositedOn: '' } as const
const rowOf = (id: string, money: Money): Payment =>
	paymentOf(paymentDraft(sharesOf(money), { means: money.means, isRefund: money.isRefund, cheque: { ...CHEQUE } }), {
		...{ id: id as PaymentId, createdAt: 1, updatedAt: 1 }
	})

/** A till with the log of what was done, as the database keeps it. */
class Till {
	rows = new Map<string, Payment>()
	log: Change[] = []

	do(step: typeof aStep extends fc.Arbitrary<infer S> ? S : never): void {
		if (step.kind === 'add') return this.put(`p${this.log.length}`, rowOf(`p${this.log.length}`, step.money))
		if (step.kind === 'undo') return this.undo(this.log[step.which % (this.log.length || 1)])
		const found = [...this.rows.values()][step.which % (this.rows.size || 1)]
		if (!found) return
		if (step.kind === 'remove') this.put(found.id, null)
		if (step.kind === 'edit') this.put(found.id, rowOf(found.id, step.money))
		if (step.kind === 'split') {
			const money = { amount: found.amount, shared: IDS, weights: step.weights }
			const { means, isRefund, cheque } = found
			const draft = paymentDraft(sharesOf(money), { means, isRefund, ...(cheque ? { cheque } : {}) })
			this.put(found.id, paymentOf(draft, found))
		}
		if (step.kind === 'deposit' && found.cheque) {
			this.put(found.id, { ...found, cheque: { ...found.cheque, depositedOn: `2026-10-${this.log.length}` as never } })
		}
	}

	put(key: string, after: Payment | null): void {
		const before = this.rows.get(key)
		const difference = before && after ? diffRows(before, after) : { before: before ?? null, after }
		if (!difference) return
		this.log.push({ setId: '', table: 'payments', key, ...(difference as Pick<Change, 'before' | 'after'>) })
		if (after) this.rows.set(key, structuredClone(after))
		else this.rows.delete(key)
	}

	undo(change: Change | undefined): void {
		const row = change && revertChange(change, this.rows.get(change.key), TIED_FIELDS)
		if (change && row !== undefined) this.put(change.key, row as Payment | null)
	}
}

function check(payments: Payment[]): void {
	const inTill = sumOf(payments.map(({ amount, isRefund }) => (isRefund ? -amount : amount)))
	const received = receivedByMembership(payments)
	for (const { amount, shares, membershipIds, means, cheque } of payments) {
		expect(sumOf(shares.map((share) => share.amount))).toBe(amount)
		expect(membershipIds).toEqual(shares.map(({ membershipId }) => membershipId))
		expect(cheque !== undefined).toBe(means === 'cheque')
	}
	const paid = (ids: MembershipId[]) =>
		sumOf(ids.map((id) => (received.get(id)?.received ?? 0) - (received.get(id)?.refunded ?? 0)))
	expect(paid(IDS)).toBe(inTill)
	for (const part of ['seasonId', 'memberId'] as const) {
		const groups = Map.groupBy(IDS, (id) => splitMembershipId(id)[part] as string)
		expect(sumOf([...groups.values()].map(paid))).toBe(inTill)
	}
	const totals = totalsOf(received.values())
	expect(totals.total).toBe(inTill)
	const ofMeans = (means: PaymentMeans) =>
		sumOf(payments.filter((one) => one.means === means).map((one) => (one.isRefund ? -one.amount : one.amount)))
	for (const means of PAYMENT_MEANS) expect(totals[means]).toBe(ofMeans(means))
}

test('sums agree to the cent whatever is paid, parted, given back and undone, in whatever order', () => {
	fc.assert(
		fc.property(fc.array(aStep, { minLength: 1, maxLength: 30 }), (steps) => {
			const till = new Till()
			for (const step of steps) {
				till.do(step)
				check([...till.rows.values()])
			}
		}),
		{ numRuns: 300 }
	)
})
