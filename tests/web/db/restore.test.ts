import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openBackup, type OpenedBackup } from '#shared/backup/backup.ts'
import type { BackupTables } from '#shared/backup/content.ts'
import { readBackupState } from '#web/db/backups.ts'
import { database, openDatabase } from '#web/db/database.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { restoreInto } from '#web/db/restore.ts'
import { ClubDatabase } from '#web/db/schema.ts'
import { saveSetting } from '#web/db/settings.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { KNOWN_SCHEMA, readSnapshot } from '#web/db/snapshot.ts'
import { backupOf, PASSPHRASE } from '../../support/backups.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { SETTINGS } from '../../support/outbox-bench.ts'
import { fillWholeClub, mailingOf } from '../../support/whole-club.ts'

const used = useFreshDatabase()
let target = ''

beforeEach(() => (target = `test-${crypto.randomUUID()}`))
afterEach(async () => {
	vi.restoreAllMocks()
	await openDatabase('test-idle')
	await Dexie.delete(target)
})

/** Through the file and back. */
async function backedUp(tables: BackupTables, schema = KNOWN_SCHEMA): Promise<OpenedBackup> {
	const file = await backupOf(tables, { schema })
	const opened = await openBackup(file, { passphrase: PASSPHRASE, knownSchema: KNOWN_SCHEMA })
	if (!opened.ok) throw new Error(opened.error.code)
	return opened.value
}

const rowsOf = async (name: string, table: string) => {
	const db = new ClubDatabase(name)
	try {
		return (await db.table(table).toArray()) as Record<string, unknown>[]
	} finally {
		db.close()
	}
}

const settingsOf = async (name: string) =>
	Object.fromEntries((await rowsOf(name, 'settings')).map(({ key, value }) => [key as string, value]))

describe('a snapshot', () => {
	test('holds every table but what is derived, or of the device, and nothing that belongs to the device', async () => {
		await fillWholeClub()

		const tables = await readSnapshot(used.name)

		expect(Object.keys(tables).sort()).toEqual(
			database()
				.tables.map(({ name }) => name)
				.filter((name) => !['memberPages', 'smtpAccounts'].includes(name))
				.sort()
		)
		for (const [name, rows] of Object.entries(tables)) expect(rows.length, name).toBeGreaterThan(0)
		const text = JSON.stringify(tables)
		for (const secret of ['smtp_', 'hpke1.sealed', 'relay_key', 'a-key-of-this-device', 'device_id']) {
			expect(text).not.toContain(secret)
		}
	})
})

describe('a restore', () => {
	test('brings every row of every table back into a new database', async () => {
		await fillWholeClub()
		const before = await readSnapshot(used.name)

		const restored = await restoreInto(target, await backedUp(before), used.name)

		expect(restored).toEqual({ ok: true, value: undefined })
		expect(await readSnapshot(target)).toEqual(before)
	})

	test('keeps how this device sends, and gives it a new name in the change log', async () => {
		await fillWholeClub()
		const backup = await backedUp(await readSnapshot(used.name))
		const old = await settingsOf(used.name)
		await saveSmtpSettings({ ...SETTINGS, host: 'smtp.neuf.example' })
		await saveSetting('relay_key', 'a-newer-key')

		await restoreInto(target, backup, used.name)
		await openDatabase(target)
		await addMember(memberDraft({ firstName: 'Après' }))

		const settings = await settingsOf(target)
		expect(settings).toMatchObject({ smtp_host: 'smtp.neuf.example', relay_key: 'a-newer-key' })
		expect(settings.club_name).toBe('Judo, MJC « Été »')
		expect(settings.device_id).toEqual(expect.any(String))
		expect(settings.device_id).not.toBe(old.device_id)
		const sets = await database().changeSets.toArray()
		expect(new Set(sets.map(({ device, seq }) => `${device}/${seq}`)).size).toBe(sets.length)
		expect(sets.find(({ device }) => device === settings.device_id)?.seq).toBe(1)
	})

	test('counts as backed up from the moment of the file', async () => {
		await fillWholeClub()

		await restoreInto(target, await backedUp(await readSnapshot(used.name)), used.name)
		await openDatabase(target)

		expect(await readBackupState()).toMatchObject({ last: { at: Date.parse('2026-11-23T14:05:00.000Z') }, changes: 0 })
		await addMember(memberDraft({ firstName: 'Après' }))
		expect(await readBackupState()).toMatchObject({ changes: 1 })
	})

	test('upgrades rows of an older version as a device upgrades its own', async () => {
		const { mjcClubId: _, ...old } = { ...memberDraft(), id: 'm1', createdAt: 1, updatedAt: 1 }

		const restored = await restoreInto(target, await backedUp({ members: [old], settings: [] }, 1), used.name)

		expect(restored.ok).toBe(true)
		expect(await rowsOf(target, 'members')).toEqual([{ ...old, mjcClubId: '' }])
	})

	test('lets open mailings be asked about first, with the password of this device where the account is the same', async () => {
		await saveSmtpSettings(SETTINGS)
		const ours = mailingOf('ours', { progress: 'open', posts: 0 })
		const others = mailingOf('others', {
			progress: 'open',
			posts: 3,
			smtp: { ...ours.mailing.smtp, host: 'autre.example' }
		})
		const done = mailingOf('done')
		const waiting = mailingOf('waiting', { progress: 'waiting', posts: 0 })
		const planned = mailingOf('planned', { progress: 'scheduled', posts: 0, sendAt: '2099-01-01T08:00:00.000Z' })
		const mailings = [ours, others, done, waiting, planned].map(({ mailing }) => ({
			...mailing,
			smtp: { ...mailing.smtp, password: '' }
		}))

		await restoreInto(target, await backedUp({ mailings, mailingLogs: [] }), used.name)

		const restored = await rowsOf(target, 'mailings')
		const find = (id: string) => restored.find((row) => row.id === id)
		expect(find('ours')).toMatchObject({ restored: true, posts: 1, smtp: { password: 'hpke1.sealed' } })
		expect(find('others')).toMatchObject({ restored: true, posts: 3, smtp: { password: '' } })
		expect(find('waiting')).toMatchObject({ restored: true, posts: 0, progress: 'waiting' })
		expect(find('planned')).toMatchObject({ restored: true, missed: 'restored', progress: 'waiting' })
		expect(find('done')).not.toHaveProperty('restored')
	})

	for (const [what, fails, code] of [
		['no space is left', () => full(), 'storage-full'],
		['what is read back is not what was written', () => forgetful(), 'not-verified']
	] as const) {
		test(`leaves nothing behind when ${what}`, async () => {
			await fillWholeClub()
			const before = await readSnapshot(used.name)
			const backup = await backedUp(before)
			fails()

			const restored = await restoreInto(target, backup, used.name)

			vi.restoreAllMocks()
			expect(restored).toEqual({ ok: false, error: { code } })
			expect(await Dexie.exists(target)).toBe(false)
			expect(await readSnapshot(used.name)).toEqual(before)
			expect(await listMembers()).toHaveLength(1)
		})
	}

	test('refuses tables that its version never had', async () => {
		const restored = await restoreInto(target, await backedUp({ strangers: [{ id: 's1' }] }), used.name)

		expect(restored).toEqual({ ok: false, error: { code: 'damaged' } })
		expect(await Dexie.exists(target)).toBe(false)
	})
})

function full() {
	vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError')
	})
}

/** A disk that says "written" and writes something else. */
function forgetful() {
	const add = IDBObjectStore.prototype.add
	vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, row: unknown) {
		return add.call(this, this.name === 'members' ? { ...(row as object), lastName: 'Autre' } : row)
	})
}
