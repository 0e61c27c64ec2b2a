import type { DatabaseSync } from 'node:sqlite'
import { GroupCommit } from './group-commit.ts'
import type { Journal, MailingKey, MailingRow, MessageKey, MessageRow, OptOut, Use } from './journal.ts'
import { openJournalFile, type JournalOwner } from './sqlite-file.ts'
import { prepareStatements, type Statements } from './statements.ts'
import { columnsOf, mailingOf, messageOf, type StoredMailing, type StoredMessage } from './stored-rows.ts'

/** The last record of a mailing is noted with the mailing no more often than this: a write saved for each message. */
const KEPT_FOR_STEP_MS = 60 * 60 * 1000
/** Rows that are read, or forgotten, before others have their turn. */
const SLICE = 2000

/** What is known here of a mailing without asking the database. */
type Known = { id: number; keptFor: number }

/**
 * The journal in a directory of this machine, in an SQLite database of which this process is the only user. A record is
 * on disk (fdatasync) when its promise resolves. Throws a `JournalFault` when it cannot be opened.
 */
export async function openSqliteJournal(owner: JournalOwner): Promise<Journal> {
	const { database, epoch, key } = await openJournalFile(owner)
	return new SqliteJournal(database, { epoch, key })
}

class SqliteJournal implements Journal {
	readonly epoch: string
	readonly key: Uint8Array
	#database: DatabaseSync
	#commits: GroupCommit
	#statements: Statements
	#known = new Map<string, Known>()

	constructor(database: DatabaseSync, { epoch, key }: { epoch: string; key: Uint8Array }) {
		this.epoch = epoch
		this.key = key
		this.#database = database
		this.#commits = new GroupCommit(database, () => this.#known.clear())
		this.#statements = prepareStatements(database)
	}

	findMailing({ owner, mailingId }: MailingKey): Promise<MailingRow | undefined> {
		return this.#commits.read(() => {
			const row = this.#statements.findMailing.get(owner, mailingId)
			return row && mailingOf(row as StoredMailing)
		})
	}

	putMailing({ owner, mailingId }: MailingKey, row: MailingRow): Promise<void> {
		const columns = columnsOf(row)
		return this.#commits.write(() => {
			this.#statements.putMailing.run({ owner, mailingId, ...columns })
		})
	}

	updateMailing({ owner, mailingId }: MailingKey, changes: Partial<MailingRow>): Promise<void> {
		return this.#commits.write(() => {
			const stored = this.#statements.findMailing.get(owner, mailingId)
			if (!stored) return
			const columns = columnsOf({ ...mailingOf(stored as StoredMailing), ...changes })
			this.#statements.putMailing.run({ owner, mailingId, ...columns })
		})
	}

	async listMessages(key: MailingKey): Promise<MessageRow[]> {
		const mailing = await this.#commits.read(() => this.#find(key)?.id)
		if (mailing === undefined) return []
		const rows: MessageRow[] = []
		for (let last = { recipientId: '', attempt: 0 }; ;) {
			const { recipientId, attempt } = last
			const slice = await this.#commits.read(() => {
				return this.#statements.listMessages.all(mailing, recipientId, attempt, SLICE) as StoredMessage[]
			})
			for (const row of slice) rows.push(messageOf(row))
			if (slice.length < SLICE) return rows
			last = slice.at(-1) ?? last
			await new Promise(setImmediate)
		}
	}

	commit(key: MessageKey, { account, mac, tries, at }: Parameters<Journal['commit']>[1]): Promise<void> {
		return this.#commits.write(() => {
			const mailing = this.#get(key)
			const { changes } = this.#statements.commit.run(mailing.id, key.recipientId, key.attempt, mac, tries, at)
			if (changes === 0) throw new Error('this message has been committed before')
			this.#statements.addUse.run(account, at)
			this.#keepFor(mailing, at)
		})
	}

	release(key: MessageKey): Promise<void> {
		return this.#commits.write(() => {
			const id = this.#find(key)?.id
			if (id !== undefined) this.#statements.release.run(id, key.recipientId, key.attempt)
		})
	}

	settle(key: MessageKey, settled: Parameters<Journal['settle']>[1]): Promise<void> {
		const { outcome, mac, tries, at, code = null, scope = null } = settled
		return this.#commits.write(() => {
			const mailing = this.#get(key)
			const { recipientId, attempt } = key
			const { changes } = this.#statements.settle.run(
				...[mailing.id, recipientId, attempt, outcome, mac, tries, at, code, scope]
			)
			if (changes === 0) throw new Error('this message has been decided before')
			this.#keepFor(mailing, at)
		})
	}

	addUse(account: string, at: number): Promise<void> {
		return this.#commits.write(() => {
			this.#statements.addUse.run(account, at)
		})
	}

	listUses(account: string, after: number): Promise<Use[]> {
		return this.#commits.read(() => {
			const rows = this.#statements.listUses.all(account, after) as Use[]
			return rows.map(({ at, count }) => ({ at, count }))
		})
	}

	addOptOut(owner: string, { digest, at }: OptOut): Promise<void> {
		return this.#commits.write(() => {
			this.#statements.addOptOut.run(owner, digest, at)
		})
	}

	listOptOuts(owner: string, { after, limit }: Parameters<Journal['listOptOuts']>[1]) {
		return this.#commits.read(() => {
			const rows = this.#statements.listOptOuts.all(owner, after, limit) as (OptOut & { place: number })[]
			return rows.map(({ digest, at, place }) => ({ digest, at, place }))
		})
	}

	async purge(before: { mailings: number; uses: number }): Promise<void> {
		await this.#purgeUses(before.uses)
		const { oldMailings, forgetMessages, forgetMailing, forgetOptOuts } = this.#statements
		await this.#inSlices(() => forgetOptOuts.run(before.mailings, SLICE))
		const old = await this.#commits.read(() => oldMailings.all(before.mailings) as { id: number }[])
		for (const { id } of old) {
			await this.#inSlices(() => forgetMessages.run(id, SLICE))
			await this.#commits.write(() => {
				forgetMailing.run(id)
				this.#known.clear()
			})
		}
	}

	async close(): Promise<void> {
		this.#commits.close()
		this.#database.close()
	}

	async #purgeUses(before: number): Promise<void> {
		const { nextAccount, forgetUses } = this.#statements
		for (let account: string | null = ''; ;) {
			account = (await this.#commits.read(() => nextAccount.get(account) as { account: string | null })).account
			if (account === null) return
			await this.#inSlices(() => forgetUses.run({ account, before, slice: SLICE }))
		}
	}

	/** Repeats a deletion of at most a slice until there is nothing left to delete. */
	async #inSlices(remove: () => { changes: number | bigint }): Promise<void> {
		while (Number((await this.#commits.write(remove)).changes) === SLICE);
	}

	/** A mailing that must be there; as all that follow, inside a transaction or a query. */
	#get(key: MailingKey): Known {
		const known = this.#find(key)
		if (!known) throw new Error('no such mailing in the journal')
		return known
	}

	#find({ owner, mailingId }: MailingKey): Known | undefined {
		const name = `${mailingId} ${owner}` // No id has a space in it.
		const known = this.#known.get(name)
		if (known) return known
		const row = this.#statements.findMailing.get(owner, mailingId) as StoredMailing | undefined
		if (!row) return undefined
		const found = { id: row.id, keptFor: row.keptFor }
		this.#known.set(name, found)
		return found
	}

	#keepFor(mailing: Known, at: number): void {
		if (at <= mailing.keptFor) return
		mailing.keptFor = at + KEPT_FOR_STEP_MS
		this.#statements.keepFor.run(mailing.keptFor, mailing.id)
	}
}
