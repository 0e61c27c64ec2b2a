import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf, type Membership, type MembershipDraft } from '#shared/membership.ts'
import { sumOf } from '#shared/money.ts'
import { paymentOf, type PaymentDraft, type PaymentId, type PaymentMeans } from '#shared/payment.ts'
import { nextSeason, type Season, type SeasonId } from '#shared/season.ts'
import { fixedId, type Step } from './chronicle.ts'

const [PAST, PRESENT] = [fixedId('season', 0) as SeasonId, fixedId('season', 1) as SeasonId]
const [CLUB, MJC, LICENCE, PASS] = [110_00, 35_00, 38_00, 70_00]

/** Who is in it, by his place among all of them, and whether he does judo. */
type Person = { memberId: MemberId; index: number; isJudoka: boolean }
type Clock = (daysAgo: number, minutes?: number) => number

/** Last season and this one, who is in them, and what they paid so far. */
export function seasonSteps(people: readonly Person[], today: Day, at: Clock): Step[] {
	const present = { ...nextSeason(undefined, today), ...PRICES }
	const year = Number(present.startsOn.slice(0, 4))
	const past = {
		...present,
		name: `${year - 1}-${year}`,
		startsOn: `${year - 1}-09-01` as Day,
		endsOn: `${year}-08-31` as Day,
		clubPrice: CLUB - 5_00
	}
	const opened = ([id, draft]: [SeasonId, typeof present], who: readonly Person[], when: number): Step => {
		const season: Season = { ...draft, id, createdAt: when, updatedAt: when }
		const rows = who.map((person) => membershipRow(id, person, when))
		return {
			at: when,
			action: 'season-opened',
			count: who.length,
			rows: [{ table: 'seasons', id, row: season }, ...rows]
		}
	}
	return [
		opened(
			[PAST, past],
			people.filter(({ index }) => index % 6 !== 5),
			at(60, 10)
		),
		opened([PRESENT, present], people, at(60, 20)),
		...people.flatMap((person, place) => paymentStep(person, present.startsOn, [place, at(58, place * 3)])),
		sharedCheque(people, present.startsOn, [people.length + 200, at(58, people.length * 3)])
	]
}

/** The membership of somebody who joins later. */
export const joiningRow = (person: Person, at: number): Step['rows'][number] => membershipRow(PRESENT, person, at)

const PRICES = {
	clubPrice: CLUB,
	mjcPrice: MJC,
	otherPrices: [{ id: 'licence', label: 'Licence de judo', amount: LICENCE }],
	aids: [{ id: 'pass', label: 'Pass’Sport', amount: PASS, source: 'sports.gouv.fr' }]
}

function termsOf({ index, isJudoka }: Person): Partial<MembershipDraft> {
	return {
		...(isJudoka ? { otherPriceIds: ['licence'] } : {}),
		...(index % 9 === 4 ? { paymentType: 'club_only' as const } : {}),
		...(index % 12 === 7 ? { reduction: 20_00, reductionReason: 'Deuxième enfant' } : {}),
		...(index === 0 ? { isExempt: true, exemptReason: 'Présidence du club' } : {})
	}
}

function membershipRow(seasonId: SeasonId, person: Person, at: number): Step['rows'][number] {
	const { memberId } = person
	const id = membershipIdOf(seasonId, memberId)
	const row: Membership = {
		...{ ...EMPTY_MEMBERSHIP, ...termsOf(person) },
		...{ id, seasonId, memberId, createdAt: at, updatedAt: at }
	}
	return { table: 'memberships', id, row }
}

/** Most paid all of it, by one means or two; some a part, some nothing yet, and one had it back. */
function paymentStep(person: Person, paidOn: Day, [place, at]: [place: number, at: number]): Step[] {
	const { index } = person
	if (index === 0 || index % 8 === 3) return []
	if (isOnSharedCheque(person) && !hasAid(person)) return []
	const due = dueOf(person)
	if (index % 8 === 5)
		return [step(person, { means: 'ancv', amount: 50_00, paidOn, ancv: [{ value: 25_00, count: 2 }] }, [place, at])]
	if (index % 8 === 6) return [step(person, { means: 'cash', amount: 40_00, paidOn }, [place, at])]
	if (hasAid(person)) {
		const aid = step(person, { means: 'aid', amount: PASS, paidOn, aidId: 'pass' }, [place, at])
		if (isOnSharedCheque(person)) return [aid]
		return [
			aid,
			step(person, { means: 'cheque', amount: due - PASS, paidOn, cheque: chequeOf(index) }, [place + 100, at + 1000])
		]
	}
	const means: PaymentMeans = (['cheque', 'cash', 'transfer', 'card'] as const)[index % 4] ?? 'cheque'
	const paid = step(
		person,
		{ means, amount: due, paidOn, ...(means === 'cheque' ? { cheque: chequeOf(index) } : {}) },
		[place, at]
	)
	const back = { means, amount: due, paidOn, isRefund: true, note: 'Déménage' }
	return index === 20 ? [paid, step(person, back, [place + 100, at + 1000])] : [paid]
}

const hasAid = ({ isJudoka, index }: Person): boolean => isJudoka && index % 4 === 1

/** The children of the family Lefèvre, for whom their grandmother pays. */
const isOnSharedCheque = ({ index }: Person): boolean => index === 1 || index === 2

/** One cheque of somebody who is no member for two who are: of each what no aid has paid. */
function sharedCheque(people: readonly Person[], paidOn: Day, numbered: [number: number, at: number]): Step {
	const children = people.filter(isOnSharedCheque)
	const shares = children.map((child) => ({
		membershipId: membershipIdOf(PRESENT, child.memberId),
		amount: dueOf(child) - (hasAid(child) ? PASS : 0)
	}))
	const amount = sumOf(shares.map((share) => share.amount))
	const payer = { payerId: '' as const, payerName: 'Simone Aubert' }
	return payingStep({ means: 'cheque', amount, paidOn, cheque: chequeOf(2), shares, ...payer }, numbered)
}

function dueOf(person: Person): number {
	const { paymentType, otherPriceIds = [], reduction = 0 } = termsOf(person)
	return sumOf([CLUB, paymentType === 'club_only' ? 0 : MJC, otherPriceIds.length * LICENCE]) - reduction
}

const chequeOf = (index: number): NonNullable<PaymentDraft['cheque']> => ({
	number: String(4_120_000 + index * 37),
	bank: ['Crédit Mutuel', 'Caisse d’Épargne', 'La Banque Postale'][index % 3] ?? '',
	writtenOn: '',
	depositedOn: ''
})

function step(
	{ memberId }: Person,
	payment: Pick<PaymentDraft, 'means' | 'amount' | 'paidOn'> & Partial<PaymentDraft>,
	numbered: [number: number, at: number]
): Step {
	const shares = [{ membershipId: membershipIdOf(PRESENT, memberId), amount: payment.amount }]
	return payingStep({ payerId: memberId, payerName: '', shares, ...payment }, numbered)
}

function payingStep(
	payment: Omit<PaymentDraft, 'isRefund' | 'note'> & Partial<PaymentDraft>,
	[number, at]: [number: number, at: number]
): Step {
	const draft: PaymentDraft = { isRefund: false, note: '', ...payment }
	const row = paymentOf(draft, { id: fixedId('payment', number) as PaymentId, createdAt: at, updatedAt: at })
	return { at, action: 'payment-added', rows: [{ table: 'payments', id: row.id, row }] }
}
