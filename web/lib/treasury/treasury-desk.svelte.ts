import { listName, type Member } from '#shared/member.ts'
import { splitMembershipId, type MembershipId } from '#shared/membership.ts'
import type { Payment } from '#shared/payment.ts'
import type { Season } from '#shared/season.ts'
import {
	countedIn,
	countVouchers,
	isChequeToDeposit,
	listDebts,
	sortByDayAndNumber,
	type Debt
} from '#shared/treasury.ts'
import { m } from '#web/paraglide/messages.js'
import { runInSlices } from '#web/state/in-slices.ts'
import { roster } from '#web/state/roster.svelte.ts'
import { seasonLedger, type Ledger } from '#web/state/season-ledger.svelte.ts'

/** What stands on the screen: what came in, what is to be brought to the bank, and who still owes. */
export type TreasuryView = 'income' | 'deposits' | 'debts'

/** Somebody who owes something, with his record. */
export type Debtor = Debt & { member: Member }

/** The money of a season, in the order in which it is looked at. */
export type TreasuryLists = {
	season: Season
	/** The latest first. */
	payments: Payment[]
	/** What of all of them is for the season. */
	total: number
	/** To be brought to the bank, in the order of the pile. */
	cheques: Payment[]
	vouchers: ReturnType<typeof countVouchers>
	/** Who owes something and is still in the register. */
	debtors: Debtor[]
}

/** As many rows as are taken between two rests. */
const STEP = 200

function* listAll({ season, payments, entries }: Ledger): Generator<undefined, TreasuryLists> {
	const pile = yield* sortByDayAndNumber([...payments.values()])
	let total = 0
	for (const [at, payment] of pile.entries()) {
		if (at % STEP === 0) yield
		total += countedIn(season.id, payment)
	}
	yield
	const debtors: Debtor[] = []
	for (const [at, debt] of listDebts(season, entries.values()).entries()) {
		if (at % STEP === 0) yield
		const member = roster.find(debt.membership.memberId)?.member
		if (member) debtors.push({ ...debt, member })
	}
	yield
	const cheques = pile.filter(isChequeToDeposit)
	return { season, payments: pile.toReversed(), total, cheques, vouchers: countVouchers(pile), debtors }
}

/** The money of the season in force, as its treasurer looks at it. */
export class TreasuryDesk {
	view = $state<TreasuryView>('income')
	/** As they were counted last. */
	#lists = $state.raw<TreasuryLists>()

	constructor() {
		$effect(() => {
			const ledger = seasonLedger.current
			if (!ledger || !roster.entries) return
			const stopped = new AbortController()
			void runInSlices(listAll(ledger), stopped.signal).then((lists) => {
				if (lists && !stopped.signal.aborted) this.#lists = lists
			})
			return () => stopped.abort()
		})
	}

	/** What is to be looked at; `undefined` until it has been counted. */
	get lists(): TreasuryLists | undefined {
		return this.#lists
	}
	get season() {
		return this.#lists?.season
	}

	/** Name of whose membership it is, also of one who has gone. */
	nameOf(id: MembershipId): string {
		const member = roster.find(splitMembershipId(id).memberId)?.member
		return member ? listName(member) : m.treasury_gone()
	}

	/** Who paid: as it was written down, else the one for whom, or the first of them. */
	payerOf({ payerId, payerName, membershipIds }: Payment): string {
		const payer = payerId && roster.find(payerId)?.member
		if (payer) return listName(payer)
		const [first] = membershipIds
		return payerName || (first ? this.nameOf(first) : '')
	}

	/** For whom a payment is, in words. */
	beneficiariesOf({ membershipIds }: Payment): string {
		return membershipIds.map((id) => this.nameOf(id)).join(', ')
	}
}

/** What is ticked of a list: those gone from it count no more. */
export class Ticked<Id extends string> {
	#ids = $state.raw<ReadonlySet<Id>>(new Set())
	readonly #present: () => readonly Id[]

	constructor(present: () => readonly Id[]) {
		this.#present = present
	}

	readonly ids = $derived.by(() => this.#present().filter((id) => this.#ids.has(id)))

	has(id: Id): boolean {
		return this.#ids.has(id)
	}
	tick(id: Id, ticked: boolean): void {
		const ids = new Set(this.#ids)
		if (ticked) ids.add(id)
		else ids.delete(id)
		this.#ids = ids
	}
	tickAll(ticked: boolean): void {
		this.#ids = new Set(ticked ? this.#present() : [])
	}
}
