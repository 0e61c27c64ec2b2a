import { Dexie, type EntityTable, type Table, type Transaction } from 'dexie'
import type { Change, ChangeSet } from '#shared/change.ts'
import type { Consent } from '#shared/consent.ts'
import type { CustomField } from '#shared/custom-field.ts'
import type { Group } from '#shared/group.ts'
import type { Guardian } from '#shared/guardian.ts'
import type { Household } from '#shared/household.ts'
import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import type { AttachedFile, MailingOptions } from '#shared/mailing-options.ts'
import type { Member, MemberId } from '#shared/member.ts'
import type { Membership } from '#shared/membership.ts'
import type { MjcClub } from '#shared/mjc-club.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import type { Payment } from '#shared/payment.ts'
import type { Position, PositionTerm } from '#shared/position.ts'
import type { Season } from '#shared/season.ts'
import type { SmtpSettings } from '#shared/smtp-settings.ts'
import type { Tag } from '#shared/tag.ts'
import type { FailureCode } from '#shared/wire/failure.ts'
import type { MemberPage } from './member-pages.ts'

/** One setting; the value is always a text, as in the seed. `updatedAt` in ISO 8601, UTC. */
export type Setting = { key: string; value: string; updatedAt: string }

/**
 * A picture of a member, never changed once it is there: who has it says so by its id. So a backup holds it once, however
 * often it came and went. Bytes, not a blob: a backup has a form for them.
 */
export type Photo = { id: string; type: string; bytes: Uint8Array }

/**
 * The bytes of a file that goes out with mailings, never changed once they are there: whoever needs it says so by its id.
 * `addedAt` in ms since the epoch.
 */
export type Attachment = { id: string; bytes: Uint8Array; addedAt: number }

/**
 * A mailing being written. `body` is what `doc` says as plain text, or, in a draft without `doc`, the text itself.
 * What is absent was never touched.
 */
export type Draft = {
	id: string
	subject: string
	body: string
	doc?: RichText | undefined
	recipientIds: MemberId[]
	options?: Partial<MailingOptions> | undefined
	attachments?: AttachedFile[] | undefined
	/** File name that a recipient's own file has, with merge fields in it. */
	attachmentRule?: string | undefined
	updatedAt: number
}

/** What a draft said at some time; `at` in ms since the epoch. */
export type DraftVersion = { id: string; draftId: string; at: number; subject: string; body: string; doc?: RichText }

/** A text to begin a mailing with, under a name of its own. */
export type Template = {
	id: string
	name: string
	subject: string
	body: string
	doc?: RichText
	createdAt: number
	updatedAt: number
}

/** An account besides the default one; its settings are those of the seed, its password sealed. */
export type SmtpAccount = { id: string; name: string; settings: SmtpSettings; createdAt: number; updatedAt: number }

/** An address that a server refused for good: skipped until a person corrects it, or says that it works. */
export type RefusedAddress = {
	/** In lower case, as `envelopeAddress` has it. */
	address: string
	/** ISO 8601 in UTC. */
	at: string
	code: FailureCode
	/** The server's own words. */
	reply: string
	mailingId: MailingId
	/** It was accepted and came back: being accepted again says nothing. */
	bounced?: true
}

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
	templates!: EntityTable<Template, 'id'>
	attachments!: EntityTable<Attachment, 'id'>
	smtpAccounts!: EntityTable<SmtpAccount, 'id'>
	draftVersions!: EntityTable<DraftVersion, 'id'>
	refusedAddresses!: EntityTable<RefusedAddress, 'address'>
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
		if (upTo < 7) return
		this.version(7).stores({
			mailingLogs: 'id, [mailingId+status], recipientId, *alsoFor, messageId',
			templates: 'id',
			attachments: 'id',
			smtpAccounts: 'id',
			draftVersions: 'id, [draftId+at]',
			refusedAddresses: 'address'
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
