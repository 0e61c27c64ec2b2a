import type { ChangeSet } from '#shared/change.ts'
import { isDay, type Day } from '#shared/day.ts'
import { OWN_CLUB, paymentsTogether, termsChange, type TermsTogether } from '#shared/dues-together.ts'
import type { Member } from '#shared/member.ts'
import { amountDue, type Membership, type MembershipId } from '#shared/membership.ts'
import { parseAmount, sumOf } from '#shared/money.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import type { DuesTogetherEntry } from '#web/db/form-drafts.ts'
import { updateMemberships } from '#web/db/memberships.ts'
import { addPayments } from '#web/db/payments.ts'
import { seasonLedger } from '#web/state/season-ledger.svelte.ts'

/** What can be said of the dues of several members at once. */
export const DUES_FIELDS = ['dues:payment', 'dues:type', 'dues:prices', 'dues:reduction', 'dues:exemption'] as const
export type DuesField = (typeof DUES_FIELDS)[number]

/** What a membership is and what it will be: what was said of it, what is due of it, and what is left to be paid. */
export type DuesChange = { before: DuesState; after: DuesState }
type DuesState = { membership: Membership; due: number; balance: number }

/** The dues of several members in the season in force: what is said of them, and what it does to each. */
export class DuesTogether {
	entry = $state<DuesTogetherEntry>(nothingSaid())
	/** It was to be saved although something is wrong with an amount. */
	wrong = $state(false)
	readonly #members: readonly Member[]
	readonly #field: () => DuesField | undefined

	constructor(members: readonly Member[], field: () => DuesField | undefined) {
		this.#members = members
		this.#field = field
	}

	get season() {
		return seasonLedger.current?.season
	}
	/** What was typed, to be kept; `undefined` when nothing was. */
	get typed(): DuesTogetherEntry | undefined {
		const entry = $state.snapshot(this.entry)
		return JSON.stringify(entry) === JSON.stringify(nothingSaid()) ? undefined : entry
	}

	/** Those who are in no such season: nothing can be said of their dues. */
	readonly strangers = $derived.by(() =>
		this.#field() && this.season ? this.#members.filter(({ id }) => !seasonLedger.find(id)) : []
	)
	readonly #cents = $derived.by(() => {
		const text = this.#field() === 'dues:reduction' ? this.entry.reduction : this.entry.amount
		return text.trim() === '' ? undefined : parseAmount(text)
	})
	/** Whether what stands for an amount is none. */
	readonly isAmountWrong = $derived.by(() => {
		const { reduction, amount } = this.entry
		if (this.#field() === 'dues:reduction') return reduction.trim() !== '' && this.#cents === undefined
		return this.#field() === 'dues:payment' && amount.trim() !== '' && !this.#cents
	})
	/** The payments that are written down. */
	readonly drafts = $derived.by(() => {
		if (this.#field() !== 'dues:payment' || this.isAmountWrong) return []
		const { means, paidOn, isShared, payerName, chequeNumber, bank, aidId, note } = this.entry
		const cheque = { number: chequeNumber.trim(), bank: bank.trim(), writtenOn: '', depositedOn: '' } as const
		const known = { means, isShared, payerName, aidId: means === 'aid' ? aidId : '', cheque, note: note.trim() }
		return paymentsTogether(this.#owed, {
			...known,
			paidOn: isDay(paidOn) ? (paidOn as Day) : '',
			amount: this.#cents
		})
	})
	readonly #owed = $derived.by(() => {
		const owed = new Map<MembershipId, number>()
		for (const { id } of this.#members) {
			const entry = seasonLedger.find(id)
			if (entry) owed.set(entry.membership.id, entry.standing.balance)
		}
		return owed
	})
	/** What they pay together. */
	readonly total = $derived(sumOf(this.drafts.map(({ amount }) => amount)))

	/** What changes of each; whoever it changes nothing of is absent. */
	readonly changes = $derived.by((): ReadonlyMap<Member['id'], DuesChange> => {
		const field = this.#field()
		const season = this.season
		if (!field || !season) return new Map()
		const paid = new Map(this.drafts.flatMap(({ shares }) => shares.map((one) => [one.membershipId, one.amount])))
		const changes = new Map<Member['id'], DuesChange>()
		for (const { id, mjcClubId } of this.#members) {
			const entry = seasonLedger.find(id)
			if (!entry) continue
			const { membership, standing } = entry
			const before = { membership, due: standing.due, balance: standing.balance }
			const amount = paid.get(membership.id)
			const terms = this.#terms && termsChange(this.#terms, membership, mjcClubId)
			if (amount) changes.set(id, { before, after: { ...before, balance: before.balance - amount } })
			if (!terms) continue
			const after = { ...membership, ...terms }
			const due = amountDue(season, after)
			changes.set(id, { before, after: { membership: after, due, balance: due - standing.paid } })
		}
		return changes
	})

	/** What is said of the terms; `undefined` as long as it says nothing, or it is about a payment. */
	readonly #terms = $derived.by((): TermsTogether | undefined => {
		const { paymentType, mjcClubId, added, removed, isExempt, reason } = this.entry
		if (this.isAmountWrong) return undefined
		const field = this.#field()
		if (field === 'dues:type') return { about: 'type', paymentType, mjcClubId }
		if (field === 'dues:prices') return { about: 'prices', added: [...added], removed: [...removed] }
		if (field === 'dues:reduction') return { about: 'reduction', reduction: this.#cents ?? 0, reason }
		return field === 'dues:exemption' ? { about: 'exemption', isExempt, reason } : undefined
	})

	/** Starts anew, when something else of them is chosen. */
	clear(): void {
		this.entry = nothingSaid()
		this.wrong = false
	}

	/** Whether it can be saved; marks what is wrong. */
	check(): boolean {
		this.wrong = this.isAmountWrong
		return !this.wrong
	}

	/** Writes it, as one action. */
	save(): Promise<Result<ChangeSet | undefined, StorageFault>> {
		if (this.#field() === 'dues:payment') return addPayments($state.snapshot(this.drafts))
		const terms = this.#terms
		const clubs = new Map(this.#members.map(({ id, mjcClubId }) => [id, mjcClubId]))
		const ids = [...this.changes.values()].map(({ before }) => before.membership.id)
		return updateMemberships(
			ids,
			(membership) => terms && termsChange(terms, membership, clubs.get(membership.memberId) ?? '')
		)
	}
}

const nothingSaid = (): DuesTogetherEntry => ({
	...{
		paymentType: 'club_mjc',
		mjcClubId: OWN_CLUB,
		added: [],
		removed: [],
		reduction: '',
		isExempt: true,
		reason: ''
	},
	...{ means: 'cash', isShared: false, amount: '', paidOn: dayHere(), payerName: '', chequeNumber: '', bank: '' },
	...{ aidId: '', note: '' }
})
