import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Names the directory of a run of tests whose processes are ended from outside, and so cannot clear up themselves. */
const RUN = 'CLUB_MANAGER_TEST_DATA'

let own: string | undefined

/** A directory of its own for one relay's journal, removed when the tests end. */
export function makeDataDir(): string {
	const parent = process.env[RUN] ?? (own ??= makeParent())
	return mkdtempSync(join(parent, 'relay-'))
}

/** For Vitest's `globalSetup`: makes the directory of a run, and removes it at its end. */
export function setup(): () => void {
	const parent = mkdtempSync(join(tmpdir(), 'club-manager-data-'))
	process.env[RUN] = parent
	return () => rmSync(parent, { recursive: true, force: true })
}

function makeParent(): string {
	const parent = mkdtempSync(join(tmpdir(), 'club-manager-data-'))
	process.once('exit', () => rmSync(parent, { recursive: true, force: true }))
	return parent
}
