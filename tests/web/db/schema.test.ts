import { Dexie } from 'dexie'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { database, openDatabase, storing } from '#web/db/database.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { memberDraft } from '../../support/member-drafts.ts'

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

	test('opens one that version 1 made, with its rows', async () => {
		const name = freshName()
		const old = new Dexie(name)
		old.version(1).stores(VERSION_1)
		await old.table('members').add({ ...memberDraft(), id: 'm1', createdAt: 1, updatedAt: 1 })
		await old.table('settings').add({ key: 'smtp_host', value: 'smtp.example.org', updatedAt: '2026-11-22' })
		old.close()

		const opened = await openDatabase(name)

		expect(opened).toEqual({ ok: true, value: undefined })
		expect(await listMembers()).toMatchObject([{ id: 'm1', lastName: 'Lefèvre' }])
		expect(await database().settings.get('smtp_host')).toMatchObject({ value: 'smtp.example.org' })
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
		newer.version(2).stores({ ...VERSION_1, seasons: 'id' })
		await newer.open()

		const refused = await addMember(memberDraft())

		newer.close()
		expect(refused).toEqual({ ok: false, error: { code: 'storage-outdated' } })
	})

	test('passes on what a person can do nothing about', async () => {
		await expect(storing(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
	})
})
