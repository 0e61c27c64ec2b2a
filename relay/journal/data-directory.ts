import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { JournalFault } from './journal.ts'

const FILE = 'journal.sqlite'
const OWNER_ONLY = 0o700
const OWNER_FILE = 0o600
const OTHERS = 0o077

/**
 * Makes the directory of the journal where there is none, for its owner only, and in it an empty file where there is
 * none, so that SQLite never makes one that others may read. Both are on disk afterwards. Gives the file's path.
 */
export function prepareDataDirectory(dataDir: string): string {
	const directory = resolve(dataDir)
	const file = join(directory, FILE)
	try {
		const highestMade = mkdirSync(directory, { recursive: true, mode: OWNER_ONLY })
		if (highestMade !== undefined) syncDirectories(directory, dirname(highestMade))
		// Never opened by us when it is there: closing it would drop SQLite's lock.
		if (!existsSync(file)) makeFile(file)
		else if ((statSync(file).mode & OTHERS) !== 0) chmodSync(file, OWNER_FILE)
	} catch (error) {
		throw new JournalFault(`DATA_DIR ${directory} cannot be used: ${reasonOf(error)}.`, { cause: error })
	}
	return file
}

function makeFile(file: string): void {
	const descriptor = openSync(file, 'a', OWNER_FILE)
	fsyncSync(descriptor)
	closeSync(descriptor)
	syncDirectories(dirname(file), dirname(file))
}

/** A new name is on disk once the directory that holds it is. */
function syncDirectories(from: string, upTo: string): void {
	for (let each = from; ; each = dirname(each)) {
		const descriptor = openSync(each, 'r')
		fsyncSync(descriptor)
		closeSync(descriptor)
		if (each === upTo || each === dirname(each)) return
	}
}

const REASONS: Record<string, string> = {
	EACCES: 'permission denied',
	EPERM: 'not permitted',
	EROFS: 'the disk is read-only',
	ENOSPC: 'the disk is full',
	ENOTDIR: 'a part of it is a file, not a directory',
	EEXIST: 'it is a file, not a directory'
}

function reasonOf(error: unknown): string {
	const { code = 'unknown' } = error as NodeJS.ErrnoException
	return `${REASONS[code] ?? 'the system refuses it'} (${code})`
}
