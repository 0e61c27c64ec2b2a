import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBackup } from '#shared/backup/backup.ts'
import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import { wireSmtp, type SmtpSettings } from '#shared/smtp-settings.ts'
import { database, openDatabase } from '#web/db/database.ts'
import { restoreInto } from '#web/db/restore.ts'
import { KNOWN_SCHEMA, readSnapshot } from '#web/db/snapshot.ts'
import {
	addAccount,
	countMailingsBy,
	listAccounts,
	readAccountOf,
	removeAccount,
	replaceSealedPassword,
	restoreAccount,
	saveAccountSettings
} from '#web/db/smtp-accounts.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { backupOf, PASSPHRASE } from '../../support/backups.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { SETTINGS } from '../../support/outbox-bench.ts'
import { unwrap } from '../../support/unwrap.ts'
import { mailingOf } from '../../support/whole-club.ts'

const used = useFreshDatabase()
const JUDO: SmtpSettings = {
	...SETTINGS,
	host: 'smtp.judo.example',
	username: 'judo',
	password: 'hpke1.judo',
	from: 'judo@example.org'
}

async function addJudo() {
	const { id } = unwrap(await addAccount('Section judo'))
	unwrap(await saveAccountSettings(id, JUDO))
	return id
}

describe('accounts', () => {
	test('are the default one, then the further ones in the order in which they were made', async () => {
		await saveSmtpSettings({ ...SETTINGS, senderName: 'MJC' })
		const id = await addJudo()
		const other = unwrap(await addAccount('Section danse'))

		const accounts = await listAccounts()

		expect(accounts.map((account) => account.id)).toEqual([DEFAULT_ACCOUNT, id, other.id])
		expect(accounts.map(({ settings }) => settings.from)).toEqual(['club@example.org', 'judo@example.org', ''])
		expect(other.settings.senderName).toBe('MJC')
		expect(await readSmtpSettings()).toMatchObject({ host: SETTINGS.host })
	})

	test('stand in for one that was removed by the default one, until it is put back', async () => {
		await saveSmtpSettings(SETTINGS)
		const id = await addJudo()

		const removed = unwrap(await removeAccount(id))
		expect(await readAccountOf(id)).toMatchObject({ id: DEFAULT_ACCOUNT, settings: { host: SETTINGS.host } })
		if (removed) await restoreAccount(removed)

		expect(await readAccountOf(id)).toMatchObject({ id, name: 'Section judo', settings: JUDO })
	})

	test('take a password that was sealed anew, each its own', async () => {
		await saveSmtpSettings(SETTINGS)
		const id = await addJudo()

		await replaceSealedPassword('hpke1.judo', 'hpke1.judo-anew')
		expect((await readAccountOf(id)).settings.password).toBe('hpke1.judo-anew')
		expect((await readSmtpSettings()).password).toBe('hpke1.sealed')

		await replaceSealedPassword('hpke1.sealed', 'hpke1.anew')
		await replaceSealedPassword('hpke1.judo', 'hpke1.late')
		expect((await readSmtpSettings()).password).toBe('hpke1.anew')
		expect((await readAccountOf(id)).settings.password).toBe('hpke1.judo-anew')
	})

	test('say how many mailings need them still', async () => {
		const id = await addJudo()
		const progresses = ['open', 'waiting', 'scheduled', 'done', 'cancelled'] as const
		const mailings = progresses.map((progress) => mailingOf(progress, { accountId: id, progress }).mailing)
		await database().mailings.bulkAdd([...mailings, mailingOf('other', { progress: 'open' }).mailing])

		expect(await countMailingsBy(id)).toBe(3)
	})
})

describe('accounts of the device', () => {
	let target = ''
	beforeEach(() => (target = `test-${crypto.randomUUID()}`))
	afterEach(async () => {
		await openDatabase('test-idle')
		await Dexie.delete(target)
	})

	test('are in no backup, and stay over a restore, with the password of their mailings', async () => {
		const id = await addJudo()
		await database().mailings.add(mailingOf('m', { accountId: id, smtp: wireSmtp(JUDO) }).mailing)

		const tables = await readSnapshot(used.name)
		expect(JSON.stringify(tables)).not.toMatch(/judo@example.org|hpke1.judo/)
		const file = await backupOf(tables, { schema: KNOWN_SCHEMA })
		const backup = unwrap(await openBackup(file, { passphrase: PASSPHRASE, knownSchema: KNOWN_SCHEMA }))
		unwrap(await restoreInto(target, backup, used.name))

		await openDatabase(target)
		expect(await readAccountOf(id)).toMatchObject({ id, settings: JUDO })
		expect((await database().mailings.get('m'))?.smtp.password).toBe('hpke1.judo')
	})
})
