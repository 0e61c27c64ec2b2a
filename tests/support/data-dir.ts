import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []

/** A directory of its own for one relay's journal, removed when the test process ends. */
export function makeDataDir(): string {
	if (made.length === 0) process.once('exit', removeAll)
	const directory = mkdtempSync(join(tmpdir(), 'club-manager-data-'))
	made.push(directory)
	return directory
}

function removeAll(): void {
	for (const directory of made) rmSync(directory, { recursive: true, force: true })
}
