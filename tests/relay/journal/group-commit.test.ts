import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { GroupCommit } from '#relay/journal/group-commit.ts'
import { JournalUnavailable } from '#relay/journal/journal.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'

/** A database with a table of texts, and what it has been told to do. */
function setUp() {
	const database = new DatabaseSync(join(makeDataDir(), 'test.sqlite'))
	onTestFinished(() => database.close())
	database.exec('PRAGMA journal_mode = WAL; CREATE TABLE texts (text TEXT)')
	let rollbacks = 0
	const commits = new GroupCommit(database, () => (rollbacks += 1))
	const insert = database.prepare('INSERT INTO texts VALUES (?)')
	const add = (text: string) => commits.write(() => void insert.run(text))
	const list = () =>
		database
			.prepare('SELECT text FROM texts')
			.all()
			.map(({ text }) => text)
	return { database, commits, add, list, rollbacks: () => rollbacks }
}

/** More than a database of so few pages holds. */
const TOO_LONG = 'x'.repeat(100_000)
const limitPages = (database: DatabaseSync, pages: number) => database.exec(`PRAGMA max_page_count = ${pages}`)

describe('GroupCommit', () => {
	test('writes in the order asked for, and answers with what the work gives', async () => {
		const { commits, add, list } = setUp()

		const answers = await Promise.all([add('a'), add('b'), commits.write(() => list().length), add('c')])

		expect(answers).toEqual([undefined, undefined, 2, undefined])
		expect(list()).toEqual(['a', 'b', 'c'])
	})

	test('takes back everything of a transaction that the database refuses, and says so to all', async () => {
		const { database, add, list, rollbacks } = setUp()
		await add('before')
		limitPages(database, 4)

		const answers = await Promise.allSettled([add('a'), add(TOO_LONG), add('b')])
		const kept = list()
		limitPages(database, 1000)
		await Promise.all([add('a'), add('b')])

		expect(
			answers.map((answer) => answer.status === 'rejected' && answer.reason instanceof JournalUnavailable)
		).toEqual([true, true, true])
		expect(kept).toEqual(['before'])
		expect(rollbacks()).toBe(1)
		expect(list()).toEqual(['before', 'a', 'b'])
	})

	test('lets one fail by itself, and the others through', async () => {
		const { commits, add, list } = setUp()
		const failing = commits.write(() => {
			throw new Error('not now')
		})

		const answers = await Promise.allSettled([add('a'), failing, add('b')])

		expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
		await expect(failing).rejects.toThrow('not now')
		expect(list()).toEqual(['a', 'b'])
	})

	test('gives the event loop a turn between transactions of many', async () => {
		const { add } = setUp()
		let turns = 0
		let working = true
		const count = () => {
			turns += 1
			if (working) setImmediate(count)
		}
		setImmediate(count)

		await Promise.all(Array.from({ length: 5000 }, (_, n) => add(String(n))))
		working = false

		expect(turns).toBeGreaterThanOrEqual(9)
	})

	test('writes what is waiting when it is closed, and refuses what comes later', async () => {
		const { commits, add, list } = setUp()

		const waiting = add('a')
		commits.close()
		const late = add('b')

		await expect(late).rejects.toThrow(JournalUnavailable)
		await waiting
		expect(list()).toEqual(['a'])
	})
})
