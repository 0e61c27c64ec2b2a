import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { NO_ANSWERS } from '#shared/consent.ts'
import { EMPTY_GUARDIAN, type GuardianDraft } from '#shared/guardian.ts'
import { EMPTY_HOUSEHOLD } from '#shared/household.ts'
import type { MemberId } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf, type MembershipId } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { applyChanges, findLastUndoable, undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { eraseMembers, listErasedIds } from '#web/db/erasure.ts'
import { listDeletedMembers, listHistory } from '#web/db/history.ts'
import { listListedMembers } from '#web/db/member-pages.ts'
import { addMember, findMember, removeMembers, updateMember } from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'
import { addPhoto } from '#web/db/photos.ts'
import { saveSetting } from '#web/db/settings.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { mailingOf } from '../../support/whole-club.ts'

const SEASON = 'season-1' as SeasonId
const OTHER = 'other' as MemberId

/** Words that nobody else has, so that any of them found anywhere is his. */
const HIS = {
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
const WORDS = [
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
async function dump(): Promise<string> {
	const db = database()
	const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()]))
	return JSON.stringify(tables, (_, value: unknown) => (value instanceof Uint8Array ? [...value].join(' ') : value))
}

const wordsIn = (text: string) => WORDS.filter((word) => text.toLowerCase().includes(word.toLowerCase()))

/** A person of whom something lies in every table that may hold any of it, beside somebody who stays. */
async function fillClub(): Promise<MemberId> {
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

describe('eraseMembers', () => {
	useFreshDatabase()

	test.each([
		['a member', false],
		['somebody who was deleted', true]
	])('leaves no word of %s in any table', async (_, deleted) => {
		const id = await fillClub()
		await listListedMembers()
		const before = await dump()
		if (deleted) await removeMembers([id])

		unwrap(await eraseMembers([id]))

		const after = await dump()
		expect(wordsIn(before)).toEqual(WORDS)
		expect(wordsIn(after)).toEqual([])
		expect(before).toContain('250 251 252')
		expect(after).not.toContain('250 251 252')
	})

	test('leaves what was paid to the cent, and whoever else it was for', async () => {
		const id = await fillClub()

		unwrap(await eraseMembers([id]))

		const payments = await database().payments.toArray()
		expect(payments.map(({ id: key, amount, shares, paidOn }) => [key, amount, shares.length, paidOn])).toEqual([
			['p1', 60_00, 1, '2026-09-15'],
			['p2', 50_00, 2, '2026-09-15']
		])
		expect(await findMember(OTHER)).toMatchObject({ lastName: 'Autre', notes: 'Amie de […]' })
	})

	test('is not undone by taking back whatever was done before, nor by the key', async () => {
		const id = await fillClub()
		await removeMembers([id])
		const sets = (await database().changeSets.toArray()).map((set) => set.id)

		unwrap(await eraseMembers([id]))

		for (const setId of sets) unwrap(await undoChangeSet(setId))
		for (const { id: setId } of await database().changeSets.toArray()) unwrap(await undoChangeSet(setId))
		expect(wordsIn(await dump())).toEqual([])
		expect(await findMember(id)).toBeUndefined()
		expect(await listDeletedMembers()).toEqual([])
	})

	test('tells in the history that somebody was erased, and offers nothing to take back', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))

		unwrap(await eraseMembers([id]))

		expect((await listHistory({}, 9)).map(({ set, about }) => [set.action, about])).toEqual([['member-erased', '']])
		expect(await findLastUndoable()).toBeUndefined()
		expect(await listErasedIds()).toEqual(new Set([id]))
	})

	test('takes him off the lists at once', async () => {
		const id = await fillClub()
		await listListedMembers()

		unwrap(await eraseMembers([id]))

		expect((await listListedMembers()).map(({ member }) => member.id)).toEqual([OTHER])
	})

	test('keeps what a brother has too', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const { email, phone, address } = HIS
		const brother = unwrap(await addMember(memberDraft({ firstName: 'Zéphyr', email, phone, address })))

		unwrap(await eraseMembers([id]))

		expect(await findMember(brother)).toMatchObject({ email, phone, address })
	})

	test('refuses while a message to him is on its way', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const { mailing, log } = mailingOf('open-1', { progress: 'open' })
		await database().mailings.add(mailing)
		await database().mailingLogs.add({ ...log, recipientId: id })

		const erased = await eraseMembers([id])

		expect(erased).toEqual({ ok: false, error: { code: 'being-sent' } })
		expect(await findMember(id)).toBeDefined()
	})

	test('takes the record that was merged into hers along', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const twin = unwrap(await addMember(memberDraft({ firstName: 'Fiacre', notes: 'marraine-fée' })))
		unwrap(await mergeMembers({ keep: id, drop: twin, values: {}, answers: NO_ANSWERS }))

		unwrap(await eraseMembers([id]))

		expect(wordsIn(await dump())).toEqual([])
	})

	test('leaves somebody alone who was taken for the same person, once that was taken back', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const namesake = unwrap(await addMember(memberDraft({ firstName: 'Odile' })))
		const merged = unwrap(await mergeMembers({ keep: id, drop: namesake, values: {}, answers: NO_ANSWERS }))
		unwrap(await undoChangeSet(merged?.id ?? ''))

		unwrap(await eraseMembers([id]))

		expect(await findMember(namesake)).toMatchObject({ firstName: 'Odile' })
	})

	test('erases several at once, and says how many', async () => {
		const ids = [
			unwrap(await addMember(memberDraft(HIS))),
			unwrap(await addMember(memberDraft({ lastName: 'Hildegarde' })))
		]

		unwrap(await eraseMembers(ids))

		expect(wordsIn(await dump())).toEqual([])
		expect((await database().changeSets.toArray()).map(({ count }) => count)).toEqual([2])
	})

	test('leaves no word of anybody, whatever was written and done before', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(STEP, { maxLength: 8 }), async (steps) => {
				const id = unwrap(await addMember(memberDraft({ lastName: 'départ-zq', firstName: 'zq-départ' })))
				for (const step of steps) await take(step, id)

				unwrap(await eraseMembers([id]))
				for (const { id: setId } of await database().changeSets.toArray()) unwrap(await undoChangeSet(setId))

				expect(await dump()).not.toContain('zq')
			}),
			{ numRuns: 12 }
		)
	})
})

/** A word that only the person's own data has. */
const WORD = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => `${text.replaceAll('zq', '')} zq`)
const FIELD = fc.constantFrom('lastName', 'firstName', 'email', 'phone', 'address', 'city', 'notes', 'memberNumber')
const STEP = fc.oneof(
	fc.record({ kind: fc.constant('edit' as const), field: FIELD, word: WORD }),
	fc.record({ kind: fc.constant('agree' as const), word: WORD }),
	fc.record({ kind: fc.constantFrom('remove' as const, 'undo' as const, 'draft' as const), word: WORD })
)
type Step = typeof STEP extends fc.Arbitrary<infer Value> ? Value : never

async function take(step: Step, id: MemberId): Promise<void> {
	if (step.kind === 'edit') await updateMember(id, { [step.field]: step.word })
	else if (step.kind === 'remove') await removeMembers([id])
	else if (step.kind === 'draft') await saveDraft({ body: 'À relire', recipientIds: [id] })
	else if (step.kind === 'agree') {
		await updateMember(id, {}, { data: { given: true, on: '', source: step.word }, image: null })
	} else {
		const last = await findLastUndoable()
		if (last) await undoChangeSet(last.id)
	}
}
