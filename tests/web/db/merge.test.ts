import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { EMPTY_GUARDIAN } from '#shared/guardian.ts'
import type { MemberId } from '#shared/member.ts'
import {
	addMember,
	findMember,
	findMembersById,
	listMembers,
	listMembersById,
	readConsents,
	removeMembers
} from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'
import { assignPosition, addPosition } from '#web/db/positions.ts'
import { findSuccessors } from '#web/db/successors.ts'
import { listSetApart, setApart } from '#web/db/set-apart.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const YES = { given: true, on: '' as const }
const NO = { given: false, on: '' as const }

/** Everything that a merge may touch, as it is stored. */
async function readAll() {
	const db = database()
	const tables = [db.members, db.consents, db.positionTerms]
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
	return Promise.all(tables.map(async (table) => ((await table.toArray()) as { id: string }[]).sort(byId)))
}

describe('a merge', () => {
	useFreshDatabase()

	test('makes one member of two, with what was chosen and what belonged to either', async () => {
		const keep = unwrap(await addMember(memberDraft({ email: 'old@example.org' }), { data: YES, image: NO }))
		const drop = unwrap(
			await addMember(memberDraft({ email: 'new@example.org', city: 'Dijon' }), { ...NO_ANSWERS, image: YES })
		)
		const position = unwrap(await addPosition({ name: 'Accueil', kind: 'staff', description: '' }))
		unwrap(await assignPosition(position, { memberId: drop, from: '', to: '' }))
		const before = await readAll()

		const values = { email: 'new@example.org' }
		const set = unwrap(await mergeMembers({ keep, drop, values, answers: { data: YES, image: YES } }))

		expect(await listMembers()).toHaveLength(1)
		expect(await findMember(keep)).toMatchObject({ email: 'new@example.org', city: 'Dijon', lastName: 'Lefèvre' })
		expect(await readConsents(keep)).toEqual({ data: YES, image: YES })
		expect(await database().consents.count()).toBe(2)
		expect((await database().positionTerms.toArray()).map(({ memberId }) => memberId)).toEqual([keep])

		await undoChangeSet(set!.id)
		expect(await readAll()).toEqual(before)
	})

	test('does nothing when one of the two is gone', async () => {
		const keep = unwrap(await addMember(memberDraft()))

		const set = unwrap(await mergeMembers({ keep, drop: 'm9' as never, values: {}, answers: NO_ANSWERS }))

		expect(set).toBeUndefined()
		expect(await listMembers()).toHaveLength(1)
	})
})

describe('guardians of two who are merged', () => {
	useFreshDatabase()

	test('stay as they were chosen, a third one goes, and comes back with the undo', async () => {
		const [keep, drop] = [unwrap(await addMember(memberDraft())), unwrap(await addMember(memberDraft()))]
		await database().guardians.bulkAdd([
			{ ...EMPTY_GUARDIAN, id: 'g1', memberId: keep, place: 1, name: 'Odile' },
			{ ...EMPTY_GUARDIAN, id: 'g2', memberId: keep, place: 2, name: 'Paul' },
			{ ...EMPTY_GUARDIAN, id: 'g3', memberId: drop, place: 1, name: 'Karim' }
		])
		const before = await readGuardians()

		const set = unwrap(await mergeMembers({ keep, drop, values: {}, answers: NO_ANSWERS, leaving: ['g1'] }))

		const after = await readGuardians()
		expect(after.map(({ memberId, place, name }) => [memberId, place, name])).toEqual([
			[keep, 1, 'Karim'],
			[keep, 2, 'Paul']
		])
		expect(after.find(({ name }) => name === 'Paul')?.id).toBe('g2')

		await undoChangeSet(set!.id)
		expect(await readGuardians()).toEqual(before)
	})

	async function readGuardians() {
		const rows = await database().guardians.toArray()
		return rows.sort((a, b) => (a.memberId === b.memberId ? a.place - b.place : a.id < b.id ? -1 : 1))
	}
})

describe('who was merged away', () => {
	useFreshDatabase()

	const merge = async (keep: MemberId, drop: MemberId) =>
		unwrap(await mergeMembers({ keep, drop, values: {}, answers: NO_ANSWERS }))!
	const addThree = async () => {
		const added: MemberId[] = []
		for (const firstName of ['Zoé', 'Ana', 'Eva']) added.push(unwrap(await addMember(memberDraft({ firstName }))))
		return added as [MemberId, MemberId, MemberId]
	}

	test('is stood for by the one who stayed, once however often both are named', async () => {
		const [zoe, ana, eva] = await addThree()
		await merge(zoe, ana)

		expect((await listMembersById([ana, eva, zoe])).map(({ id }) => id)).toEqual([zoe, eva])
		expect((await findMembersById([ana])).get(ana)?.firstName).toBe('Zoé')
	})

	test('is stood for by the last of several merges, until they are taken back', async () => {
		const [zoe, ana, eva] = await addThree()
		await merge(ana, eva)
		const last = await merge(zoe, ana)

		expect((await findSuccessors([eva])).get(eva)).toBe(zoe)

		await undoChangeSet(last.id)
		expect((await findSuccessors([eva])).get(eva)).toBe(ana)
	})

	test('is stood for again when the undo of the merge is taken back', async () => {
		const [zoe, ana] = await addThree()
		const undo = unwrap(await undoChangeSet((await merge(zoe, ana)).id))!
		expect((await listMembersById([ana])).map(({ id }) => id)).toEqual([ana])

		await undoChangeSet(undo.id)

		expect((await listMembersById([ana])).map(({ id }) => id)).toEqual([zoe])
	})

	test('has nobody in his place when he was deleted, or the one who stayed was', async () => {
		const [zoe, ana, eva] = await addThree()
		await merge(zoe, ana)
		await removeMembers([zoe, eva])

		expect(await listMembersById([zoe, ana, eva])).toEqual([])
	})
})

describe('pairs that are two people', () => {
	useFreshDatabase()

	test('are remembered, and forgotten again', async () => {
		await setApart('a b', true)
		await setApart('a c', true)
		await setApart('a b', false)

		expect(await listSetApart()).toEqual(new Set(['a c']))
	})
})
