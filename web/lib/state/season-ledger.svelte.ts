import { createSubscriber } from 'svelte/reactivity'
import type { MemberId } from '#shared/member.ts'
import { splitMembershipId, type Membership, type MembershipId } from '#shared/membership.ts'
import type { Payment, PaymentId } from '#shared/payment.ts'
import type { Season, SeasonId } from '#shared/season.ts'
import {
	receivedByMembership,
	standingOf,
	totalsOf,
	type MeansTotals,
	type Received,
	type Standing
} from '#shared/standing.ts'
import { database } from '#web/db/database.ts'
import { readSeasonMoney, type SeasonMoney } from '#web/db/memberships.ts'
import { onMoneyWritten, readMoneyRows, type MoneyWritten } from '#web/db/season-changes.ts'
import { seasonInForce } from './season-in-force.svelte.ts'

/** A member’s membership in the season, where it stands, and the payments that are for it, those for others too among them. */
export type LedgerEntry = { membership: Membership; standing: Standing; payments: readonly Payment[] }

/** The money of one season as of one moment: another object whenever anything changed. */
export type Ledger = {
	season: Season
	/** By member; who is not in the season is absent. */
	entries: ReadonlyMap<MemberId, LedgerEntry>
	payments: ReadonlyMap<PaymentId, Payment>
}

const NO_PAYMENTS: readonly Payment[] = []

/**
 * The money of the season in force, in memory: read once somebody asks, and from then on only what was written, here or
 * elsewhere. Nothing is read as long as nobody does.
 *
 * Throws, on reading, what the database threw, for the nearest boundary to show.
 */
class SeasonLedger {
	#seasonId: SeasonId | undefined
	#database = ''
	#ledger: Ledger | undefined
	#entries = new Map<MemberId, LedgerEntry>()
	#payments = new Map<PaymentId, Payment>()
	#paymentsByMembership = new Map<MembershipId, Payment[]>()
	#failure: { reason: unknown } | undefined
	/** What was asked of the database last: what comes after it is read after it. */
	#reading: Promise<void> = Promise.resolve()
	#changed: () => void = () => undefined

	readonly #subscribe = createSubscriber((changed) => {
		this.#changed = changed
		// What was written while nobody listened is not known.
		this.#seasonId = undefined
		return onMoneyWritten((written) => this.#read(written))
	})

	/** Asks for the season in force; `undefined` until it has been read, and as long as the club has no season. */
	get current(): Ledger | undefined {
		this.#subscribe()
		const seasonId = seasonInForce.current?.id
		const name = database().name
		if (this.#seasonId !== seasonId || this.#database !== name) this.#open(name, seasonId)
		if (this.#failure) throw this.#failure.reason
		return this.#ledger
	}

	/** A member’s entry, `undefined` when he is not in the season, or it has not been read. */
	find(id: MemberId): LedgerEntry | undefined {
		return this.current?.entries.get(id)
	}

	/** What is in the till of these members, by means; those who are not in the season have nothing there. */
	totals(ids: Iterable<MemberId>): MeansTotals {
		const entries = this.current?.entries
		return totalsOf([...ids].flatMap((id) => entries?.get(id)?.standing ?? []))
	}

	#open(name: string, seasonId: SeasonId | undefined): void {
		this.#seasonId = seasonId
		this.#database = name
		this.#ledger = undefined
		this.#failure = undefined
		if (seasonId !== undefined) this.#read(undefined)
	}

	#read(written: MoneyWritten): void {
		const [seasonId, name] = [this.#seasonId, this.#database]
		if (seasonId === undefined) return
		const isOpen = () => seasonId === this.#seasonId && name === database().name
		this.#reading = this.#reading
			.then(async () => {
				if (!isOpen()) return
				const take = await (written && this.#ledger ? this.#readRows(written) : this.#readAll(seasonId))
				if (!isOpen()) return
				take()
				this.#changed()
			})
			.catch((reason: unknown) => {
				if (!isOpen()) return
				this.#failure = { reason }
				this.#changed()
			})
	}

	async #readAll(seasonId: SeasonId): Promise<() => void> {
		const money = await readSeasonMoney(seasonId)
		return () => this.#takeAll(money)
	}

	async #readRows(written: NonNullable<MoneyWritten>): Promise<() => void> {
		const rows = await readMoneyRows(written)
		return () => this.#takeRows(written, rows)
	}

	#takeAll(money: SeasonMoney | undefined): void {
		if (!money) {
			this.#ledger = undefined
			return
		}
		const { season, memberships, payments } = money
		this.#payments = new Map(payments.map((payment) => [payment.id, payment]))
		this.#paymentsByMembership = new Map()
		for (const payment of payments) this.#file(payment)
		const received = receivedByMembership(payments)
		this.#entries = new Map(
			memberships.map((row) => [row.memberId, this.#entryOf(season, row, received.get(row.id))] as const)
		)
		this.#publish(season)
	}

	#takeRows(
		{ memberships: keys, payments: paid }: NonNullable<MoneyWritten>,
		rows: Awaited<ReturnType<typeof readMoneyRows>>
	): void {
		const season = this.#ledger?.season
		if (!season) return
		const written = new Map(keys.map((id, at) => [id, rows.memberships[at]] as const))
		const touched = new Set(keys)
		for (const [at, id] of paid.entries()) {
			for (const one of this.#replacePayment(id, rows.payments[at])) touched.add(one)
		}
		for (const id of touched) {
			const { seasonId, memberId } = splitMembershipId(id)
			if (seasonId !== season.id) continue
			const row = written.has(id) ? written.get(id) : this.#entries.get(memberId)?.membership
			const received = receivedByMembership(this.#paymentsByMembership.get(id) ?? NO_PAYMENTS).get(id)
			if (row) this.#entries.set(memberId, this.#entryOf(season, row, received))
			else this.#entries.delete(memberId)
		}
		this.#publish(season)
	}

	/** Puts a payment in the place of what was there; returns the memberships that either is for. */
	#replacePayment(id: PaymentId, next: Payment | undefined): MembershipId[] {
		const before = this.#payments.get(id)
		for (const one of before?.membershipIds ?? []) {
			const others = this.#paymentsByMembership.get(one)?.filter((payment) => payment.id !== id) ?? []
			this.#paymentsByMembership.set(one, others)
		}
		this.#payments.delete(id)
		if (next?.membershipIds.some((one) => splitMembershipId(one).seasonId === this.#seasonId)) {
			this.#payments.set(id, next)
			this.#file(next)
		}
		return [...(before?.membershipIds ?? []), ...(next?.membershipIds ?? [])]
	}

	#file(payment: Payment): void {
		for (const id of payment.membershipIds) {
			const others = this.#paymentsByMembership.get(id) ?? []
			this.#paymentsByMembership.set(id, [...others, payment])
		}
	}

	#entryOf(season: Season, membership: Membership, received: Received | undefined): LedgerEntry {
		const payments = this.#paymentsByMembership.get(membership.id) ?? NO_PAYMENTS
		return { membership, standing: standingOf(season, membership, received), payments }
	}

	#publish(season: Season): void {
		this.#ledger = { season, entries: this.#entries, payments: this.#payments }
	}
}

/** The money of the season in force, for all lists, forms and sums of this window. */
export const seasonLedger = new SeasonLedger()
