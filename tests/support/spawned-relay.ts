import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { makeDataDir } from './data-dir.ts'

const PRINTS_WITHIN_MS = 20_000

/** A relay as its operator sees it: what it prints, and how it ends. */
export type SpawnedRelay = {
	child: ChildProcess
	/** Its exit code; `null` after a signal. */
	exited: Promise<number | null>
	/** Waits until it has printed this, and gives the first group of it, or all. */
	printed: (pattern: RegExp) => Promise<string>
	output: () => string
}

/**
 * Starts a relay as a process of its own, with nothing in its environment but what is given, and a journal of its own
 * unless one is named; `program` runs it under another program, `script` is another way of starting it. Ends with the test.
 */
export function spawnRelay(
	given: Record<string, string>,
	program: readonly string[] = [],
	script = 'relay/main.ts'
): SpawnedRelay {
	const [command = process.execPath, ...args] = [...program, process.execPath, script]
	const env = { DATA_DIR: makeDataDir(), ...given }
	const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
	onTestFinished(() => void child.kill('SIGKILL'))
	let output = ''
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
	const exited = once(child, 'close').then(([code]) => code as number | null)
	const printed = async (pattern: RegExp): Promise<string> => {
		for (const until = Date.now() + PRINTS_WITHIN_MS; Date.now() < until;) {
			const found = pattern.exec(output)
			if (found) return found[1] ?? found[0]
			await new Promise((end) => setTimeout(end, 20))
		}
		throw new Error(`did not print ${pattern}: ${output}`)
	}
	return { child, exited, printed, output: () => output }
}
