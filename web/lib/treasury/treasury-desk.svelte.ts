import { listName, type Member } from '#shared/member.ts'
import { splitMembershipId, type MembershipId } from '#shared/membership.ts'
import type { Payment } from '#shared/payment.ts'
import { byDayAndNumber, countVouchers, isChequeToDeposit, listDebts, type Debt } from '#shared/treasury.ts'
import { m } from '#web/paraglide/messages.js'
import { roster } from '#web/state/roster.svelte.ts'
import { seasonLedger } from '#web/state/season-ledger.svelte.ts'

/** What stands on the screen: what came in, what is to be brought to the bank, and who still owes. */
export type TreasuryView = 'income' | 'deposits' | 'debts'

/** Somebody who owes something, with his record. */
export type Debtor = Debt & { member: Member }

/** The money of the season in force, as its treasurer looks at it. */
export class TreasuryDesk {
	view = $state<TreasuryView>('income')

	readonly #ledger = $derived(seasonLedger.current)
	readonly #everything = $derived([...(this.#ledger?.payments.values() ?? [])])

	/** All payments, the latest first. */
	readonly payments = $derived(this.#everything.toSorted((a, b) => byDayAndNumber(b, a)))
	/** Cheques to be brought to the bank, in the order of the pile. */
	readonly cheques = $derived(this.#everything.filter(isChequeToDeposit).toSorted(byDayAndNumber))
	readonly vouchers = $derived(countVouchers(this.#everything))
	/** Who owes something and is still in the register. */
	readonly debtors = $derived.by((): Debtor[] => {
		const ledger = this.#ledger
		if (!ledger) return []
		return listDebts(ledger.season, ledger.entries.values()).flatMap((debt) => {
			const member = roster.find(debt.membership.memberId)?.member
			return member ? [{ ...debt, member }] : []
		})
	})

	get season() {
		return this.#ledger?.season
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
