import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import {
	listChangedRows,
	listDeletedMembers,
	listFieldChanges,
	listHistory,
	nameOfRow,
	restoreMembers
} from '#web/db/history.ts'
import { addMember, findMember, readConsents, removeMembers, updateMember } from '#web/db/members.ts'
import { addPosition, assignPosition, listTermsOf } from '#web/db/positions.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const ANSWERED = { data: { given: true, on: '2026-09-01' as Day }, image: null }

const addZoe = async () => unwrap(await addMember(memberDraft({ firstName: 'Zoé', city: 'Lyon' }), ANSWERED))
const addTreasurer = async (memberId: MemberId) => {
	const position = unwrap(await addPosition({ name: 'Trésorière', kind: 'treasurer', description: '' }))
	unwrap(await assignPosition(position, { memberId, from: '', to: '' }))
	return position
}

describe('the history', () => {
	useFreshDatabase()

	test('lists the latest action first, with the name of the one thing it touched', async () => {
		const zoe = await addZoe()
		await addTreasurer(zoe)
		await removeMembers([zoe])

		const entries = await listHistory({}, 10)

		expect(entries.map(({ set, about }) => [set.action, about])).toEqual([
			['members-removed', 'Lefèvre Zoé'],
			['position-assigned', 'Trésorière'],
			['position-added', 'Trésorière'],
			['member-added', 'Lefèvre Zoé']
		])
	})

	test('tells which actions are taken back, and which have been done again', async () => {
		const zoe = await addZoe()
		const first = unwrap(await updateMember(zoe, { city: 'Dijon' }))
		const second = unwrap(await updateMember(zoe, { phone: '06' }))
		unwrap(await undoChangeSet(first?.id ?? ''))
		const undo = unwrap(await undoChangeSet(second?.id ?? ''))
		unwrap(await undoChangeSet(undo?.id ?? ''))

		const entries = await listHistory({}, 10)

		expect(entries.filter(({ undone }) => undone).map(({ set }) => set.id)).toEqual([undo?.id, first?.id])
	})

	test('narrows to a kind, a time, and a member with what is his', async () => {
		const zoe = await addZoe()
		const tom = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
		await updateMember(tom, { city: 'Dijon' })
		await addTreasurer(zoe)
		const sets = await database().changeSets.orderBy('clock').toArray()
		const actions = async (filter: Parameters<typeof listHistory>[0]) =>
			(await listHistory(filter, 10)).map(({ set }) => set.action)

		expect(await actions({ actions: ['member-updated'] })).toEqual(['member-updated'])
		expect(await actions({ memberId: zoe })).toEqual(['position-assigned', 'member-added'])
		expect(await actions({ to: sets[0]?.at ?? 0 })).toEqual([])
		expect(await actions({ from: sets[0]?.at ?? 0 })).toHaveLength(5)
	})

	test('stops at the number wanted', async () => {
		await addZoe()
		await addZoe()

		expect(await listHistory({}, 1)).toHaveLength(1)
	})

	test('names a row by what it is about, gone or not', async () => {
		const zoe = await addZoe()
		const set = unwrap(await removeMembers([zoe]))

		const { rows, names } = await listChangedRows(set?.id ?? '', 10)

		expect(rows.map((row) => [row.change.table, nameOfRow(row, names)]).sort()).toEqual([
			['consents', 'Lefèvre Zoé'],
			['members', 'Lefèvre Zoé']
		])
	})

	test('gives the changes of a member’s fields and of his answers, earliest first', async () => {
		const zoe = await addZoe()
		await updateMember(zoe, { city: 'Dijon' })
		await updateMember(zoe, { city: 'Nice' })

		const changes = await listFieldChanges(zoe)
		const cities = changes
			.filter(({ change }) => change.table === 'members')
			.map(({ change }) => change.after?.['city'])

		expect(cities).toEqual(['Lyon', 'Dijon', 'Nice'])
		expect(changes.filter(({ change }) => change.table === 'consents')).toHaveLength(1)
	})
})

describe('the trash', () => {
	useFreshDatabase()

	test('holds who was deleted and is not there again', async () => {
		const zoe = await addZoe()
		const tom = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
		unwrap(await removeMembers([zoe]))
		const set = unwrap(await removeMembers([tom]))
		expect((await listDeletedMembers()).map(({ member }) => member.id)).toEqual([tom, zoe])

		unwrap(await undoChangeSet(set?.id ?? ''))

		expect((await listDeletedMembers()).map(({ member }) => member.id)).toEqual([zoe])
	})

	test('gives back one of several with all that was his, and takes that back too', async () => {
		const zoe = await addZoe()
		const tom = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
		await addTreasurer(zoe)
		unwrap(await removeMembers([zoe, tom]))
		const ofZoe = (await listDeletedMembers()).filter(({ member }) => member.id === zoe)

		const set = unwrap(await restoreMembers(ofZoe))

		expect(await findMember(zoe)).toMatchObject({ firstName: 'Zoé', city: 'Lyon' })
		expect((await readConsents(zoe)).data).toEqual(ANSWERED.data)
		expect(await listTermsOf(zoe)).toHaveLength(1)
		expect(await findMember(tom)).toBeUndefined()
		unwrap(await undoChangeSet(set?.id ?? ''))
		expect(await findMember(zoe)).toBeUndefined()
		expect(await listTermsOf(zoe)).toEqual([])
	})

	test('gives back as he was last who was deleted twice', async () => {
		const zoe = await addZoe()
		const first = unwrap(await removeMembers([zoe]))
		unwrap(await undoChangeSet(first?.id ?? ''))
		unwrap(await updateMember(zoe, { city: 'Nice' }))
		unwrap(await removeMembers([zoe]))

		unwrap(await restoreMembers(await listDeletedMembers()))

		expect(await findMember(zoe)).toMatchObject({ city: 'Nice' })
		expect(await listDeletedMembers()).toEqual([])
	})
})
