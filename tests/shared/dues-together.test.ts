import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffRows, revertChange } from '#shared/change.ts'
import type { Day } from '#shared/day.ts'
import {
	OWN_CLUB,
	paymentsTogether,
	termsChange,
	type PaymentTogether,
	type TermsTogether
} from '#shared/dues-together.ts'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf, type Membership, type MembershipId } from '#shared/membership.ts'
import { sumOf } from '#shared/money.ts'
import { PAYMENT_MEANS, PaymentDraft, paymentOf, type Payment, type PaymentId } from '#shared/payment.ts'
import type { SeasonId } from '#shared/season.ts'
import { receivedByMembership, standingOf, totalsOf } from '#shared/standing.ts'
import { membershipOf, paymentDraft, seasonDraft } from '../support/money.ts'
import { parse } from 'valibot'

const idOf = (member: string) => membershipIdOf('s1' as SeasonId, member as MemberId)
const owing = (owed: Record<string, number>) =>
	new Map(Object.entries(owed).map(([member, cents]) => [idOf(member), cents]))
const said = (fields: Partial<PaymentTogether> = {}): PaymentTogether => ({
	...{ means: 'cash', paidOn: '2026-09-15' as Day, amount: undefined, isShared: false, payerName: '', note: '' },
	...fields
})

describe('payments of several members', () => {
	test('are one of each, of what he owes, who paid it himself', () => {
		const drafts = paymentsTogether(owing({ zoe: 150_00, tom: 0, lou: 20_50, ida: -5_00 }), said())

		expect(drafts.map(({ payerId, amount, shares }) => [payerId, amount, shares[0]?.membershipId])).toEqual([
			['zoe', 150_00, idOf('zoe')],
			['lou', 20_50, idOf('lou')]
		])
	})

	test('are of the amount that was said, also where nothing is owed', () => {
		const drafts = paymentsTogether(owing({ zoe: 150_00, tom: 0 }), said({ amount: 70_00, means: 'aid', aidId: 'a' }))

		expect(drafts).toMatchObject([
			{ amount: 70_00, aidId: 'a' },
			{ amount: 70_00, aidId: 'a' }
		])
	})

	test('are one that is shared out by what each owes, with who paid and his cheque', () => {
		const cheque = { number: '12', bank: 'CA', writtenOn: '', depositedOn: '' } as const
		const shared = said({ isShared: true, means: 'cheque', cheque, amount: 100_00, payerName: ' Mairie ' })

		expect(paymentsTogether(owing({ zoe: 150_00, tom: 0, lou: 50_00 }), shared)).toMatchObject([
			{
				...{ amount: 100_00, payerId: '', payerName: 'Mairie', cheque },
				shares: [
					{ membershipId: idOf('zoe'), amount: 75_00 },
					{ membershipId: idOf('lou'), amount: 25_00 }
				]
			}
		])
		expect(paymentsTogether(owing({ tom: 0 }), said({ isShared: true }))).toEqual([])
	})
})

describe('the terms of several memberships', () => {
	const membership = membershipOf('s1', 'zoe', {
		otherPriceIds: ['a', 'b'],
		reduction: 5_00,
		reductionReason: 'Fratrie'
	})

	test('change only where they are not so already', () => {
		const club: TermsTogether = { about: 'type', paymentType: 'club_only', mjcClubId: OWN_CLUB }
		const after = { ...membership, ...termsChange(club, membership, 'nord') }

		expect(after).toMatchObject({ paymentType: 'club_only', mjcClubId: 'nord' })
		expect(termsChange(club, after, 'nord')).toBeUndefined()
		expect(termsChange({ ...club, paymentType: 'club_mjc' }, membership, 'nord')).toBeUndefined()
	})

	test('put prices on and take them off, and leave the others', () => {
		const prices: TermsTogether = { about: 'prices', added: ['c', 'b'], removed: ['a'] }

		expect(termsChange(prices, membership, '')).toEqual({ otherPriceIds: ['b', 'c'] })
	})

	test('keep no reason of what is taken away', () => {
		const none: TermsTogether = { about: 'reduction', reduction: 0, reason: 'oubliée' }
		const not: TermsTogether = { about: 'exemption', isExempt: false, reason: 'oubliée' }

		expect(termsChange(none, membership, '')).toEqual({ reduction: 0, reductionReason: '' })
		expect(termsChange(not, membership, '')).toBeUndefined()
	})
})

const SEASON = seasonDraft({ otherPrices: [{ id: 'a', label: 'Licence', amount: 37_50 }] })
const NAMES = ['zoe', 'tom', 'lou', 'ida']

const aTerms: fc.Arbitrary<TermsTogether> = fc.oneof(
	fc.record({
		about: fc.constant('type' as const),
		paymentType: fc.constantFrom('club_mjc' as const, 'club_only' as const),
		mjcClubId: fc.constantFrom('', OWN_CLUB)
	}),
	fc.record({
		about: fc.constant('prices' as const),
		added: fc.subarray(['a', 'b']),
		removed: fc.subarray(['a', 'b'])
	}),
	fc.record({
		about: fc.constant('reduction' as const),
		reduction: fc.nat(200_00),
		reason: fc.string({ maxLength: 5 })
	}),
	fc.record({ about: fc.constant('exemption' as const), isExempt: fc.boolean(), reason: fc.string({ maxLength: 5 }) })
)
const aPayment = fc.record({
	means: fc.constantFrom(...PAYMENT_MEANS),
	amount: fc.option(fc.integer({ min: 1, max: 500_00 }), { nil: undefined }),
	isShared: fc.boolean()
})
const aStep = fc.oneof(
	fc.record({ terms: aTerms, of: fc.subarray(NAMES) }),
	fc.record({ payment: aPayment, of: fc.subarray(NAMES) })
)

/** A season with what was paid for it, in which things are done to several members at once and taken back. */
class Club {
	memberships = new Map(NAMES.map((name) => [name, membershipOf('s1', name)]))
	payments = new Map<string, Payment>([['first', rowOf('first', paymentDraft({ [idOf('zoe')]: 33_33 }))]])
	#count = 0

	standing(name: string) {
		const received = receivedByMembership(this.payments.values()).get(idOf(name))
		return standingOf(SEASON, this.memberships.get(name) ?? membershipOf('s1', name), received)
	}
	/** What each owes, and all that is in the till. */
	sums() {
		const totals = totalsOf(receivedByMembership(this.payments.values()).values())
		return { balances: NAMES.map((name) => this.standing(name).balance), totals }
	}

	/** Pays, and returns what takes it back. */
	pay(names: readonly string[], payment: Partial<PaymentTogether>): () => void {
		const owed = new Map<MembershipId, number>(names.map((name) => [idOf(name), this.standing(name).balance]))
		const ids = paymentsTogether(owed, said(payment)).map((draft) => {
			const id = `p${this.#count++}`
			this.payments.set(id, rowOf(id, parse(PaymentDraft, draft)))
			return id
		})
		return () => ids.forEach((id) => this.payments.delete(id))
	}

	/** Changes the terms, as the log of changes does it, and returns what takes it back. */
	change(names: readonly string[], terms: TermsTogether): () => void {
		const undos = names.map((name) => {
			const before = this.memberships.get(name) ?? membershipOf('s1', name)
			const after = { ...before, ...termsChange(terms, before, 'nord') }
			this.memberships.set(name, after)
			const difference = diffRows(before, after)
			const change = difference && { setId: '', table: 'memberships', key: before.id, ...difference }
			return () => {
				const current = this.memberships.get(name)
				const row = change && revertChange(change, current)
				if (row) this.memberships.set(name, row as Membership)
			}
		})
		return () => undos.forEach((undo) => undo())
	}
}

const rowOf = (id: string, draft: PaymentDraft): Payment =>
	paymentOf(draft, { id: id as PaymentId, createdAt: 1, updatedAt: 1 })

test('sums agree to the cent after what is done to several members at once, and are as before once it is undone', () => {
	fc.assert(
		fc.property(fc.array(aStep, { minLength: 1, maxLength: 8 }), (steps) => {
			const club = new Club()
			const course = [club.sums()]
			const undos = steps.map((step) => {
				const before = club.sums()
				const undo = 'terms' in step ? club.change(step.of, step.terms) : club.pay(step.of, step.payment)
				const after = club.sums()
				if ('payment' in step) expect(sumOf(before.balances) - sumOf(after.balances)).toBe(inTill(after, before))
				course.push(after)
				return undo
			})
			for (const undo of undos.reverse()) {
				expect(club.sums()).toEqual(course.pop())
				undo()
			}
			expect(club.sums()).toEqual(course.pop())
		}),
		{ numRuns: 300 }
	)
})

type Sums = ReturnType<Club['sums']>
const inTill = (after: Sums, before: Sums): number => after.totals.total - before.totals.total
