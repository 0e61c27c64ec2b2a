/**
 * Why a file cannot be read as a database of SQLite; equal to the catalogue's key.
 * `unsupported`: it is one, of a kind that no program of a club writes (a table without row numbers, for instance).
 */
export type SqliteFault = 'sqlite-none' | 'sqlite-cut' | 'sqlite-damaged' | 'sqlite-unsupported' | 'sqlite-too-large'

/** Thrown inside of this room when the file does not hold what it should; never leaves it. */
export class SqliteError extends Error {
	override name = 'SqliteError'
	readonly code: SqliteFault

	constructor(code: SqliteFault) {
		super(code)
		this.code = code
	}
}

/** The error to throw where octets contradict one another. */
export const damaged = (): SqliteError => new SqliteError('sqlite-damaged')
