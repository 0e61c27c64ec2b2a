import type { ChangeSet } from '#shared/change.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import {
	EMPTY_MEMBERSHIP,
	membershipIdOf,
	membershipPrefix,
	type Membership,
	type MembershipDraft,
	type MembershipId
} from '#shared/membership.ts'
import type { Payment } from '#shared/payment.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Season, SeasonId } from '#shared/season.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { dayHere } from './day-here.ts'
import { carryingWrites, findSeason, findSeasonInForce } from './seasons.ts'

/** All that is to be known of the money of one season, as of one moment. */
export type SeasonMoney = { season: Season; memberships: Membership[]; payments: Payment[] }

/** Reads a season with its memberships and what was paid for it, in one transaction; `undefined` when it is gone. */
export function readSeasonMoney(id: SeasonId): Promise<SeasonMoney | undefined> {
	const db = database()
	return db.transaction('r', db.seasons, db.memberships, db.payments, async () => {
		const season = await db.seasons.get(id)
		if (!season) return undefined
		const parts = partsOf(membershipPrefix(id), await db.memberships.count())
		const memberships = await readInParts(parts, (from, to) => db.memberships.where('id').between(from, to).toArray())
		return { season, memberships, payments: await readPaymentsFor(membershipPrefix(id)) }
	})
}

/** Rows found by an index take so many times as long as rows as they lie. */
const INDEX_COST = 2.5

async function readPaymentsFor(prefix: string): Promise<Payment[]> {
	const { payments } = database()
	const found = payments.where('membershipIds').startsWith(prefix)
	const [all, own] = [await payments.count(), await found.count()]
	if (own * INDEX_COST > all) {
		const read = await readInParts(partsOf('', all), (from, to) => payments.where('id').between(from, to).toArray())
		return read.filter(({ membershipIds }) => membershipIds.some((id) => id.startsWith(prefix)))
	}
	const read = await readInParts(partsOf(prefix, own), (from, to) =>
		payments.where('membershipIds').between(from, to).toArray()
	)
	// One for several members was read for each: Dexie would go from row to row to leave the doubles out.
	return [...new Map(read.map((payment) => [payment.id, payment])).values()]
}

/** As many rows as are read at once: more would hold up the screen. */
const AT_ONCE = 2_000
/** As many parts as two digits of an id make. */
const MOST_PARTS = 256

/** Bounds of parts of the keys with that beginning, as even as what follows is: ids are random. */
function partsOf(prefix: string, rows: number): string[] {
	const count = Math.min(MOST_PARTS, Math.max(1, 2 ** Math.ceil(Math.log2(rows / AT_ONCE))))
	const beginnings = Array.from({ length: count - 1 }, (_, at) =>
		(((at + 1) * MOST_PARTS) / count).toString(16).padStart(2, '0')
	)
	return ['', ...beginnings, '\uffff'].map((part) => prefix + part)
}

async function readInParts<T>(
	bounds: readonly string[],
	read: (from: string, to: string) => Promise<T[]>
): Promise<T[]> {
	const parts = bounds.slice(1).map((to, at) => read(bounds[at] ?? '', to))
	return (await Promise.all(parts)).flat()
}

/** How many members each season has, by its id; one without members is absent. */
export async function countMembersBySeason(ids: readonly SeasonId[]): Promise<Map<SeasonId, number>> {
	const count = (id: SeasonId) => database().memberships.where('id').startsWith(membershipPrefix(id)).count()
	return new Map(await Promise.all(ids.map(async (id) => [id, await count(id)] as const)))
}

/** The memberships of one member, in no particular order. */
export function listMembershipsOf(memberId: MemberId): Promise<Membership[]> {
	return database().memberships.where({ memberId }).toArray()
}

/** One membership, `undefined` when he is not in that season. */
export function findMembership(seasonId: SeasonId, memberId: MemberId): Promise<Membership | undefined> {
	return database().memberships.get(membershipIdOf(seasonId, memberId))
}

/**
 * Puts members into a season, on the terms that they had in `from`, where there is one; who is in it already stays as he is.
 * Nothing happens when the season is gone.
 */
export async function addMemberships(
	seasonId: SeasonId,
	memberIds: readonly MemberId[],
	from?: SeasonId
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'memberships-added', count: memberIds.length }, async () => {
		const season = await findSeason(seasonId)
		if (!season) return []
		const present = await database().memberships.bulkGet(memberIds.map((id) => membershipIdOf(seasonId, id)))
		const missing = memberIds.filter((_, at) => present[at] === undefined)
		return carryingWrites(season, { memberIds: missing, from })
	})
}

/**
 * Changes memberships, in one change set: the same fields of each, or what `change` says of it as it is then, `undefined` for
 * nothing. Who is gone is passed over. The fields have been checked.
 */
export function updateMemberships(
	ids: readonly MembershipId[],
	change: Partial<MembershipDraft> | ((membership: Membership) => Partial<MembershipDraft> | undefined)
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'memberships-updated', count: ids.length }, async () => {
		const updatedAt = Date.now()
		const rows = await database().memberships.bulkGet([...ids])
		return rows.flatMap((row): Write[] => {
			const patch = row && (typeof change === 'function' ? change(row) : change)
			return patch ? [{ table: 'memberships', key: row.id, patch: { ...patch, updatedAt } }] : []
		})
	})
}

/** Notes that members were reminded on that day, in one change set. */
export function noteReminders(
	ids: readonly MembershipId[],
	day: Day
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	return applyChanges({ action: 'memberships-reminded', count: ids.length }, async () => {
		const rows = await database().memberships.bulkGet([...ids])
		return rows.flatMap((row): Write[] => {
			if (!row || row.remindedOn.includes(day)) return []
			const patch: Partial<Membership> = { remindedOn: [...row.remindedOn, day].sort(), updatedAt: Date.now() }
			return [{ table: 'memberships', key: row.id, patch }]
		})
	})
}

/** Takes members out of a season. Those for whom money was written down stay in it: `kept`. */
export async function removeMemberships(
	ids: readonly MembershipId[]
): Promise<Result<{ set: ChangeSet | undefined; kept: MembershipId[] }, StorageFault>> {
	let kept: MembershipId[] = []
	const removed = await applyChanges({ action: 'memberships-removed', count: ids.length }, async () => {
		const paid = await listPaid(ids)
		kept = ids.filter((id) => paid.has(id))
		return ids.filter((id) => !paid.has(id)).map((key): Write => ({ table: 'memberships', key, row: null }))
	})
	return removed.ok ? ok({ set: removed.value, kept }) : removed
}

/** What a form says of a member's membership in one season: fields of it, or `null` for none. */
export type MembershipSave = { seasonId: SeasonId; fields: Partial<MembershipDraft> | null }

/** The writes that make a membership as a form says; it is not taken away when money was written down for it. */
export async function membershipWrites(memberId: MemberId, { seasonId, fields }: MembershipSave): Promise<Write[]> {
	const id = membershipIdOf(seasonId, memberId)
	const current = await database().memberships.get(id)
	if (fields === null) {
		const isPaid = current === undefined || (await listPaid([id])).has(id)
		return isPaid ? [] : [{ table: 'memberships', key: id, row: null }]
	}
	if (current) {
		const differs = Object.entries(fields).some(
			([field, value]) => JSON.stringify(current[field as keyof Membership]) !== JSON.stringify(value)
		)
		return differs ? [{ table: 'memberships', key: id, patch: { ...fields, updatedAt: Date.now() } }] : []
	}
	return [addingWrite({ seasonId, memberId, fields })]
}

function addingWrite(of: { seasonId: SeasonId; memberId: MemberId; fields: Partial<MembershipDraft> }): Write {
	const { seasonId, memberId, fields } = of
	const now = Date.now()
	const key = { id: membershipIdOf(seasonId, memberId), seasonId, memberId, createdAt: now, updatedAt: now }
	return { table: 'memberships', key: key.id, row: { ...EMPTY_MEMBERSHIP, ...fields, ...key } }
}

/** The writes that put new members into the season in force, from today; none when the club has no season. */
export async function joiningWrites(memberIds: readonly MemberId[]): Promise<Write[]> {
	const season = await findSeasonInForce()
	if (!season) return []
	const fields = { joinedOn: dayHere() }
	return memberIds.map((memberId) => addingWrite({ seasonId: season.id, memberId, fields }))
}

/** Those of the memberships that any payment is for. */
async function listPaid(ids: readonly MembershipId[]): Promise<ReadonlySet<MembershipId>> {
	const payments = await database()
		.payments.where('membershipIds')
		.anyOf([...ids])
		.distinct()
		.toArray()
	return new Set(payments.flatMap(({ membershipIds }) => membershipIds))
}
