import { describe, expect, test } from 'vitest'
import type { MjcClubId } from '#shared/mjc-club.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, findMember, updateMember } from '#web/db/members.ts'
import {
	addMjcClub,
	countMembersByClub,
	importMjcClubs,
	listMjcClubs,
	removeMjcClubs,
	updateMjcClub
} from '#web/db/mjc-clubs.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const listNames = async () => (await listMjcClubs()).map(({ name }) => name).sort()

describe('clubs of the MJC', () => {
	useFreshDatabase()

	test('are added once, whatever the case, the accents and the spaces', async () => {
		const id = unwrap(await addMjcClub({ name: 'MJC Été' }))

		expect(await addMjcClub({ name: 'mjc  ete' })).toEqual({
			ok: false,
			error: { code: 'club-known', id, name: 'MJC Été' }
		})
		expect(await listNames()).toEqual(['MJC Été'])
		expect(await database().changeSets.count()).toBe(1)
	})

	test('are renamed, but not to what another is called', async () => {
		const id = unwrap(await addMjcClub({ name: 'MJC Centre' }))
		unwrap(await addMjcClub({ name: 'MJC Nord' }))

		expect(await updateMjcClub(id, { name: 'mjc nord' })).toMatchObject({ ok: false, error: { name: 'MJC Nord' } })
		expect(unwrap(await updateMjcClub(id, { name: 'mjc centre' }))).toMatchObject({ action: 'club-updated' })
		expect(unwrap(await updateMjcClub(id, { name: 'mjc centre' }))).toBeUndefined()

		expect(await listNames()).toEqual(['MJC Nord', 'mjc centre'])
	})

	test('count their members', async () => {
		const id = unwrap(await addMjcClub({ name: 'MJC Centre' }))
		for (const mjcClubId of [id, id, '']) unwrap(await addMember(memberDraft({ mjcClubId })))

		expect(await countMembersByClub()).toEqual(new Map([[id, 2]]))
	})

	test('leave their members without a club, who have it back when that is undone', async () => {
		const id = unwrap(await addMjcClub({ name: 'MJC Centre' }))
		const member = unwrap(await addMember(memberDraft({ mjcClubId: id })))
		const moved = unwrap(await addMember(memberDraft({ mjcClubId: id })))
		const other = unwrap(await addMjcClub({ name: 'MJC Nord' }))

		const { set, memberCount } = unwrap(await removeMjcClubs([id]))
		expect(memberCount).toBe(2)
		expect(set).toMatchObject({ action: 'clubs-removed', count: 1 })
		expect((await findMember(member))?.mjcClubId).toBe('')
		unwrap(await updateMember(moved, { mjcClubId: other }))
		unwrap(await undoChangeSet(set!.id))

		expect(await listNames()).toEqual(['MJC Centre', 'MJC Nord'])
		expect((await findMember(member))?.mjcClubId).toBe(id)
		expect((await findMember(moved))?.mjcClubId).toBe(other)
	})

	test('are imported in one change set, those known already passed over', async () => {
		unwrap(await addMjcClub({ name: 'MJC Centre' }))

		const set = unwrap(await importMjcClubs([{ name: 'mjc CENTRE' }, { name: 'MJC Nord' }, { name: 'MJC Sud' }]))
		expect(await listNames()).toEqual(['MJC Centre', 'MJC Nord', 'MJC Sud'])
		expect(set).toMatchObject({ action: 'clubs-imported' })
		unwrap(await undoChangeSet(set!.id))

		expect(await listNames()).toEqual(['MJC Centre'])
	})

	test('log nothing when there is nothing to take away', async () => {
		expect(unwrap(await removeMjcClubs(['gone' as MjcClubId])).set).toBeUndefined()
	})
})
