import type { MemberId } from '#shared/member.ts'
import { amountDue, membershipIdOf, type MembershipDraft } from '#shared/membership.ts'
import { parseAmount, sumOf } from '#shared/money.ts'
import type { PaymentId, PaymentMeans } from '#shared/payment.ts'
import type { Season } from '#shared/season.ts'
import { standingOf, type Standing } from '#shared/standing.ts'
import { dayHere } from '#web/db/day-here.ts'
import type { DuesEntry, PaymentEntry } from '#web/db/form-drafts.ts'
import type { MembershipSave } from '#web/db/memberships.ts'
import type { PaymentsSave } from '#web/db/payments.ts'
import { amountText, draftOf, isAmountWrong, nextPayment, ONESELF, settlePayments } from './payment-lines.ts'
import { seasonInForce } from './season-in-force.svelte.ts'
import { seasonLedger } from './season-ledger.svelte.ts'

/** What is stored along with a member. */
type DuesChange = { membership?: MembershipSave; payments?: PaymentsSave }

/** The part of a member's form that is about his membership in one season and what is paid for it. */
export class MemberDues {
	readonly seasonId
	joined = $state(true)
	terms: DuesEntry['terms']
	payments = $state<PaymentEntry[]>([])
	/** What is wrong: `reduction`, or `amount` and other fields of a payment behind its id and a dot. */
	errors = $state.raw<Readonly<Record<string, string>>>({})
	readonly base: DuesEntry

	constructor(base: DuesEntry, entry: DuesEntry) {
		this.base = base
		this.seasonId = entry.seasonId
		this.joined = entry.joined
		this.terms = $state({ ...entry.terms, otherPriceIds: [...entry.terms.otherPriceIds] })
		this.payments = structuredClone([...entry.payments])
	}

	/** What stands in the form now. */
	get entry(): DuesEntry {
		const { seasonId, joined } = this
		return {
			...{ seasonId, joined },
			terms: $state.snapshot(this.terms),
			payments: $state.snapshot<PaymentEntry[]>(this.payments)
		}
	}
	get changed(): boolean {
		return JSON.stringify(this.entry) !== JSON.stringify(this.base)
	}
	/** The season, `undefined` when it is gone or not read yet. */
	get season(): Season | undefined {
		return seasonInForce.all.find(({ id }) => id === this.seasonId)
	}

	readonly #fields = $derived.by(() => this.#fieldsOf(this.terms))
	/** What he owes before any payment, in cents. */
	readonly due = $derived(this.season && this.joined ? amountDue(this.season, this.#fields) : 0)
	readonly #settling = $derived.by(() => settlePayments(this.payments, this.#owedBefore()))
	/** What the payments come to, in their order. */
	readonly settled = $derived(this.#settling.settled)
	/** Where he stands once it is saved. */
	readonly standing = $derived.by((): Standing | undefined => {
		const { season } = this
		if (!season || !this.joined) return undefined
		const [received, refunded] = [this.#sumOwn(false), this.#sumOwn(true)]
		const membership = { ...EMPTY, ...this.#fields, id: membershipIdOf(this.seasonId, ONESELF) }
		const row = { ...membership, seasonId: this.seasonId, memberId: ONESELF, createdAt: 0, updatedAt: 0 }
		return standingOf(season, row, { received, refunded, byMeans: {} })
	})

	/** What somebody else owes once it is saved; `undefined` when he is not in the season. */
	owedBy(memberId: MemberId): number | undefined {
		return memberId === ONESELF ? this.standing?.balance : this.#settling.owed.get(memberId)
	}

	/** Adds a payment, of what is still owed. */
	add(payer: Pick<PaymentEntry, 'payerId' | 'payerName'>): PaymentEntry {
		this.joined = true
		this.payments.push(nextPayment(this.payments, { paidOn: dayHere(), ...payer }))
		return this.payments.at(-1)!
	}

	/** Adds a refund, of what was paid too much, or of all that was paid. */
	refund(): PaymentEntry {
		const { balance = 0, paid = 0 } = this.standing ?? {}
		const before = this.payments.findLast(({ isRefund }) => !isRefund)
		const entry = nextPayment(this.payments, { paidOn: dayHere(), payerId: '', payerName: '' })
		const means: PaymentMeans = before && before.means !== 'ancv' && before.means !== 'aid' ? before.means : 'transfer'
		const amount = balance < 0 ? undefined : amountText(paid)
		this.payments.push({ ...entry, isRefund: true, means, amount, cheque: { ...entry.cheque, number: '' } })
		return this.payments.at(-1)!
	}

	remove(id: PaymentId): void {
		this.payments = this.payments.filter((payment) => payment.id !== id)
	}

	/** Checks what was typed; when something is wrong, `errors` says what. */
	parse(): boolean {
		const errors: Record<string, string> = {}
		if (parseReduction(this.terms.reduction) === undefined) errors['reduction'] = 'amount'
		for (const [at, entry] of this.#kept()) {
			const checked = draftOf(entry, this.settled[at] ?? NOTHING, (id) => membershipIdOf(this.seasonId, id))
			if ('errors' in checked)
				for (const [field, code] of Object.entries(checked.errors)) errors[`${entry.id}.${field}`] = code
		}
		this.errors = errors
		return Object.keys(errors).length === 0
	}

	/** What is to be stored with the member of that id, who may be a new one; call when `parse` found nothing wrong. */
	changeFor(memberId: MemberId, isNew: boolean): DuesChange {
		const membership = this.#membershipSave(isNew)
		const before = new Map(this.base.payments.map((entry) => [entry.id, JSON.stringify(entry)]))
		const idOf = (id: MemberId) => membershipIdOf(this.seasonId, id === ONESELF ? memberId : id)
		const written = this.#kept().flatMap(([at, entry]) => {
			const payerId = entry.payerId === ONESELF ? memberId : entry.payerId
			const checked = draftOf({ ...entry, payerId }, this.settled[at] ?? NOTHING, idOf)
			const isSame = before.get(entry.id) === JSON.stringify($state.snapshot(entry))
			return isSame || !('draft' in checked) ? [] : [{ id: entry.id, draft: checked.draft }]
		})
		const kept = new Set(this.payments.map(({ id }) => id))
		const removed = [...before.keys()].filter((id) => !kept.has(id))
		return {
			...(membership && { membership }),
			...(written.length + removed.length > 0 && { payments: { written, removed } })
		}
	}

	/** The payments that count: one of which nothing was typed, and of which nothing is owed, is none. */
	#kept(): [number, PaymentEntry][] {
		return [...this.payments.entries()].filter(
			([at, entry]) => entry.touched || (this.settled[at]?.amount ?? 0) > 0 || isAmountWrong(entry)
		)
	}

	#membershipSave(isNew: boolean): MembershipSave | undefined {
		const { seasonId, base } = this
		if (!this.joined) return isNew || base.joined ? { seasonId, fields: null } : undefined
		if (isNew || !base.joined) return { seasonId, fields: { ...this.#fields, joinedOn: dayHere() } }
		const before = this.#fieldsOf(base.terms)
		const changed = Object.entries(this.#fields).filter(
			([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof before])
		)
		return changed.length === 0 ? undefined : { seasonId, fields: Object.fromEntries(changed) }
	}

	#fieldsOf(terms: DuesEntry['terms']): Terms {
		const { reduction, reductionReason, exemptReason, ...rest } = $state.snapshot(terms)
		return {
			...rest,
			mjcClubId: terms.paymentType === 'club_only' ? terms.mjcClubId : '',
			reduction: parseReduction(reduction) ?? 0,
			reductionReason: reductionReason.trim(),
			exemptReason: terms.isExempt ? exemptReason.trim() : ''
		}
	}

	/** What everybody named here owes without the payments of this form, in cents. */
	#owedBefore(): Map<MemberId, number> {
		const owed = new Map<MemberId, number>([[ONESELF, this.due]])
		const ledger = seasonLedger.current
		const entries = ledger?.season.id === this.seasonId ? ledger.entries : undefined
		const ids = [...this.payments, ...this.base.payments].flatMap(({ shares }) =>
			shares.map(({ memberId }) => memberId)
		)
		for (const id of new Set(ids)) if (id !== ONESELF) owed.set(id, entries?.get(id)?.standing.balance ?? 0)
		for (const { shares, isRefund } of this.base.payments) {
			for (const { memberId, amount } of shares) {
				if (memberId === ONESELF) continue
				owed.set(memberId, (owed.get(memberId) ?? 0) + (parseAmount(amount ?? '') ?? 0) * (isRefund ? -1 : 1))
			}
		}
		return owed
	}

	#sumOwn(refunds: boolean): number {
		return sumOf(
			this.payments.flatMap(({ shares, isRefund }, at) =>
				isRefund === refunds
					? shares.map(({ memberId }, place) => (memberId === ONESELF ? (this.settled[at]?.shares[place] ?? 0) : 0))
					: []
			)
		)
	}
}

type Terms = Omit<MembershipDraft, 'note' | 'joinedOn' | 'remindedOn'>

const NOTHING = { amount: 0, shares: [] }
const EMPTY = { note: '', joinedOn: '' as const, remindedOn: [] }

/** No reduction where nothing is typed. */
const parseReduction = (text: string): number | undefined => (text.trim() === '' ? 0 : parseAmount(text))
