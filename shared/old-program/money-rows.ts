import { EMPTY_MEMBERSHIP, membershipIdOf, type Membership, type MembershipId } from '#shared/membership.ts'
import { sumOf } from '#shared/money.ts'
import { paymentOf, type Payment, type PaymentId } from '#shared/payment.ts'
import type { Season } from '#shared/season.ts'
import type { ClubIndex } from './club-rows.ts'
import { addRow, type Desk } from './ground.ts'
import type { OldMembership, OldPayment } from './old-club.ts'
import type { PersonPlan } from './person-plan.ts'
import { dueBy } from './summary.ts'

/** What was paid for memberships before the plan, by their ids. */
export class MoneyIndex {
	readonly added: OldPayment[] = []
	membershipCount = 0
	readonly #desk: Desk
	readonly #memberships: Set<MembershipId>
	readonly #payments: Map<MembershipId, Payment[]>

	constructor(desk: Desk) {
		this.#desk = desk
		this.#memberships = new Set(desk.ground.memberships.map(({ id }) => id))
		this.#payments = new Map()
		for (const payment of desk.ground.payments) for (const id of payment.membershipIds) this.#remember(id, payment)
	}

	/** What was received for a membership, in cents. */
	paidFor(id: MembershipId): number {
		return sumOf((this.#payments.get(id) ?? []).map((payment) => (payment.isRefund ? -1 : 1) * shareOf(payment, id)))
	}

	/**
	 * Adds a person's season: the membership when there is none, the payments when nothing was paid for it yet.
	 * `clash` when payments are there that are others than these: those stay, as somebody wrote them down since.
	 */
	take(person: PersonPlan, season: Season, { terms, payments, clubs }: OldTerms): 'taken' | 'known' | 'clash' {
		const id = membershipIdOf(season.id, person.id)
		const isThere = this.#memberships.has(id)
		if (!isThere) this.#addMembership(person, season, { terms, clubs })
		const there = this.#payments.get(id) ?? []
		if (there.length > 0) return areSame(there, id, payments) ? 'known' : 'clash'
		for (const payment of payments) this.#addPayment(person, id, payment)
		return isThere && payments.length === 0 ? 'known' : 'taken'
	}

	#remember(id: MembershipId, payment: Payment): void {
		const known = this.#payments.get(id)
		if (known) known.push(payment)
		else this.#payments.set(id, [payment])
	}

	#addMembership(person: PersonPlan, season: Season, { terms, clubs }: Pick<OldTerms, 'terms' | 'clubs'>): void {
		const { now, reductionReason } = this.#desk
		const id = membershipIdOf(season.id, person.id)
		const reduction = terms.expected === 0 ? 0 : Math.max(0, dueBy(season, terms) - terms.expected)
		const membership: Membership = {
			...EMPTY_MEMBERSHIP,
			...{ id, seasonId: season.id, memberId: person.id },
			paymentType: terms.paymentType,
			mjcClubId: clubs.idOf(terms.clubName),
			...(reduction > 0 ? { reduction, reductionReason } : {}),
			...{ createdAt: now, updatedAt: now }
		}
		this.#memberships.add(addRow(this.#desk, 'memberships', membership).id)
		this.membershipCount += 1
		person.seasons.push(season.name)
	}

	#addPayment(person: PersonPlan, membershipId: MembershipId, old: OldPayment): void {
		const { newId, now } = this.#desk
		const draft = {
			...{ means: old.means, amount: old.amount, isRefund: false, paidOn: '' as const },
			...{ payerId: person.id, payerName: '', note: '' },
			shares: [{ membershipId, amount: old.amount }]
		}
		const payment = paymentOf(draft, { id: newId() as PaymentId, createdAt: now, updatedAt: now })
		this.#remember(membershipId, addRow(this.#desk, 'payments', payment))
		this.added.push(old)
		person.paymentCount += 1
	}
}

/** A person's season in a file: what is paid for, and all that was paid, when several rows are about him. */
export type OldTerms = { terms: OldMembership; payments: readonly OldPayment[]; clubs: ClubIndex }

function areSame(there: readonly Payment[], id: MembershipId, old: readonly OldPayment[]): boolean {
	const known = there.filter(({ isRefund }) => !isRefund).map((payment) => `${payment.means} ${shareOf(payment, id)}`)
	const wanted = old.map(({ means, amount }) => `${means} ${amount}`)
	return known.toSorted().join() === wanted.toSorted().join()
}

const shareOf = ({ shares }: Payment, id: MembershipId): number =>
	sumOf(shares.map(({ membershipId, amount }) => (membershipId === id ? amount : 0)))
