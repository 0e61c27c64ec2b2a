import type { Change, ChangeSet, Row } from '#shared/change.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import { mailboxKey } from '#shared/address.ts'
import { database } from './database.ts'
import { readNames } from './history-names.ts'
import { listDeletedMembers, type ChangedRow } from './history.ts'
import { listMailingsFor, type MailingForMember } from './member-mailings.ts'
import type { Photo, RefusedAddress } from './schema.ts'

/** Everything that is kept of one person: what a right of access is about. */
export type PersonRecord = {
	member: Member
	/** When he was deleted, if he was; ms since the epoch. */
	deletedAt: number | undefined
	/** Rows of the club's data that are his or speak of him, as they are now, by table. */
	rows: ReadonlyMap<string, readonly ChangedRow[]>
	/** Names by id of what these rows and changes point at. */
	names: ReadonlyMap<string, string>
	photo: Photo | undefined
	mailings: readonly MailingForMember[]
	refused: readonly RefusedAddress[]
	/** What was changed of him, the latest first. */
	changes: readonly { set: ChangeSet; changed: ChangedRow }[]
}

/** All that is kept of a member, or of one who was deleted; `undefined` when nothing is. */
export async function readPersonRecord(id: MemberId): Promise<PersonRecord | undefined> {
	const db = database()
	const [stored, changes] = await Promise.all([db.members.get(id), listChangesOf(id)])
	const deleted = stored ? undefined : (await listDeletedMembers()).find(({ member }) => member.id === id)
	const member = stored ?? deleted?.member
	if (!member) return undefined
	const kept = stored ? await readRowsOf(stored) : rowsOf(changes, deleted?.setId)
	const paid = await readPayments(id)
	const all = [...kept, ...paid.map((row) => asRow('payments', row))]
	const known = [...all, ...changes.map(({ changed }) => changed)]
	const names = await readNames(known, [id, ...known.map(({ change }) => change.key)])
	const address = mailboxKey(member.email)
	return {
		...{ member, deletedAt: deleted?.at, changes, names },
		rows: Map.groupBy(all, ({ change }) => change.table),
		photo: member.photoId ? await db.photos.get(member.photoId) : undefined,
		mailings: await listMailingsFor(id),
		refused: address === undefined ? [] : [await db.refusedAddresses.get(address)].filter((row) => row !== undefined)
	}
}

/** A row as if it had just come, so that all that it holds is told. */
const asRow = (table: string, row: object): ChangedRow => {
	const after = row as Row
	return { change: { setId: '', table, key: String(after['id']), before: null, after }, row: after }
}

async function readRowsOf(member: Member): Promise<ChangedRow[]> {
	const db = database()
	const memberId = member.id
	const household = member.householdId ? await db.households.get(member.householdId) : undefined
	const owned = await Promise.all(
		(['consents', 'guardians', 'positionTerms', 'memberships'] as const).map(async (name) => {
			const rows = await db.table<Row>(name).where('memberId').equals(memberId).toArray()
			return rows.map((row) => asRow(name, row))
		})
	)
	const guarded = await db.guardians.filter(({ guardianMemberId }) => guardianMemberId === memberId).toArray()
	return [
		asRow('members', member),
		...owned.flat(),
		...(household ? [asRow('households', household)] : []),
		...guarded.map((row) => asRow('guardians', row))
	]
}

/** What went when he was deleted. */
const rowsOf = (changes: PersonRecord['changes'], setId: string | undefined): ChangedRow[] =>
	changes.flatMap(({ set, changed: { change } }) =>
		set.id === setId && change.before ? [asRow(change.table, { id: change.key, ...change.before })] : []
	)

/** What was paid for him or by him. */
async function readPayments(id: MemberId): Promise<Row[]> {
	const { payments, seasons } = database()
	const keys = (await seasons.toCollection().primaryKeys()).map((seasonId) => membershipIdOf(seasonId, id))
	const found = await payments.where('membershipIds').anyOf(keys).or('payerId').equals(id).toArray()
	return [...new Map(found.map((row) => [row.id, row])).values()]
}

/** Every change of what is his, with its action, the latest first. */
async function listChangesOf(id: MemberId): Promise<PersonRecord['changes']> {
	const db = database()
	const found = await Promise.all([
		db.changes.where('[table+key]').equals(['members', id]).toArray(),
		db.changes.where('memberId').equals(id).toArray(),
		db.changes.where('memberIds').equals(id).toArray()
	])
	const changes: Change[] = found.flat()
	const sets = await db.changeSets.bulkGet(changes.map(({ setId }) => setId))
	return changes
		.flatMap((change, at) => {
			const set = sets[at]
			return set ? [{ set, changed: { change, row: { ...change.before, ...change.after } } }] : []
		})
		.sort((a, b) => (a.set.clock < b.set.clock ? 1 : -1))
}
