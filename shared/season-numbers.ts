import { ageOn, type Day } from './day.ts'
import type { Member, MemberId } from './member.ts'
import { membershipPrefix, type Membership, type MembershipId } from './membership.ts'
import { sumOf } from './money.ts'
import { listedNameKey } from './named.ts'
import type { Payment } from './payment.ts'
import type { Season } from './season.ts'
import {
	addReceived,
	NOTHING_RECEIVED,
	PAYMENT_STATUSES,
	standingOf,
	totalsOf,
	type MeansTotals,
	type PaymentStatus,
	type Received
} from './standing.ts'

/** All that was written down of one season, and of each person what is counted of him. */
export type SeasonRows = {
	season: Season
	memberships: readonly Membership[]
	payments: readonly Payment[]
	/** Of one who is not in the register nothing is known. */
	find: (id: MemberId) => Pick<Member, 'birthDate' | 'city'> | undefined
}

/** Ages in whole years, both ends among them; the last band has no end. */
export const AGE_BANDS = [
	{ from: 0, to: 5 },
	{ from: 6, to: 11 },
	{ from: 12, to: 17 },
	{ from: 18, to: 25 },
	{ from: 26, to: 39 },
	{ from: 40, to: 59 },
	{ from: 60, to: undefined }
] as const

/** Nobody was ever older: whoever is by his birth date has a wrong one. */
const OLDEST = 122

/** How many are of an age: by the bands of `AGE_BANDS`, in their order, and those of whom it is not known. */
export type AgeCounts = { bands: number[]; unknown: number }

/** How many live in a town, under the spelling that most of them have. */
export type CityCount = { name: string; count: number }

/** The money of a season, in cents. */
export type SeasonMoneyNumbers = {
	/** What is asked of its members; nothing of who had all his money back. */
	due: number
	/** What came in for the season by means, refunds taken off, also for people who are gone. */
	received: MeansTotals
	/** How much of `received` was paid for people who are gone. */
	forGone: number
	/** What is still to be paid, of those who have not paid enough. */
	owed: number
	/** What is to be given back, of those who have paid too much. `due − owed + surplus = received − forGone`. */
	surplus: number
}

/** What is to be told of a season in figures. */
export type SeasonNumbers = {
	members: number
	statuses: Record<PaymentStatus, number>
	/** On the first day of the season, so that two seasons are told alike and none changes while it goes on. */
	ages: AgeCounts
	/** Most people first, and by name where there are as many; `unknownCity`: those of whom no town is known. */
	cities: CityCount[]
	unknownCity: number
	money: SeasonMoneyNumbers
}

/** How many came, stayed and left from one season to the next. */
export type Comings = { joined: number; renewed: number; lost: number }

/**
 * Compares who is in a season with who was in the one before it; yields as `countSeason` does.
 *
 * `joined`: in this one and not in the one before, whether or not he was a member earlier. `renewed`: in both. `lost`: in
 * the one before and not in this one. So `joined + renewed` are the members of this one, `renewed + lost` those of the
 * one before. Whoever was taken out of the register is in neither.
 */
export function* compareSeasons(
	now: readonly Pick<Membership, 'memberId'>[],
	before: readonly Pick<Membership, 'memberId'>[]
): Generator<undefined, Comings> {
	const earlier = new Set<MemberId>()
	for (const [at, { memberId }] of before.entries()) {
		if (at % STEP === 0) yield
		earlier.add(memberId)
	}
	let renewed = 0
	for (const [at, { memberId }] of now.entries()) {
		if (at % STEP === 0) yield
		if (earlier.has(memberId)) renewed += 1
	}
	return { joined: now.length - renewed, renewed, lost: earlier.size - renewed }
}

/** As many rows as are counted between two rests. */
const STEP = 200

/** Counts a season from its rows, exactly; yields now and then, for whoever runs it a little at a time. */
export function* countSeason({ season, memberships, payments, find }: SeasonRows): Generator<undefined, SeasonNumbers> {
	const prefix = membershipPrefix(season.id)
	const received = new Map<MembershipId, Received>()
	const totals = totalsOf([])
	for (const [at, { means, isRefund, shares }] of payments.entries()) {
		if (at % STEP === 0) yield
		const own = shares.filter(({ membershipId }) => membershipId.startsWith(prefix))
		addReceived(received, { means, isRefund, shares: own })
		const amount = sumOf(own.map((share) => share.amount)) * (isRefund ? -1 : 1)
		totals[means] += amount
		totals.total += amount
	}
	const money = new MoneyCount(season, received)
	const ages = new AgeCount(season.startsOn)
	const cities = new CityTally()
	for (const [at, membership] of memberships.entries()) {
		if (at % STEP === 0) yield
		const person = find(membership.memberId)
		money.add(membership)
		ages.add(person?.birthDate ?? '')
		cities.add(person?.city ?? '')
	}
	return {
		members: memberships.length,
		statuses: money.statuses,
		ages: ages.counts,
		cities: yield* cities.list(),
		unknownCity: cities.unknown,
		money: money.numbers(totals)
	}
}

class MoneyCount {
	readonly statuses = Object.fromEntries(PAYMENT_STATUSES.map((status) => [status, 0])) as Record<PaymentStatus, number>
	readonly #season: Season
	readonly #received: ReadonlyMap<MembershipId, Received>
	#due = 0
	#owed = 0
	#surplus = 0
	#paid = 0

	constructor(season: Season, received: ReadonlyMap<MembershipId, Received>) {
		this.#season = season
		this.#received = received
	}

	add(membership: Membership): void {
		const money = this.#received.get(membership.id) ?? NOTHING_RECEIVED
		const { status, balance, paid } = standingOf(this.#season, membership, money)
		this.statuses[status] += 1
		this.#paid += paid
		this.#due += balance + paid
		this.#owed += Math.max(0, balance)
		this.#surplus += Math.max(0, -balance)
	}

	numbers(received: MeansTotals): SeasonMoneyNumbers {
		const forGone = received.total - this.#paid
		return { due: this.#due, received, forGone, owed: this.#owed, surplus: this.#surplus }
	}
}

class AgeCount {
	readonly counts: AgeCounts = { bands: AGE_BANDS.map(() => 0), unknown: 0 }
	readonly #on: Day

	constructor(on: Day) {
		this.#on = on
	}

	add(birthDate: Day | ''): void {
		const age = birthDate === '' ? -1 : ageOn(birthDate, this.#on)
		const band = age > OLDEST ? -1 : AGE_BANDS.findLastIndex(({ from }) => age >= from)
		if (band < 0) this.counts.unknown += 1
		else this.counts.bands[band] = (this.counts.bands[band] ?? 0) + 1
	}
}

/** Counts towns whatever their case, accents, hyphens and apostrophes. */
class CityTally {
	unknown = 0
	/** By the spelling as it stands: the folding is done once for each. */
	readonly #spellings = new Map<string, number>()

	add(city: string): void {
		this.#spellings.set(city, (this.#spellings.get(city) ?? 0) + 1)
	}

	*list(): Generator<undefined, CityCount[]> {
		const cities = new Map<string, CityCount & { most: number }>()
		let at = 0
		for (const [spelling, count] of this.#spellings) {
			if (at++ % STEP === 0) yield
			const key = listedNameKey(spelling.replace(/[-'’]/g, ' '))
			const [name, known] = [spelling.trim(), cities.get(key)]
			if (key === '') this.unknown += count
			else if (!known) cities.set(key, { name, count, most: count })
			else {
				known.count += count
				if (isBetter([count, name], [known.most, known.name])) Object.assign(known, { name, most: count })
			}
		}
		return [...cities]
			.sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
			.map(([, { name, count }]) => ({ name, count }))
	}
}

/** Whether more people write it so; of `DIJON` and `Dijon`, `Chenove` and `Chenôve`, as many each, the last is the better one. */
const isBetter = ([count, name]: [number, string], [most, known]: [number, string]): boolean =>
	count > most || (count === most && name > known)
