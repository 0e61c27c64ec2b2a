import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

/** A program of ours in a process of its own; `line` is the first thing that it prints. */
export async function startProgram(
	path: string,
	{ args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {}
): Promise<{ line: string; child: ChildProcess; stop: () => Promise<void> }> {
	const child = spawn(process.execPath, [path, ...args], {
		cwd: PROJECT,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'inherit']
	})
	const ended = once(child, 'exit')
	const lines = createInterface({ input: child.stdout })
	const [line] = (await Promise.race([once(lines, 'line'), ended.then(() => [''])])) as [string]
	const stop = async () => {
		child.kill()
		await ended
	}
	return { line, child, stop }
}
