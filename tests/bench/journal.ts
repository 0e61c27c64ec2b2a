import { randomBytes } from 'node:crypto'
import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Journal, MailingRow } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { openSqliteJournal } from '#relay/journal/sqlite.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { median, type Bench, type Figure } from './figure.ts'

const ROUNDS = 3
/** Messages at once; a pipelined relay settles one message of each connection and commits the next together. */
const GROUPS = [
	{ size: 1, messages: 1000 },
	{ size: 10, messages: 8000 },
	{ size: 100, messages: 20_000 }
]
const PAGE_OCTETS = 4096

const ROW: MailingRow = {
	createdAt: 1_790_000_000_000,
	contentMac: randomBytes(32).toString('base64url'),
	total: 0,
	highestAttempt: 1,
	cancelledAttempt: 0,
	userPaused: false,
	finished: false
}

/**
 * Messages per second through the journal alone, committed and settled, so many at once: on disk, in memory, and beside
 * it what the disk itself does, one page and one fdatasync at a time. By turns.
 */
const bench: Bench = async () => {
	const figures: Figure[] = []
	for (const { size, messages } of GROUPS) {
		const rounds: { sqlite: number; memory: number; disk: number }[] = []
		for (let round = 0; round < ROUNDS; round += 1) {
			const dataDir = makeDataDir()
			const sqlite = await openSqliteJournal({ dataDir, secret: randomBytes(32), previousSecrets: [] })
			rounds.push({
				sqlite: await rateOf(sqlite, { size, messages }),
				memory: await rateOf(createMemoryJournal(), { size, messages }),
				disk: diskRate(dataDir, 300)
			})
		}
		const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick))
		figures.push(
			{ name: `journal on disk, ${size} at once`, value: of(({ sqlite }) => sqlite), unit: 'messages/s' },
			{ name: `journal in memory, ${size} at once`, value: of(({ memory }) => memory), unit: 'messages/s' },
			{ name: `the disk, pages of ${PAGE_OCTETS}, one at a time`, value: of(({ disk }) => disk), unit: 'fdatasync/s' },
			{
				name: `transactions ÷ fdatasync, ${size} at once`,
				value: of(({ sqlite, disk }) => sqlite / size / disk),
				unit: 'times'
			}
		)
	}
	return figures
}
export default bench

/** Commits and settles messages, a group at once: each group's results go with the next one's commits. */
async function rateOf(journal: Journal, { size, messages }: { size: number; messages: number }): Promise<number> {
	const mailing = { owner: 'club', mailingId: 'bench' }
	const account = randomBytes(32).toString('base64url')
	const mac = randomBytes(32).toString('base64url')
	await journal.putMailing(mailing, { ...ROW, total: messages })
	const ids = Array.from({ length: messages }, () => randomBytes(12).toString('base64url'))
	let before: string[] = []
	const start = performance.now()
	for (let from = 0; from <= messages; from += size) {
		const group = ids.slice(from, from + size)
		const settled = { mac, tries: 1, at: Date.now(), outcome: 'sent' } as const
		await Promise.all([
			...before.map((recipientId) => journal.settle({ ...mailing, recipientId, attempt: 1 }, settled)),
			...group.map((recipientId) => journal.commit({ ...mailing, recipientId, attempt: 1 }, { ...settled, account }))
		])
		before = group
	}
	const elapsedMs = performance.now() - start
	await journal.close()
	return (messages / elapsedMs) * 1000
}

/** How often the disk takes a page and says that it has it. */
function diskRate(directory: string, times: number): number {
	const file = openSync(join(directory, 'bench'), 'w')
	const page = Buffer.alloc(PAGE_OCTETS, 1)
	for (let n = 0; n < times; n += 1) writeSync(file, page)
	fsyncSync(file)
	const start = performance.now()
	for (let n = 0; n < times; n += 1) {
		writeSync(file, page, 0, PAGE_OCTETS, n * PAGE_OCTETS)
		fdatasyncSync(file)
	}
	const elapsedMs = performance.now() - start
	closeSync(file)
	return (times / elapsedMs) * 1000
}
