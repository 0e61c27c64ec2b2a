import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The octets of a database file, once `fill` has done to it what it will. */
export function sqliteBytes(fill: (database: DatabaseSync) => void): Uint8Array<ArrayBuffer> {
	const folder = mkdtempSync(join(tmpdir(), 'sqlite-'))
	try {
		const path = join(folder, 'file.db')
		const database = new DatabaseSync(path)
		fill(database)
		database.close()
		return new Uint8Array(readFileSync(path))
	} finally {
		rmSync(folder, { recursive: true })
	}
}

/** A file that the old program left behind. */
export const oldFile = (name: string): Uint8Array<ArrayBuffer> =>
	new Uint8Array(readFileSync(`tests/support/samples/old-program/${name}`))
