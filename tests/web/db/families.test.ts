import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import { EMPTY_GUARDIAN, type GuardianDraft } from '#shared/guardian.ts'
import { EMPTY_HOUSEHOLD, type HouseholdDraft, type HouseholdId } from '#shared/household.ts'
import type { MemberDraft, MemberId, MemberLinks } from '#shared/member.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { saveMember, SELF, type FamilyChange } from '#web/db/families.ts'
import { readGuardians } from '#web/db/households.ts'
import { listDeletedMembers, listHistory, restoreMembers } from '#web/db/history.ts'
import { addMember, findMember, removeMembers, updateMember } from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const HOME = 'h1' as HouseholdId
const NO_FAMILY: FamilyChange = { joining: [], guardians: {}, following: [] }
const household = (fields: Partial<HouseholdDraft> = {}) => ({
	id: HOME,
	before: EMPTY_HOUSEHOLD,
	after: { ...EMPTY_HOUSEHOLD, ...fields }
})
const guardian = (fields: Partial<GuardianDraft>) => ({
	before: EMPTY_GUARDIAN,
	after: { ...EMPTY_GUARDIAN, ...fields }
})

async function add(fields: Partial<MemberDraft> & MemberLinks, family: Partial<FamilyChange> = {}): Promise<MemberId> {
	const newId = crypto.randomUUID() as MemberId
	const whole = { ...memberDraft(), ...fields }
	const rest = { answers: NO_ANSWERS, family: { ...NO_FAMILY, ...family }, followers: 0 }
	unwrap(await saveMember({ id: undefined, newId, fields: whole, ...rest }))
	return newId
}

const change = async (
	id: MemberId,
	fields: Partial<MemberDraft> & MemberLinks,
	{ followers = 0, ...family }: Partial<FamilyChange> & { followers?: number } = {}
) =>
	unwrap(
		await saveMember({ id, newId: id, fields, answers: undefined, family: { ...NO_FAMILY, ...family }, followers })
	)

async function readAll() {
	const db = database()
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
	const tables = [db.members, db.guardians, db.households]
	return Promise.all(tables.map(async (table) => ((await table.toArray()) as { id: string }[]).sort(byId)))
}

const liveInIt = { householdId: HOME }

describe('a save with a family', () => {
	useFreshDatabase()

	test('writes household, guardians and who joins as one change set, which undo takes back', async () => {
		const noe = await add({ firstName: 'Noé' })
		const before = await readAll()

		const zoe = await add(
			{ firstName: 'Zoé', ...liveInIt },
			{
				household: household({ payerId: SELF as MemberId }),
				joining: [noe],
				guardians: { 2: guardian({ name: 'Paul', rights: ['collect'] }) }
			}
		)

		expect(await database().changeSets.count()).toBe(2)
		expect(await database().households.toArray()).toMatchObject([{ id: HOME, name: 'Lefèvre', payerId: zoe }])
		expect((await findMember(noe))?.householdId).toBe(HOME)
		expect((await readGuardians([zoe])).get(zoe)).toMatchObject([{ place: 2, name: 'Paul', rights: ['collect'] }])
		const [latest] = await listHistory({}, 1)
		expect(latest?.about).toBe('Lefèvre Zoé')

		await undoChangeSet(latest!.set.id)
		expect(await readAll()).toEqual(before)
	})

	test('leaves alone what another window changed of the household and the guardians', async () => {
		const zoe = await add(liveInIt, {
			household: household({ payerName: 'Mairie' }),
			guardians: { 1: guardian({ name: 'Paul' }) }
		})
		const [row] = (await readGuardians([zoe])).get(zoe) ?? []
		await database().guardians.update(row!.id, { phone: '0639981234' })
		await database().households.update(HOME, { name: 'Les Lefèvre' })

		const was = { ...EMPTY_HOUSEHOLD, name: 'Lefèvre', payerName: 'Mairie' }
		await change(
			zoe,
			{},
			{
				household: { id: HOME, before: was, after: { ...was, payerName: 'CAF' } },
				guardians: {
					1: {
						before: { ...EMPTY_GUARDIAN, name: 'Paul' },
						after: { ...EMPTY_GUARDIAN, name: 'Paul', relation: 'père' }
					}
				}
			}
		)

		expect(await database().households.get(HOME)).toMatchObject({ name: 'Les Lefèvre', payerName: 'CAF' })
		expect(await database().guardians.toArray()).toMatchObject([{ phone: '0639981234', relation: 'père' }])
	})

	test('moves those of the household who had the same address, and nobody else', async () => {
		const old = { address: '12 rue des Forges', postalCode: '21000', city: 'Dijon' }
		const zoe = await add({ ...liveInIt, ...old }, { household: household() })
		const noe = await add({ ...liveInIt, ...old, phone: '06' })
		const paul = await add({ ...liveInIt, ...old, address: '3 place de l’Église' })
		const neighbour = await add(old)
		const moved = { address: '1 quai Nicolas-Rolin', postalCode: '21000', city: 'Dijon' }

		const set = await change(zoe, moved, {
			household: { id: HOME, before: EMPTY_HOUSEHOLD, after: EMPTY_HOUSEHOLD },
			following: [{ kind: 'address', from: memberDraft(old), to: moved }],
			followers: 1
		})

		expect(set).toMatchObject({ action: 'members-updated', count: 2 })
		expect(await findMember(noe)).toMatchObject({ ...moved, phone: '06' })
		expect(await findMember(paul)).toMatchObject({ address: '3 place de l’Église' })
		expect(await findMember(neighbour)).toMatchObject(old)
	})

	test('takes a guardian away who is emptied', async () => {
		const zoe = await add({}, { guardians: { 1: guardian({ name: 'Paul' }) } })

		await change(zoe, {}, { guardians: { 1: { before: guardian({ name: 'Paul' }).after, after: EMPTY_GUARDIAN } } })

		expect(await database().guardians.count()).toBe(0)
	})
})

describe('a household', () => {
	useFreshDatabase()

	test('goes with the last one in it, whatever took him out, and comes back with him', async () => {
		const zoe = await add(liveInIt, { household: household({ name: 'Les Lefèvre' }) })
		const noe = await add(liveInIt)

		await updateMember(noe, { householdId: '' })
		expect(await database().households.count()).toBe(1)
		unwrap(await removeMembers([zoe]))
		expect(await database().households.count()).toBe(0)
		unwrap(await restoreMembers(await listDeletedMembers()))

		expect(await database().households.toArray()).toMatchObject([{ id: HOME, name: 'Les Lefèvre' }])
		expect(await findMember(zoe)).toMatchObject(liveInIt)
	})

	test('goes as well when an undo leaves it empty', async () => {
		await add(liveInIt, { household: household() })
		const [first] = await database().members.toArray()
		const noe = unwrap(await addMember(memberDraft({ firstName: 'Noé' })))
		const joined = unwrap(await updateMember(noe, liveInIt))
		unwrap(await removeMembers([first!.id]))

		await undoChangeSet(joined!.id)

		expect(await database().households.count()).toBe(0)
	})

	test('goes when many leave many of them at once', async () => {
		const people = Array.from({ length: 120 }, (_, at) => ({ id: `m${at}`, householdId: `h${at >> 1}` }))
		const far = Array.from({ length: 110 }, (_, at) => ({ id: `n${at}`, householdId: `k${at}` }))
		const rows = [...people, ...far].map((row) => ({ ...memberDraft(), createdAt: 0, updatedAt: 0, ...row }))
		await database().members.bulkAdd(rows as never)
		const ids = [...new Set(rows.map(({ householdId }) => householdId))]
		await database().households.bulkAdd(
			ids.map((id) => ({ ...household().after, id, createdAt: 0, updatedAt: 0 })) as never
		)

		unwrap(await removeMembers(['m0', ...far.map(({ id }) => id)] as MemberId[]))

		expect(await database().households.count()).toBe(60)
	})
})

describe('guardians', () => {
	useFreshDatabase()

	test('go to the trash with the minor and come back with him', async () => {
		const zoe = await add({}, { guardians: { 1: guardian({ name: 'Paul' }) } })

		unwrap(await removeMembers([zoe]))
		expect(await database().guardians.count()).toBe(0)
		unwrap(await restoreMembers(await listDeletedMembers()))

		expect(await database().guardians.toArray()).toMatchObject([{ memberId: zoe, name: 'Paul' }])
	})

	test('are carried over by a merge, as is the household, and undone with it', async () => {
		const keep = await add({}, { guardians: { 1: guardian({ name: 'Paul', phone: '06' }) } })
		const drop = await add(
			{ firstName: 'Zoe', ...liveInIt },
			{
				household: household({ payerId: SELF as MemberId }),
				guardians: { 1: guardian({ name: 'paul', email: 'paul@example.org' }), 2: guardian({ name: 'Odile' }) }
			}
		)
		const child = await add({}, { guardians: { 1: guardian({ name: 'Zoé', guardianMemberId: drop }) } })
		const before = await readAll()

		const set = unwrap(await mergeMembers({ keep, drop, values: {}, answers: NO_ANSWERS }))

		const own = (await readGuardians([keep])).get(keep)
		expect(own?.toSorted((a, b) => a.place - b.place)).toMatchObject([
			{ name: 'Paul', phone: '06', email: 'paul@example.org' },
			{ name: 'Odile' }
		])
		expect(await findMember(keep)).toMatchObject(liveInIt)
		expect(await database().households.get(HOME)).toMatchObject({ payerId: keep })
		expect((await readGuardians([child])).get(child)).toMatchObject([{ guardianMemberId: keep }])

		await undoChangeSet(set!.id)
		expect(await readAll()).toEqual(before)
	})
})
