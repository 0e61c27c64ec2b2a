import { describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/member.ts'
import { applyChanges, findLastRedoable, findLastUndoable, undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, findMember, listMembers, readConsents, removeMembers, updateMember } from '#web/db/members.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

describe('the change log', () => {
	useFreshDatabase()

	test('logs an added member whole, in one set, numbered and stamped', async () => {
		const id = unwrap(await addMember(memberDraft({ email: 'zoe@example.org' })))

		const [set] = await database().changeSets.toArray()
		const changes = await database().changes.toArray()
		expect(set).toMatchObject({ action: 'member-added', count: 1, seq: 1 })
		expect(changes).toHaveLength(1)
		expect(changes[0]).toMatchObject({ setId: set?.id, table: 'members', key: id, before: null })
		expect(changes[0]?.after).toMatchObject({ lastName: 'Lefèvre', email: 'zoe@example.org' })
	})

	test('logs only the fields that changed, before and after', async () => {
		const id = unwrap(await addMember(memberDraft({ city: 'Lyon', phone: '0612' })))

		const set = unwrap(await updateMember(id, { city: 'Dijon', phone: '0612' }))

		const [change] = await database()
			.changes.where('setId')
			.equals(set?.id ?? '')
			.toArray()
		expect(change?.before).toEqual({ city: 'Lyon', updatedAt: expect.any(Number) as number })
		expect(change?.after).toEqual({ city: 'Dijon', updatedAt: expect.any(Number) as number })
	})

	test('writes no set when nothing differs', async () => {
		const id = unwrap(await addMember(memberDraft()))

		const set = unwrap(await updateMember(id, { lastName: 'Lefèvre' }))

		expect(set).toBeUndefined()
		expect(await database().changeSets.count()).toBe(1)
	})

	test('writes neither rows nor log when any of it fails', async () => {
		const unclonable = { id: 'b', action: () => undefined }
		const writes = [
			{ table: 'members' as const, key: 'a', row: { ...memberDraft(), id: 'a' } },
			{ table: 'members' as const, key: 'b', row: unclonable }
		]

		await expect(applyChanges({ action: 'member-added', count: 2 }, () => writes)).rejects.toThrow()

		expect(await database().members.count()).toBe(0)
		expect(await database().changeSets.count()).toBe(0)
		expect(await database().changes.count()).toBe(0)
	})

	test('passes over a patch for a member who is gone', async () => {
		const set = unwrap(await updateMember('nobody' as MemberId, { city: 'Dijon' }))

		expect(set).toBeUndefined()
		expect(await listMembers()).toEqual([])
	})

	test('keeps its clock rising when the device’s clock runs back', async () => {
		await addMember(memberDraft({ firstName: 'A' }))
		const future = await database().changeSets.toCollection().first()
		await database().changeSets.update(future?.id ?? '', { clock: `zzzzzzzzz-00000-other` })

		await addMember(memberDraft({ firstName: 'B' }))

		const clocks = (await database().changeSets.orderBy('clock').toArray()).map(({ clock }) => clock)
		expect(clocks.at(-1)?.startsWith('zzzzzzzzz-00001-')).toBe(true)
	})

	test('numbers the sets of many writers without gap or double', async () => {
		await Promise.all(Array.from({ length: 20 }, (_, n) => addMember(memberDraft({ firstName: `${n}` }))))

		const seqs = (await database().changeSets.toArray()).map(({ seq }) => seq).sort((a, b) => a - b)
		expect(seqs).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
	})
})

describe('undo', () => {
	useFreshDatabase()

	test('brings removed members back with all that was theirs', async () => {
		const answers = { data: { given: true, on: '2026-09-01' as never }, image: null }
		const zoe = unwrap(await addMember(memberDraft(), answers))
		const tom = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
		const before = await findMember(zoe)
		const set = unwrap(await removeMembers([zoe, tom]))
		expect(await listMembers()).toEqual([])
		expect(await database().consents.count()).toBe(0)

		await undoChangeSet(set?.id ?? '')

		expect(await findMember(zoe)).toEqual(before)
		expect(await listMembers()).toHaveLength(2)
		expect(await readConsents(zoe)).toEqual(answers)
	})

	test('takes an added member away', async () => {
		const id = unwrap(await addMember(memberDraft()))
		const set = await findLastUndoable()

		await undoChangeSet(set?.id ?? '')

		expect(await findMember(id)).toBeUndefined()
		expect(await findLastUndoable()).toBeUndefined()
	})

	test('keeps what was edited since', async () => {
		const id = unwrap(await addMember(memberDraft({ city: 'Lyon', phone: '01' })))
		const first = unwrap(await updateMember(id, { city: 'Dijon', phone: '02' }))
		await updateMember(id, { phone: '03' })

		await undoChangeSet(first?.id ?? '')

		expect(await findMember(id)).toMatchObject({ city: 'Lyon', phone: '03' })
	})

	test('is done once, and can itself be taken back', async () => {
		const id = unwrap(await addMember(memberDraft()))
		const removal = unwrap(await removeMembers([id]))
		const undo = unwrap(await undoChangeSet(removal?.id ?? ''))

		expect(unwrap(await undoChangeSet(removal?.id ?? ''))).toBeUndefined()
		await undoChangeSet(undo?.id ?? '')

		expect(await findMember(id)).toBeUndefined()
		expect((await findLastUndoable())?.id).toBe(removal?.id)
	})

	test('reaches back through the sets of this device, newest first', async () => {
		const id = unwrap(await addMember(memberDraft({ city: 'A' })))
		await updateMember(id, { city: 'B' })
		await updateMember(id, { city: 'C' })

		for (const city of ['B', 'A']) {
			await undoChangeSet((await findLastUndoable())?.id ?? '')
			expect(await findMember(id)).toMatchObject({ city })
		}
		await undoChangeSet((await findLastUndoable())?.id ?? '')

		expect(await listMembers()).toEqual([])
	})
})

describe('doing again', () => {
	useFreshDatabase()

	test('goes forward through what was undone, the last undone first', async () => {
		const id = unwrap(await addMember(memberDraft({ city: 'A' })))
		await updateMember(id, { city: 'B' })
		await updateMember(id, { city: 'C' })
		await undoChangeSet((await findLastUndoable())?.id ?? '')
		await undoChangeSet((await findLastUndoable())?.id ?? '')

		for (const city of ['B', 'C']) {
			await undoChangeSet((await findLastRedoable())?.id ?? '')
			expect(await findMember(id)).toMatchObject({ city })
		}

		expect(await findLastRedoable()).toBeUndefined()
	})

	test('is offered again after what was done again is undone once more', async () => {
		const id = unwrap(await addMember(memberDraft()))
		await undoChangeSet((await findLastUndoable())?.id ?? '')
		await undoChangeSet((await findLastRedoable())?.id ?? '')
		await undoChangeSet((await findLastUndoable())?.id ?? '')

		await undoChangeSet((await findLastRedoable())?.id ?? '')

		expect(await findMember(id)).toBeDefined()
	})

	test('is offered no more once something else was done', async () => {
		const id = unwrap(await addMember(memberDraft({ city: 'A' })))
		await updateMember(id, { city: 'B' })
		await undoChangeSet((await findLastUndoable())?.id ?? '')
		expect(await findLastRedoable()).toBeDefined()

		await updateMember(id, { city: 'C' })

		expect(await findLastRedoable()).toBeUndefined()
	})
})
