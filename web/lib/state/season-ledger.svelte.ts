import { createSubscriber } from 'svelte/reactivity'
import type { MemberId } from '#shared/member.ts'
import { splitMembershipId, type Membership, type MembershipId } from '#shared/membership.ts'
import type { Payment, PaymentId } from '#shared/payment.ts'
import type { Season, SeasonId } from '#shared/season.ts'
import {
	addToTotals,
	receivedByMembership,
	standingOf,
	totalsOf,
	type MeansTotals,
	type Standing
} from '#shared/standing.ts'
import { database } from '#web/db/database.ts'
import { readSeasonMoney, type SeasonMoney } from '#web/db/memberships.ts'
import { onMoneyWritten, readMoneyRows, type MoneyWritten } from '#web/db/season-changes.ts'
import { runInSlices } from './in-slices.ts'
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

/** As many rows as are taken in between two looks at the clock. */
const STEP = 50
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
	/** Stops taking in what is no longer looked at. */
	#opened = new AbortController()
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

	/** What is in the till of these members, by means, a little at a time; who is not in the season has nothing there. */
	*totals(ids: Iterable<MemberId>): Generator<undefined, MeansTotals> {
		const entries = this.current?.entries
		const totals = totalsOf([])
		let at = 0
		for (const id of ids) {
			if (at++ % STEP === 0) yield
			const entry = entries?.get(id)
			if (entry) addToTotals(totals, entry.standing)
		}
		return totals
	}

	#open(name: string, seasonId: SeasonId | undefined): void {
		this.#seasonId = seasonId
		this.#database = name
		this.#ledger = undefined
		this.#failure = undefined
		this.#opened.abort()
		this.#opened = new AbortController()
		if (seasonId !== undefined) this.#read(undefined)
	}

	#read(written: MoneyWritten): void {
		const [seasonId, name] = [this.#seasonId, this.#database]
		if (seasonId === undefined) return
		const isOpen = () => seasonId === this.#seasonId && name === database().name
		this.#reading = this.#reading
			.then(async () => {
				if (!isOpen()) return
				if (written && this.#ledger) {
					const rows = await readMoneyRows(written)
					if (isOpen()) this.#takeRows(written, rows)
				} else {
					const money = await readSeasonMoney(seasonId)
					if (isOpen()) await runInSlices(this.#takeAll(money), this.#opened.signal)
				}
				if (isOpen()) this.#changed()
			})
			.catch((reason: unknown) => {
				if (!isOpen()) return
				this.#failure = { reason }
				this.#changed()
			})
	}

	/** Takes all in, a little at a time: a hundred thousand at once would hold up the screen. */
	*#takeAll(money: SeasonMoney | undefined): Generator<undefined, void> {
		this.#ledger = undefined
		this.#entries = new Map()
		this.#payments = new Map()
		this.#paymentsByMembership = new Map()
		for (const [at, payment] of (money?.payments ?? []).entries()) {
			if (at % STEP === 0) yield
			this.#payments.set(payment.id, payment)
			this.#file(payment)
		}
		if (!money) return
		for (const [at, row] of money.memberships.entries()) {
			if (at % STEP === 0) yield
			this.#entries.set(row.memberId, this.#entryOf(money.season, row))
		}
		this.#publish(money.season)
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
			if (row) this.#entries.set(memberId, this.#entryOf(season, row))
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
			const others = this.#paymentsByMembership.get(id)
			this.#paymentsByMembership.set(id, others === undefined ? [payment] : [...others, payment])
		}
	}

	#entryOf(season: Season, membership: Membership): LedgerEntry {
		const payments = this.#paymentsByMembership.get(membership.id) ?? NO_PAYMENTS
		const received = payments.length === 0 ? undefined : receivedByMembership(payments).get(membership.id)
		return { membership, standing: standingOf(season, membership, received), payments }
	}

	#publish(season: Season): void {
		this.#ledger = { season, entries: this.#entries, payments: this.#payments }
	}
}

/** The money of the season in force, for all lists, forms and sums of this window. */
export const seasonLedger = new SeasonLedger()
