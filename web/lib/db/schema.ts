import { Dexie, type EntityTable, type Table, type Transaction } from 'dexie'
import type { Change, ChangeSet } from '#shared/change.ts'
import type { Consent } from '#shared/consent.ts'
import type { CustomField } from '#shared/custom-field.ts'
import type { Group } from '#shared/group.ts'
import type { Guardian } from '#shared/guardian.ts'
import type { Household } from '#shared/household.ts'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { Member, MemberId } from '#shared/member.ts'
import type { Membership } from '#shared/membership.ts'
import type { MjcClub } from '#shared/mjc-club.ts'
import type { Payment } from '#shared/payment.ts'
import type { Position, PositionTerm } from '#shared/position.ts'
import type { Season } from '#shared/season.ts'
import type { Tag } from '#shared/tag.ts'
import type { MemberPage } from './member-pages.ts'

/** One setting; the value is always a text, as in the seed. `updatedAt` in ISO 8601, UTC. */
export type Setting = { key: string; value: string; updatedAt: string }

/**
 * A picture of a member, never changed once it is there: who has it says so by its id. So a backup holds it once, however
 * often it came and went. Bytes, not a blob: a backup has a form for them.
 */
export type Photo = { id: string; type: string; bytes: Uint8Array }

/** A mailing being written. */
export type Draft = { id: string; subject: string; body: string; recipientIds: MemberId[]; updatedAt: number }

/**
 * The club's database on this device.
 *
 * An index also serves for the fields it begins with, so none is kept twice.
 * Versions are append-only: to change a shape, add a version and an upgrade, never edit one that has shipped.
 * Tables of later rooms come as further versions.
 */
export class ClubDatabase extends Dexie {
	members!: EntityTable<Member, 'id'>
	consents!: EntityTable<Consent, 'id'>
	mjcClubs!: EntityTable<MjcClub, 'id'>
	positions!: EntityTable<Position, 'id'>
	positionTerms!: EntityTable<PositionTerm, 'id'>
	tags!: EntityTable<Tag, 'id'>
	groups!: EntityTable<Group, 'id'>
	customFields!: EntityTable<CustomField, 'id'>
	households!: EntityTable<Household, 'id'>
	guardians!: EntityTable<Guardian, 'id'>
	photos!: EntityTable<Photo, 'id'>
	seasons!: EntityTable<Season, 'id'>
	memberships!: EntityTable<Membership, 'id'>
	payments!: EntityTable<Payment, 'id'>
	settings!: EntityTable<Setting, 'key'>
	drafts!: EntityTable<Draft, 'id'>
	mailings!: EntityTable<Mailing, 'id'>
	mailingLogs!: EntityTable<MailingLog, 'id'>
	changeSets!: EntityTable<ChangeSet, 'id'>
	changes!: Table<Change, [setId: string, table: string, key: string]>
	memberPages!: EntityTable<MemberPage, 'id'>

	/** `upTo`: a version that has shipped, for rows of that time; opened without it again, they are upgraded. */
	constructor(name: string, upTo = Infinity) {
		// Strict: what was reported as saved is on the disk, not only with the operating system.
		super(name, { chromeTransactionDurability: 'strict' })
		this.version(1).stores({
			members: 'id, lastName',
			consents: 'id, memberId',
			settings: 'key',
			drafts: 'id',
			mailings: 'id, createdAt, progress',
			mailingLogs: 'id, [mailingId+status], recipientId',
			changeSets: 'id, [device+seq], clock, undoes',
			changes: '[setId+table+key], [table+key]'
		})
		if (upTo < 2) return
		this.version(2)
			.stores({
				members: 'id, lastName, mjcClubId',
				mjcClubs: 'id',
				positions: 'id',
				positionTerms: 'id, positionId, memberId'
			})
			.upgrade((upgrade) => upgrade.table<Member>('members').toCollection().modify({ mjcClubId: '' }))
		if (upTo < 3) return
		this.version(3)
			.stores({ changes: '[setId+table+key], [table+key], memberId' })
			.upgrade((upgrade) => nameOwners(upgrade))
		if (upTo < 4) return
		this.version(4).stores({ memberPages: 'id' })
		if (upTo < 5) return
		// What it adds to a member's row is absent where there is none: no row is touched.
		this.version(5).stores({
			members: 'id, lastName, mjcClubId, *tagIds, *groupIds, householdId',
			tags: 'id',
			groups: 'id',
			customFields: 'id',
			households: 'id',
			guardians: 'id, memberId',
			photos: 'id'
		})
		if (upTo < 6) return
		// A membership's key begins with its season: those of one are a range of keys.
		this.version(6).stores({
			seasons: 'id',
			memberships: 'id, memberId',
			payments: 'id, *membershipIds, payerId',
			changes: '[setId+table+key], [table+key], memberId, *memberIds'
		})
	}
}

/** Says of every change logged so far whose row it was, where the row belongs to a member. */
async function nameOwners(upgrade: Transaction): Promise<void> {
	for (const name of ['consents', 'positionTerms']) {
		const rows = await upgrade.table<{ id: string; memberId: string }>(name).toArray()
		const ownersByKey = new Map(rows.map(({ id, memberId }) => [id, memberId]))
		const ofTable = upgrade
			.table<Change>('changes')
			.where('[table+key]')
			.between([name, Dexie.minKey], [name, Dexie.maxKey])
		for (const { key, before, after } of await ofTable.toArray()) {
			const owner = after?.['memberId'] ?? before?.['memberId']
			if (typeof owner === 'string') ownersByKey.set(key, owner)
		}
		await ofTable.modify((change) => {
			const memberId = ownersByKey.get(change.key)
			if (memberId !== undefined) change.memberId = memberId
		})
	}
}
