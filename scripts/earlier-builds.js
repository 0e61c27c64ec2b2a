/**
 * Parts of the app that earlier builds were made of, kept beside the new ones: a page that was opened before a new version
 * came, and that the browser keeps no copy for, can still load the rest of itself.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const KEPT_FOR_MS = 30 * 24 * 3_600_000

/** Where a build has its files with a hash in their name. */
const HASHED = '_app/immutable'

/**
 * Before a build: puts the hashed files of the one in `output` aside in `store`, each with the time it was last current.
 *
 * @param {string} output
 * @param {string} store
 * @param {number} now ms since the epoch
 */
export function setAside(output, store, now) {
	for (const file of listFiles(join(output, HASHED))) {
		const kept = join(store, file)
		// There already: it was of an earlier build even then.
		if (existsSync(kept)) continue
		copy(join(output, HASHED, file), kept)
		utimesSync(kept, now / 1000, now / 1000)
	}
}

/**
 * After a build: puts beside its files those that it has no more, and forgets what has not been current for thirty days.
 *
 * @param {string} output
 * @param {string} store
 * @param {number} now ms since the epoch
 */
export function putBack(output, store, now) {
	for (const file of listFiles(store)) {
		const [kept, current] = [join(store, file), join(output, HASHED, file)]
		const stale = now - statSync(kept).mtimeMs > KEPT_FOR_MS
		if (existsSync(current) || stale) rmSync(kept)
		else copy(kept, current)
	}
}

/**
 * @param {string} folder one that is not there has no files
 * @returns {string[]} paths below it
 */
function listFiles(folder) {
	if (!existsSync(folder)) return []
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
	mkdirSync(dirname(to), { recursive: true })
	cpSync(from, to, { preserveTimestamps: true })
}
