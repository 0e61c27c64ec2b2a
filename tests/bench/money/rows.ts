import type { Day } from '#shared/day.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf } from '#shared/membership.ts'
import type { MemberId } from '#shared/member.ts'
import { paymentOf, type Payment, type PaymentDraft, type PaymentId } from '#shared/payment.ts'
import type { Season, SeasonId } from '#shared/season.ts'
import { inventId } from '../register/people.ts'

const SEASON_ID = '5ea50000-0000-4000-8000-000000000001' as SeasonId
const BORN = 1_700_000_000_000
/** Numbers of payments begin where no member has one. */
const FIRST_PAYMENT = 1_000_000

/** The one season: whatever today is, it is in it. */
export const SEASON: Season = {
	id: SEASON_ID,
	name: '2020-2099',
	startsOn: '2020-09-01' as Day,
	endsOn: '2099-08-31' as Day,
	clubPrice: 120_00,
	mjcPrice: 45_00,
	otherPrices: [],
	aids: [],
	createdAt: BORN,
	updatedAt: BORN
}

const keyOf = (n: number) => membershipIdOf(SEASON_ID, inventId(n) as MemberId)

/** The membership of the member of that number: some pay the club alone, some are exempt. */
export const inventMembership = (n: number) => ({
	...EMPTY_MEMBERSHIP,
	id: keyOf(n),
	seasonId: SEASON_ID,
	memberId: inventId(n),
	paymentType: n % 3 === 0 ? 'club_only' : 'club_mjc',
	isExempt: n % 50 === 0,
	joinedOn: dayOf(n),
	createdAt: BORN + n,
	updatedAt: BORN + n
})

/** The payment of that number, by each means in turn; each seventh is a cheque for two. */
export function inventPayment(n: number): Payment {
	const ids = n % 7 === 0 && n > 0 ? [keyOf(n), keyOf(n - 1)] : [keyOf(n)]
	const shares = ids.map((membershipId, at) => ({ membershipId, amount: 20_00 + ((n + at) % 130) * 1_00 }))
	const common = { isRefund: n % 100 === 99, paidOn: dayOf(n), payerId: inventId(n), payerName: '', note: '' }
	const draft = {
		...common,
		...meansOf(n, shares.length),
		shares,
		amount: shares.reduce((sum, { amount }) => sum + amount, 0)
	}
	const id = inventId(FIRST_PAYMENT + n) as PaymentId
	return paymentOf(draft as PaymentDraft, { id, createdAt: BORN + n, updatedAt: BORN + n })
}

function meansOf(n: number, count: number): Pick<PaymentDraft, 'means' | 'cheque'> {
	const means = (['cheque', 'cash', 'ancv', 'transfer', 'cheque'] as const)[n % 5] ?? 'cash'
	if (count === 1 && means !== 'cheque') return { means }
	const depositedOn = n % 2 === 0 ? dayOf(n + 9) : ''
	return {
		means: 'cheque',
		cheque: { number: String(1_000_000 + n), bank: 'Banque du Lac', writtenOn: dayOf(n), depositedOn }
	}
}

const two = (value: number) => String(value).padStart(2, '0')
const dayOf = (n: number) => `2025-${two(9 + (n % 4))}-${two(1 + (n % 28))}` as Day

/** What all payments of numbers below `size` come to, in cents. */
export function sumOfPayments(size: number): number {
	let sum = 0
	for (let n = 0; n < size; n += 1) {
		const { amount, isRefund } = inventPayment(n)
		sum += isRefund ? -amount : amount
	}
	return sum
}
