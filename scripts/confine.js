import { readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseConfig } from '#relay/config.ts'
import { prepareDataDirectory } from '#relay/journal/data-directory.ts'
import { PROJECT } from './run.js'

/** What of the project the relay is made of: not `.env`, not the club's other files. */
const PARTS = ['relay', 'shared', 'scripts', 'node_modules', 'package.json']

/**
 * Becomes the same program with fewer rights (decision 135): it may read its own code, the built app and its journal, write its
 * journal, and start no program. Returns, changing nothing, where that is done already, where the system cannot (Windows), and where
 * the environment is wrong: the relay says so better.
 */
export function confine() {
	if (process.permission !== undefined || process.platform === 'win32' || process.execve === undefined) return
	const folders = prepareFolders()
	if (folders === undefined) return
	const rights = [
		...[...folders.read, ...folders.journal].map((path) => `--allow-fs-read=${path}`),
		...folders.journal.map((path) => `--allow-fs-write=${path}`)
	]
	const args = [...process.execArgv, '--permission', ...rights, ...process.argv.slice(1)]
	process.execve(process.execPath, [process.execPath, ...args], process.env)
}

/** @returns {{ read: string[], journal: string[] } | undefined} none where the relay would not start */
function prepareFolders() {
	const { RELAY_EXTRA_CA } = process.env
	try {
		const { dataDir, webRoot } = parseConfig(process.env, (path) => readFileSync(path, 'utf8'))
		// Before: what makes a new file last (fsync) is not to be had afterwards.
		prepareDataDirectory(dataDir)
		// The star: a folder that is not there yet would else be taken for a file.
		const app = [webRoot, join(webRoot, '*')]
		const read = [...PARTS.map((part) => join(PROJECT, part)), ...app, ...(RELAY_EXTRA_CA ? [RELAY_EXTRA_CA] : [])]
		return { read: read.flatMap(bothPaths), journal: bothPaths(dataDir) }
	} catch {
		return undefined // The relay meets the same fault, and names it.
	}
}

/**
 * A path as it is asked for, and as it really is.
 *
 * @param {string} path
 */
function bothPaths(path) {
	try {
		return [...new Set([resolve(path), realpathSync(path)])]
	} catch {
		return [resolve(path)] // Not there yet, as an app that is not built.
	}
}
