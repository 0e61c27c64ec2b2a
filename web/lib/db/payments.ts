import * as v from 'valibot'
import type { ChangeSet } from '#shared/change.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import type { MembershipId } from '#shared/membership.ts'
import { PaymentDraft, paymentOf, type Payment, type PaymentId } from '#shared/payment.ts'
import { ok, type Result } from '#shared/result.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'

/** The payments that are for any of these memberships, each once. */
export function listPaymentsFor(ids: readonly MembershipId[]): Promise<Payment[]> {
	return database()
		.payments.where('membershipIds')
		.anyOf([...ids])
		.distinct()
		.toArray()
}

/** The payments that a member made, for whomever. */
export function listPaymentsBy(payerId: MemberId): Promise<Payment[]> {
	return database().payments.where({ payerId }).toArray()
}

/** One payment, `undefined` when there is none of that id. */
export function findPayment(id: PaymentId): Promise<Payment | undefined> {
	return database().payments.get(id)
}

/** Writes down a payment or a refund. Throws when its shares or vouchers do not add up: see `PaymentDraft`. */
export async function addPayment(draft: PaymentDraft): Promise<Result<PaymentId, StorageFault>> {
	const write = addingWrite(draft)
	const added = await applyChanges({ action: 'payment-added', count: 1 }, () => [write])
	return added.ok ? ok(write.key as PaymentId) : added
}

/** Writes down payments, in one change set. Throws, and writes none, when one of them does not add up. */
export function addPayments(drafts: readonly PaymentDraft[]): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const writes = drafts.map(addingWrite)
	return applyChanges({ action: 'payment-added', count: writes.length }, () => writes)
}

function addingWrite(draft: PaymentDraft): Write {
	const id = crypto.randomUUID() as PaymentId
	const now = Date.now()
	return {
		table: 'payments',
		key: id,
		row: paymentOf(v.parse(PaymentDraft, draft), { id, createdAt: now, updatedAt: now })
	}
}

/**
 * Makes a payment what the draft says, as a whole, so that its amount and its shares always agree. Nothing is logged when
 * nothing differs, or it is gone. Throws when the draft does not add up.
 */
export function updatePayment(
	id: PaymentId,
	draft: PaymentDraft
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const checked = v.parse(PaymentDraft, draft)
	return applyChanges({ action: 'payment-updated', count: 1 }, async () => {
		const current = await findPayment(id)
		return current ? updatingWrites(current, checked) : []
	})
}

function updatingWrites({ id, createdAt, ...current }: Payment, draft: PaymentDraft): Write[] {
	const same = paymentOf(draft, { id, createdAt, updatedAt: current.updatedAt })
	const differs = JSON.stringify(sorted(same)) !== JSON.stringify(sorted({ id, createdAt, ...current }))
	return differs ? [{ table: 'payments', key: id, row: { ...same, updatedAt: Date.now() } }] : []
}

/** What a form says of payments: those that are to be so, there already or not, and those struck out. */
export type PaymentsSave = { written: readonly { id: PaymentId; draft: PaymentDraft }[]; removed: readonly PaymentId[] }

/** The writes that make payments as a form says. Throws when a draft does not add up. */
export async function paymentWrites({ written, removed }: PaymentsSave): Promise<Write[]> {
	const present = await database().payments.bulkGet(written.map(({ id }) => id))
	const now = Date.now()
	return [
		...removed.map((key): Write => ({ table: 'payments', key, row: null })),
		...written.flatMap(({ id, draft }, at): Write[] => {
			const [checked, current] = [v.parse(PaymentDraft, draft), present[at]]
			if (current) return updatingWrites(current, checked)
			return [{ table: 'payments', key: id, row: paymentOf(checked, { id, createdAt: now, updatedAt: now }) }]
		})
	]
}

/** Strikes payments out; the change set, undone, brings them back. */
export function removePayments(ids: readonly PaymentId[]): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'payments-removed', count: ids.length }, () =>
		ids.map((key): Write => ({ table: 'payments', key, row: null }))
	)
}

/** Notes that cheques were brought to the bank on a day, the empty one for "not yet". What is no cheque is passed over. */
export function depositCheques(
	ids: readonly PaymentId[],
	day: Day | ''
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'cheques-deposited', count: ids.length }, async () => {
		const payments = await database().payments.bulkGet([...ids])
		return payments.flatMap((payment): Write[] => {
			if (payment?.means !== 'cheque' || payment.cheque?.depositedOn === day) return []
			const cheque = { ...UNKNOWN_CHEQUE, ...payment.cheque, depositedOn: day }
			return [{ table: 'payments', key: payment.id, patch: { cheque, updatedAt: Date.now() } }]
		})
	})
}

const UNKNOWN_CHEQUE = { number: '', bank: '', writtenOn: '' }

/** The fields of a row in one order, whatever made it. */
const sorted = (row: Payment): [string, unknown][] => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))
