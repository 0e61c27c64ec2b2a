import { Dexie } from 'dexie'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { undoChangeSet } from '#web/db/changes.ts'
import { database, openDatabase, storing } from '#web/db/database.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

/** The stores as version 1 shipped them: never to be edited, a later schema must open them. */
const VERSION_1 = {
	members: 'id, lastName',
	consents: 'id, memberId',
	settings: 'key',
	drafts: 'id',
	mailings: 'id, createdAt, progress',
	mailingLogs: 'id, [mailingId+status], recipientId',
	changeSets: 'id, [device+seq], clock, undoes',
	changes: '[setId+table+key], [table+key]'
}

describe('the database', () => {
	const names: string[] = []
	const freshName = () => {
		const name = `test-${crypto.randomUUID()}`
		names.push(name)
		return name
	}
	afterEach(async () => {
		vi.restoreAllMocks()
		await openDatabase('test-idle')
		await Promise.all(names.splice(0).map((name) => Dexie.delete(name)))
	})

	test('opens one that version 1 made, with everything in it', async () => {
		const name = freshName()
		const old = new Dexie(name)
		old.version(1).stores(VERSION_1)
		const { mjcClubId: _, ...draft } = memberDraft({ city: 'Lyon', notes: 'Aime les chats' })
		const rows = {
			members: { ...draft, id: 'm1', createdAt: 1, updatedAt: 2 },
			consents: { id: 'c1', memberId: 'm1', purpose: 'image', given: false, on: '2026-09-01', source: 'form' },
			settings: { key: 'smtp_host', value: 'smtp.example.org', updatedAt: '2026-11-22' },
			drafts: { id: 'current', subject: 'AG', body: 'Bonjour', recipientIds: ['m1'], updatedAt: 3 },
			mailings: { id: 'l1', createdAt: 4, progress: 'done' },
			mailingLogs: { id: 'g1', mailingId: 'l1', status: 'sent', recipientId: 'm1' },
			changeSets: { id: 's1', device: 'd', seq: 1, clock: 'a', at: 5, action: 'member-added', count: 1 },
			changes: { setId: 's1', table: 'members', key: 'm1', before: null, after: draft }
		}
		for (const [table, row] of Object.entries(rows)) await old.table(table).add(row)
		old.close()

		const opened = await openDatabase(name)

		expect(opened).toEqual({ ok: true, value: undefined })
		expect(database().verno).toBe(7)
		for (const [table, row] of Object.entries(rows)) {
			const added = table === 'members' ? { mjcClubId: '' } : {}
			expect(await database().table(table).toArray()).toEqual([{ ...row, ...added }])
		}
		expect(await database().positions.count()).toBe(0)
	})

	test('says of what version 1 logged whose row it was', async () => {
		const name = freshName()
		const old = new Dexie(name)
		old.version(1).stores(VERSION_1)
		await old.table('consents').add({ id: 'kept', memberId: 'm1', purpose: 'image', given: true, on: '', source: '' })
		const gone = { id: 'gone', memberId: 'm2', purpose: 'data', given: true, on: '', source: '' }
		await old.table('changes').bulkAdd([
			{ setId: 's1', table: 'consents', key: 'kept', before: { given: false }, after: { given: true } },
			{ setId: 's2', table: 'consents', key: 'gone', before: { given: false }, after: { given: true } },
			{ setId: 's3', table: 'consents', key: 'gone', before: gone, after: null },
			{ setId: 's4', table: 'members', key: 'm1', before: { city: '' }, after: { city: 'Lyon' } }
		])
		old.close()

		await openDatabase(name)

		const changes = await database().changes.toArray()
		expect(changes.map(({ setId, memberId }) => [setId, memberId])).toEqual([
			['s1', 'm1'],
			['s2', 'm2'],
			['s3', 'm2'],
			['s4', undefined]
		])
	})

	test('takes back what version 1 did', async () => {
		const name = freshName()
		const old = new Dexie(name)
		old.version(1).stores(VERSION_1)
		const { mjcClubId: _, ...draft } = memberDraft()
		const gone = { ...draft, id: 'm1', createdAt: 1, updatedAt: 2 }
		await old.table('settings').add({ key: 'device_id', value: 'd', updatedAt: '' })
		await old
			.table('changeSets')
			.add({ id: 's1', device: 'd', seq: 1, clock: 'a', at: 5, action: 'members-removed', count: 1 })
		await old.table('changes').add({ setId: 's1', table: 'members', key: 'm1', before: gone, after: null })
		old.close()
		await openDatabase(name)

		unwrap(await undoChangeSet('s1'))

		expect(await listMembers()).toMatchObject([{ id: 'm1', lastName: 'Lefèvre' }])
	})

	test('asks the browser for strict durability', async () => {
		const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
		await openDatabase(freshName())

		await addMember(memberDraft())

		const writing = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite')
		expect(writing.length).toBeGreaterThan(0)
		for (const [, , options] of writing) expect(options).toEqual({ durability: 'strict' })
	})

	test('says that the storage is full, and keeps what was there', async () => {
		await openDatabase(freshName())
		await addMember(memberDraft({ firstName: 'Zoé' }))
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('full', 'QuotaExceededError')
		})

		const refused = await addMember(memberDraft({ firstName: 'Tom' }))

		vi.restoreAllMocks()
		expect(refused).toEqual({ ok: false, error: { code: 'storage-full' } })
		expect(await listMembers()).toMatchObject([{ firstName: 'Zoé' }])
	})

	test('says that storage is unavailable where the browser blocks it', async () => {
		vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
			throw new DOMException('blocked', 'SecurityError')
		})

		const opened = await openDatabase(freshName())

		expect(opened).toEqual({ ok: false, error: { code: 'storage-unavailable' } })
	})

	test('stops writing when another window brings a newer version', async () => {
		const name = freshName()
		await openDatabase(name)
		const newer = new Dexie(name)
		newer.version(99).stores({ ...VERSION_1, seasons: 'id' })
		await newer.open()

		const refused = await addMember(memberDraft())

		newer.close()
		expect(refused).toEqual({ ok: false, error: { code: 'storage-outdated' } })
	})

	test('passes on what a person can do nothing about', async () => {
		await expect(storing(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
	})

	test('opens its connection anew when the browser lost it, and what failed is tried once more', async () => {
		await openDatabase(freshName())
		const closed = vi.spyOn(IDBDatabase.prototype, 'close')
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
			throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
		})

		const added = await addMember(memberDraft({ lastName: 'Lefèvre' }))

		expect(added.ok).toBe(true)
		expect(closed).toHaveBeenCalledOnce()
		expect(await listMembers()).toMatchObject([{ lastName: 'Lefèvre' }])
	})

	test('says so when the connection stays lost, and keeps nothing by half', async () => {
		await openDatabase(freshName())
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
		})

		const refused = await addMember(memberDraft({ lastName: 'Petit' }))

		vi.restoreAllMocks()
		expect(refused).toEqual({ ok: false, error: { code: 'storage-unavailable' } })
		expect(await listMembers()).toEqual([])
	})
})
