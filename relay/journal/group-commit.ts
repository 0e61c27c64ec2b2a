import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { JournalUnavailable } from './journal.ts'

/** Most writes in one transaction: beyond it, others wait for their turn of the event loop too long. */
const MAX_GROUP = 500

type Waiting = { work: () => unknown; resolve: (value: unknown) => void; reject: (reason: unknown) => void }

/**
 * Writes to a database in transactions that share their fdatasync: everything asked for within one turn of the event
 * loop, or while the transaction before was under way, goes into one. In the order asked for.
 */
export class GroupCommit {
	#database: DatabaseSync
	#begin: StatementSync
	#commit: StatementSync
	#waiting: Waiting[] = []
	#closed = false
	#onRollback: () => void

	/** @param onRollback told when what the work has changed in the database is gone again */
	constructor(database: DatabaseSync, onRollback: () => void) {
		this.#database = database
		this.#onRollback = onRollback
		this.#begin = database.prepare('BEGIN IMMEDIATE')
		this.#commit = database.prepare('COMMIT')
	}

	/**
	 * Runs some work inside the next transaction; resolves with what it gives once that is on disk. Rejects with what the
	 * work throws by itself, which it must do before it writes, and with `JournalUnavailable` when the database refuses:
	 * then nothing of the whole transaction is kept.
	 */
	write<T>(work: () => T): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			if (this.#closed) return reject(new JournalUnavailable('closed'))
			this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
			if (this.#waiting.length === 1) setImmediate(() => this.#flush())
		})
	}

	/** Runs a query; what is being written is not seen before it is on disk. */
	async read<T>(query: () => T): Promise<T> {
		try {
			return query()
		} catch (error) {
			throw refusalOf(error)
		}
	}

	/** Writes what is waiting. Nothing may be asked for afterwards. */
	close(): void {
		this.#closed = true
		while (this.#waiting.length > 0) this.#flush()
	}

	#flush(): void {
		const group = this.#waiting.splice(0, MAX_GROUP)
		if (this.#waiting.length > 0) setImmediate(() => this.#flush())
		if (group.length === 0) return
		try {
			this.#begin.run()
			const answers = group.map((waiting) => answerOf(waiting))
			this.#commit.run()
			for (const answer of answers) answer()
		} catch (error) {
			this.#undo()
			this.#onRollback()
			for (const { reject } of group) reject(refusalOf(error))
		}
	}

	#undo(): void {
		try {
			if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
		} catch {
			// The next transaction says what is wrong, to somebody who waits for it.
		}
	}
}

/** Does the work, and gives what to answer once all is on disk. Throws what the database throws. */
function answerOf({ work, resolve, reject }: Waiting): () => void {
	try {
		const value = work()
		return () => resolve(value)
	} catch (error) {
		if (isDatabaseError(error)) throw error
		return () => reject(error)
	}
}

/** Whether it comes from SQLite, not from our own code. */
export function isDatabaseError(error: unknown): error is Error & { errcode: number } {
	return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'
}

function refusalOf(error: unknown): unknown {
	return isDatabaseError(error) ? new JournalUnavailable('the database refuses', { cause: error }) : error
}
