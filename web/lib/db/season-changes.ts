import { Dexie, type ObservabilitySet } from 'dexie'
import type { Membership, MembershipId } from '#shared/membership.ts'
import type { Payment, PaymentId } from '#shared/payment.ts'
import { database } from './database.ts'

/** Keys that were written of each table; `undefined` for any. */
export type MoneyWritten = { memberships: MembershipId[]; payments: PaymentId[] } | undefined

/** Calls `act` whenever seasons, memberships or payments were written, here or in another window. */
export function onMoneyWritten(act: (written: MoneyWritten) => void): () => void {
	const heard = (parts: ObservabilitySet) => {
		if (parts['all']) return act(undefined)
		const of = (table: string) => keysOf(parts[`idb://${database().name}/${table}/`] as Range | undefined)
		const [memberships, payments, seasons] = [of('memberships'), of('payments'), of('seasons')]
		if (seasons?.length === 0 && memberships?.length === 0 && payments?.length === 0) return
		const isKnown = seasons?.length === 0 && memberships !== undefined && payments !== undefined
		act(isKnown ? { memberships: memberships as MembershipId[], payments: payments as PaymentId[] } : undefined)
	}
	Dexie.on.storagemutated.subscribe(heard)
	return () => Dexie.on.storagemutated.unsubscribe(heard)
}

/** The rows with these keys, in that order, as of one moment; `undefined` for those that are gone. */
export function readMoneyRows(keys: NonNullable<MoneyWritten>): Promise<{
	memberships: (Membership | undefined)[]
	payments: (Payment | undefined)[]
}> {
	const db = database()
	return db.transaction('r', db.memberships, db.payments, async () => {
		const [memberships, payments] = await Promise.all([
			db.memberships.bulkGet(keys.memberships),
			db.payments.bulkGet(keys.payments)
		])
		return { memberships, payments }
	})
}

/** A range of keys as Dexie tells of it; what comes from another window is bare data. */
type Range = { from?: unknown; to?: unknown; l?: Range | null; r?: Range | null }

/** What was written, key by key; `undefined` when it was many at once. */
function keysOf(written: Range | null | undefined): string[] | undefined {
	if (!written || !('from' in written)) return []
	const [before, after] = [keysOf(written.l), keysOf(written.r)]
	const { from, to } = written
	if (!before || !after || typeof from !== 'string' || from !== to) return undefined
	return [...before, from, ...after]
}
