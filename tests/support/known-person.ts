import type { Day } from '#shared/day.ts'
import { EMPTY_GUARDIAN, type GuardianDraft } from '#shared/guardian.ts'
import { EMPTY_HOUSEHOLD } from '#shared/household.ts'
import type { MemberId } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf, type MembershipId } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { applyChanges } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { addMember, updateMember } from '#web/db/members.ts'
import { addPhoto } from '#web/db/photos.ts'
import { saveSetting } from '#web/db/settings.ts'
import { memberDraft } from './member-drafts.ts'
import { paymentDraft, seasonDraft } from './money.ts'
import { unwrap } from './unwrap.ts'
import { mailingOf } from './whole-club.ts'

const SEASON = 'season-1' as SeasonId
export const OTHER = 'other' as MemberId

/** Words that nobody else has, so that any of them found anywhere is his. */
export const HIS = {
	lastName: 'Vaucanson',
	firstName: 'Ysoline',
	birthDate: '1987-03-19' as Day,
	email: 'ysoline@vaucanson.example',
	phone: '06 98 76 54 32',
	address: '17 bis impasse du Canard',
	postalCode: '38777',
	city: 'Grenouble',
	memberNumber: 'NUM-99871',
	licenceNumber: 'LIC-55512',
	notes: 'Allergique aux automates'
}
const GUARDIAN: GuardianDraft = {
	...EMPTY_GUARDIAN,
	...{ name: 'Hildegarde Automate', relation: 'marraine-fée', email: 'hilde@automate.example', phone: '0477001122' }
}
export const WORDS = [
	...Object.values(HIS).filter((word) => word !== HIS.birthDate),
	...['1987-03-19', '98 76 54', 'Hildegarde', 'marraine-fée', 'automate.example', '0477001122', 'Dragonville'],
	...[
		'papier signé rouge',
		'raison de famille',
		'exempte pour cause',
		'note sur elle',
		'tante Philomène',
		'note du reçu'
	],
	...['réponse privée', 'boîte pleine de', 'Fiacre']
]

/** Everything in every table, as one text; bytes of pictures as their numbers. */
export async function dump(): Promise<string> {
	const db = database()
	const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()]))
	return JSON.stringify(tables, (_, value: unknown) => (value instanceof Uint8Array ? [...value].join(' ') : value))
}

export const wordsIn = (text: string) => WORDS.filter((word) => text.toLowerCase().includes(word.toLowerCase()))

/** A person of whom something lies in every table that may hold any of it, beside somebody who stays. */
export async function fillClub(): Promise<MemberId> {
	const db = database()
	const photoId = unwrap(await addPhoto({ type: 'image/png', bytes: new Uint8Array([250, 251, 252, 253, 254]) }))
	const id = unwrap(
		await addMember(memberDraft({ ...HIS, city: 'Dragonville' }), {
			data: { given: true, on: '2026-09-01' as Day, source: 'papier signé rouge' },
			image: null
		})
	)
	await updateMember(id, { city: HIS.city, firstName: 'Fiacre' })
	await updateMember(id, { firstName: HIS.firstName, photoId, custom: { taille: 'réponse privée' } as never })
	await fillRegister(id)
	await fillMoney(id)
	const { mailing, log } = mailingOf('done-1', { text: 'Merci à Ysoline  Vaucanson !', total: 2 })
	await db.mailings.add(mailing)
	await db.mailingLogs.bulkAdd([
		{
			...{ ...log, recipientId: id, recipientEmail: HIS.email, recipientName: 'Ysoline Vaucanson' },
			fields: { prenom: HIS.firstName, adresse: HIS.address },
			bounce: {
				kind: 'hard',
				action: 'failed',
				status: '5.2.2',
				code: 'mailbox-full',
				detail: 'boîte pleine de',
				at: ''
			}
		},
		{ ...log, id: 'done-1-r2', recipientId: OTHER, recipientEmail: 'o@example.org', recipientName: 'Odile Autre' }
	])
	await db.refusedAddresses.add({
		...{ address: HIS.email, at: '', code: 'address-unknown', reply: HIS.email, mailingId: 'done-1' }
	})
	await saveDraft({
		subject: 'Fête de Ysoline Vaucanson',
		body: 'appeler le 06.98.76.54.32',
		recipientIds: [id, OTHER]
	})
	await db.table('drafts').add({ id: 'member-form-1', memberId: id, entry: { values: HIS }, updatedAt: 1 })
	await saveSetting('member_filters', JSON.stringify([{ name: 'Vaucanson Ysoline', filter: {} }]))
	return id
}

async function fillRegister(id: MemberId): Promise<void> {
	const [key, householdId] = ['guardian-1', 'household-1']
	unwrap(
		await applyChanges({ action: 'member-updated', count: 1 }, () => [
			{
				table: 'members',
				key: OTHER,
				row: {
					...memberDraft({ lastName: 'Autre', firstName: 'Odile', notes: 'Amie de Vaucanson Ysoline' }),
					id: OTHER
				}
			},
			{ table: 'guardians', key, row: { ...GUARDIAN, id: key, memberId: id, place: 1 } },
			{
				table: 'households',
				key: householdId,
				row: { ...EMPTY_HOUSEHOLD, id: householdId, payerId: id, payerName: 'tante Philomène' }
			},
			{ table: 'members', key: id, patch: { householdId } },
			{ table: 'groups', key: 'g', row: { id: 'g', name: 'Judo', leader: 'Ysoline Vaucanson' } }
		])
	)
}

async function fillMoney(id: MemberId): Promise<void> {
	const [his, others] = [membershipIdOf(SEASON, id), membershipIdOf(SEASON, OTHER)]
	const terms = { reductionReason: 'raison de famille', exemptReason: 'exempte pour cause', note: 'note sur elle' }
	const row = (draft: ReturnType<typeof paymentDraft>, key: string, membershipIds: MembershipId[]) => ({
		...{ table: 'payments' as const, key, row: { ...draft, id: key, membershipIds, createdAt: 1, updatedAt: 1 } }
	})
	const his1 = paymentDraft({ [his]: 60_00 }, { payerName: 'tante Philomène', note: 'note du reçu' })
	const both = paymentDraft({ [his]: 20_00, [others]: 30_00 }, { payerId: id, note: 'note du reçu' })
	unwrap(
		await applyChanges({ action: 'payment-added', count: 2 }, () => [
			{ table: 'seasons', key: SEASON, row: { ...seasonDraft(), id: SEASON } },
			{
				table: 'memberships',
				key: his,
				row: { ...EMPTY_MEMBERSHIP, ...terms, id: his, seasonId: SEASON, memberId: id }
			},
			{
				table: 'memberships',
				key: others,
				row: { ...EMPTY_MEMBERSHIP, id: others, seasonId: SEASON, memberId: OTHER }
			},
			row(his1, 'p1', [his]),
			row(both, 'p2', [his, others])
		])
	)
	await applyChanges({ action: 'payment-updated', count: 1 }, () => [
		{ table: 'payments', key: 'p1', patch: { note: 'note du reçu, corrigée' } }
	])
}
