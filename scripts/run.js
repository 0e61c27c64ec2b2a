import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The project's folder, where every script works whatever the folder it was called from. */
export const PROJECT = fileURLToPath(new URL('..', import.meta.url))

/** What may be asked to end us; a child in the same terminal gets SIGINT by itself. */
const ENDINGS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a script with this same Node in the project's folder, its output on ours, and waits for its end.
 *
 * @param {string[]} args script and arguments
 * @param {NodeJS.ProcessEnv} [env] variables to set besides ours
 * @returns {Promise<number>} exit code; 1 when a signal ended it
 */
export function runNode(args, env = {}) {
	return runProgram(process.execPath, args, env)
}

/**
 * Runs any program in the project's folder, its output on ours, and waits for its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] variables to set besides ours
 * @returns {Promise<number>} exit code; 1 when a signal ended it, 127 when the program is not there
 */
export async function runProgram(program, args, env = {}) {
	const child = spawn(program, args, { cwd: PROJECT, stdio: 'inherit', env: { ...process.env, ...env } })
	return (await endWith(child)).code
}

/**
 * Waits for a child's end, and hands it what asks us to end, so that none outlives us.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number, asked: boolean }>} its exit code as in `runProgram`, and whether we had been asked to end
 */
export function endWith(child) {
	let asked = false
	/** @param {NodeJS.Signals} signal */
	const passOn = (signal) => {
		asked = true
		// Windows knows no gentle signal, and its console has told the child already.
		if (process.platform !== 'win32') child.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM')
	}
	for (const signal of ENDINGS) process.on(signal, passOn)

	return new Promise((resolve) => {
		/** @param {number} code */
		const end = (code) => {
			for (const signal of ENDINGS) process.off(signal, passOn)
			resolve({ code, asked })
		}
		child.on('error', () => end(127))
		child.on('close', (code) => end(code ?? 1))
	})
}
