import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { JournalFault } from './journal.ts'

const FILE = 'journal.sqlite'
const OWNER_ONLY = 0o700
const OWNER_FILE = 0o600
const OTHERS = 0o077
/** What Windows, and some network disks, answer when a directory is to be synced. */
const CANNOT_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'])

/**
 * Makes the directory of the journal where there is none, for its owner only, and in it an empty file where there is
 * none, so that SQLite never makes one that others may read. Both are on disk afterwards. Gives the file's path.
 */
export function prepareDataDirectory(dataDir: string): string {
	const directory = resolve(dataDir)
	const file = join(directory, FILE)
	try {
		makeDirectory(directory)
		// Never opened by us when it is there: closing it would drop SQLite's lock.
		if (!existsSync(file)) makeFile(file)
		else if ((statSync(file).mode & OTHERS) !== 0) chmodSync(file, OWNER_FILE)
	} catch (error) {
		throw new JournalFault(`DATA_DIR ${directory} cannot be used: ${reasonOf(error)}.`, { cause: error })
	}
	return file
}

/** Makes a directory and those above it. Node's own way of doing so tries for ever where the system has no room for it. */
function makeDirectory(directory: string): void {
	if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return
	if (dirname(directory) !== directory && !existsSync(dirname(directory))) makeDirectory(dirname(directory))
	mkdirSync(directory, { mode: OWNER_ONLY })
	syncDirectory(dirname(directory))
}

function makeFile(file: string): void {
	const descriptor = openSync(file, 'a', OWNER_FILE)
	fsyncSync(descriptor)
	closeSync(descriptor)
	syncDirectory(dirname(file))
}

/** A new name is on disk once the directory that holds it is; systems that cannot be asked to see to it by themselves. */
function syncDirectory(directory: string): void {
	let descriptor: number | undefined
	try {
		descriptor = openSync(directory, 'r')
		fsyncSync(descriptor)
	} catch (error) {
		if (!CANNOT_SYNC.has((error as NodeJS.ErrnoException).code ?? '')) throw error
	} finally {
		if (descriptor !== undefined) closeSync(descriptor)
	}
}

const REASONS: Record<string, string> = {
	EACCES: 'permission denied',
	EPERM: 'not permitted',
	EROFS: 'the disk is read-only',
	ENOSPC: 'the disk is full',
	ENOENT: 'it cannot be made there',
	ENOTDIR: 'a part of it is a file, not a directory',
	EEXIST: 'it is a file, not a directory'
}

function reasonOf(error: unknown): string {
	const { code = 'unknown' } = error as NodeJS.ErrnoException
	return `${REASONS[code] ?? 'the system refuses it'} (${code})`
}
