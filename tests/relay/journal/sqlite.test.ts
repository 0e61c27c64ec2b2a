import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { JournalFault, type Journal, type MailingRow, type Settled } from '#relay/journal/journal.ts'
import { openSqliteJournal } from '#relay/journal/sqlite.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { describeJournal } from '#tests/support/journal-contract.ts'

const SECRET = randomBytes(32)
const NEW_SECRET = randomBytes(32)
const MAILING = { owner: 'club', mailingId: 'm1' }
const ROW: MailingRow = {
	createdAt: 1_790_000_000_000,
	contentMac: 'content-mac',
	total: 2,
	highestAttempt: 1,
	cancelledAttempt: 0,
	userPaused: true,
	finished: false
}
const SETTLED: Settled = { mac: 'mac', tries: 1, at: 1_790_000_000_005, outcome: 'sent' }

const open = (dataDir: string, secret = SECRET, previousSecrets: Uint8Array[] = []): Promise<Journal> =>
	openSqliteJournal({ dataDir, secret, previousSecrets })

/** The sentence with which the journal refuses to open. */
async function faultOf(opening: Promise<Journal>): Promise<JournalFault> {
	const error: unknown = await opening.catch((reason: unknown) => reason)
	if (error instanceof JournalFault) return error
	throw new Error('the journal was opened', { cause: error })
}

describeJournal('openSqliteJournal', () => open(makeDataDir()))

describe('a journal in a directory', () => {
	test('of the version before is brought up to today, with all that it knows', async () => {
		const dataDir = makeDataDir()
		const before = await open(dataDir)
		await before.putMailing(MAILING, ROW)
		await before.close()
		const database = new DatabaseSync(join(dataDir, 'journal.sqlite'))
		database.exec('DROP TABLE opt_outs; PRAGMA user_version = 1')
		database.close()

		const after = await open(dataDir)
		await after.addOptOut('club', { digest: 'a', at: 1 })

		expect(await after.findMailing(MAILING)).toEqual(ROW)
		expect(await after.listOptOuts('club', { after: 0, limit: 9 })).toHaveLength(1)
		await after.close()
	})

	test('is found again as it was left', async () => {
		const dataDir = makeDataDir()
		const before = await open(dataDir)
		await before.putMailing(MAILING, ROW)
		await before.commit({ ...MAILING, recipientId: 'r1', attempt: 1 }, { ...SETTLED, account: 'account' })
		await before.settle({ ...MAILING, recipientId: 'r2', attempt: 1 }, SETTLED)
		await before.close()

		const after = await open(dataDir)

		expect(after.epoch).toBe(before.epoch)
		expect(after.key).toEqual(before.key)
		expect(await after.findMailing(MAILING)).toEqual(ROW)
		expect(await after.listMessages(MAILING)).toMatchObject([
			{ recipientId: 'r1', state: 'committing' },
			{ recipientId: 'r2', state: 'sent' }
		])
		expect(await after.listUses('account', 0)).toEqual([{ at: SETTLED.at, count: 1 }])
		await after.close()
	})

	test('is made, with its directory, for its owner only', async () => {
		const dataDir = join(makeDataDir(), 'not', 'there')

		const journal = await open(dataDir)
		await journal.putMailing(MAILING, ROW)

		const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
		expect(modeOf(dataDir)).toBe('700')
		expect(readdirSync(dataDir).toSorted()).toEqual(['journal.sqlite', 'journal.sqlite-wal'])
		for (const name of readdirSync(dataDir)) expect(modeOf(join(dataDir, name))).toBe('600')
		await journal.close()
	})

	test('is refused to a second user, and free when the first has closed it', async () => {
		const dataDir = makeDataDir()
		const first = await open(dataDir)

		const fault = await faultOf(open(dataDir))
		await first.close()
		const second = await open(dataDir)

		expect(fault.message).toMatch(/journal\.sqlite is in use by another relay/)
		expect(fault.passing).toBe(true)
		expect(second.epoch).toBe(first.epoch)
		await second.close()
	})

	test('opens under a previous secret, and from then on under the new one alone', async () => {
		const dataDir = makeDataDir()
		const old = await open(dataDir)
		await old.close()

		await (await open(dataDir, NEW_SECRET, [SECRET])).close()
		const now = await open(dataDir, NEW_SECRET)

		expect(now.key).toEqual(old.key)
		expect(now.epoch).toBe(old.epoch)
		await now.close()
	})

	test('is never made anew when no secret opens its key', async () => {
		const dataDir = makeDataDir()
		const old = await open(dataDir)
		await old.close()

		const fault = await faultOf(open(dataDir, NEW_SECRET))
		const again = await open(dataDir)

		expect(fault.message).toMatch(/^APP_SECRET_KEY is not the one .* APP_SECRET_KEYS_PREVIOUS\./)
		expect(fault.passing).toBe(false)
		expect(again.key).toEqual(old.key)
		await again.close()
	})

	test('of a newer version is left alone', async () => {
		const dataDir = makeDataDir()
		await (await open(dataDir)).close()
		const database = new DatabaseSync(join(dataDir, 'journal.sqlite'))
		database.exec('PRAGMA user_version = 99')
		database.close()

		const fault = await faultOf(open(dataDir))

		expect(fault.message).toMatch(/written by a newer version/)
	})

	test('of another program is left alone', async () => {
		const dataDir = makeDataDir()
		const database = new DatabaseSync(join(dataDir, 'journal.sqlite'))
		database.exec('CREATE TABLE things (id)')
		database.close()

		const fault = await faultOf(open(dataDir))

		expect(fault.message).toMatch(/belongs to another program/)
	})

	test('that is no database, or a damaged one, is left alone', async () => {
		const [foreign, damaged] = [makeDataDir(), makeDataDir()]
		writeFileSync(join(foreign, 'journal.sqlite'), 'not a database '.repeat(500))
		await (await open(damaged)).close()
		const octets = readFileSync(join(damaged, 'journal.sqlite'))
		writeFileSync(join(damaged, 'journal.sqlite'), octets.fill(0xff, 100, 4096))

		const faults = [await faultOf(open(foreign)), await faultOf(open(damaged))]

		expect(faults[0]?.message).toMatch(/cannot be used: it is not a database\.$/)
		expect(faults[1]?.message).toMatch(/cannot be used: it is damaged/)
		expect(readFileSync(join(damaged, 'journal.sqlite'))).toEqual(octets)
	})
})
