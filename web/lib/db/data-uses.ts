import { IMAGE_USES } from '#shared/consent.ts'
import { customFields } from './custom-fields.ts'
import { database } from './database.ts'
import { findSetting } from './settings.ts'
import { listAccounts } from './smtp-accounts.ts'

/** What the club really keeps of people, told by what stands in its tables. */
export type DataUses = {
	members: number
	/** Fields of a member that somebody has. */
	fields: ReadonlySet<
		'birthDate' | 'email' | 'phone' | 'address' | 'licenceNumber' | 'notes' | 'sportPaper' | 'photoId'
	>
	/** Names of the club's own fields. */
	custom: readonly string[]
	/** Whether somebody was asked about his image. */
	image: boolean
	newsletters: boolean
	guardians: boolean
	households: boolean
	terms: boolean
	memberships: boolean
	payments: boolean
	mailings: boolean
	/** Servers by which mail leaves. */
	hosts: readonly string[]
}

const FIELDS = [
	...(['birthDate', 'email', 'phone', 'address', 'licenceNumber', 'notes', 'sportPaper', 'photoId'] as const)
]

/** Reads that. */
export async function readDataUses(): Promise<DataUses> {
	const db = database()
	const [members, consents] = [await db.members.toArray(), await db.consents.toArray()]
	const has = async (name: string) => (await db.table(name).count()) > 0
	const hosts = [(await findSetting('smtp_host')) ?? '', ...(await listAccounts()).map(({ settings }) => settings.host)]
	return {
		members: members.length,
		fields: new Set(FIELDS.filter((field) => members.some((member) => (member[field] ?? '') !== ''))),
		custom: (await customFields.list()).map(({ name }) => name),
		image: consents.some(({ purpose }) => purpose === 'image' || IMAGE_USES.some((use) => use === purpose)),
		newsletters: consents.some(({ purpose }) => purpose === 'newsletter'),
		guardians: await has('guardians'),
		households: await has('households'),
		terms: await has('positionTerms'),
		memberships: await has('memberships'),
		payments: await has('payments'),
		mailings: await has('mailings'),
		hosts: [...new Set(hosts.filter((host) => host !== ''))]
	}
}
