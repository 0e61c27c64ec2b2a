import { execFile } from 'node:child_process'
import { accessSync, constants, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { composeMessage } from '#relay/mail/compose.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startProgram } from '../processes.ts'
import { textOf, type Took, type Work } from './work.ts'

const run = promisify(execFile)
const SMTP_SINK = '/usr/sbin/smtp-sink'
const SMTP_SOURCE = '/usr/sbin/smtp-source'
const PYTHON = '/usr/bin/python3'
const MAX_CONNECTIONS = 100

/** The defaults of the program before. */
const OLD_BATCH = 10
const OLD_DELAY_S = 1

export type Program = { port: number; stop: () => Promise<void> }

/** Whatever takes all mail and keeps none: Postfix's own where it is installed, else ours. */
export async function startSink(): Promise<Program> {
	if (!isInstalled(SMTP_SINK)) {
		notRun('smtp-sink', 'postfix')
		const { line, stop } = await startProgram('tests/bench/relay/sink.ts')
		return { port: Number(line), stop }
	}
	const port = await freePort()
	const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
	const child = execFile(SMTP_SINK, [...user, `127.0.0.1:${port}`, String(MAX_CONNECTIONS)])
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
	const stop = async () => {
		child.kill()
		await ended
	}
	await untilListening(port)
	return { port, stop }
}

/** The same server, so far away. */
export async function startDistance(port: number, roundTripMs: number): Promise<Program> {
	const { line, stop } = await startProgram('tests/bench/relay/delay-proxy.ts', {
		args: [port, roundTripMs].map(String)
	})
	return { port: Number(line), stop }
}

export async function sendByPool({ port, count, connections, attachments = 0 }: Work): Promise<Took> {
	const args = [port, count, connections, attachments].map(String)
	const { line } = await startProgram('tests/bench/relay/nodemailer-pool.ts', { args })
	const [ms = NaN, cpuSeconds = NaN] = line.split(' ').map(Number)
	return { perSecond: (count / ms) * 1000, cpuPerThousand: (cpuSeconds / count) * 1000 }
}

/** By Postfix's load generator, the fastest there is: it composes nothing and does not pipeline. NaN without it. */
export async function sendBySource({ port, count, connections }: Work): Promise<number> {
	if (!isInstalled(SMTP_SOURCE)) return notRun('smtp-source', 'postfix')
	const letter = join(makeDataDir(), 'letter')
	writeFileSync(letter, await exampleLetter())
	const options = [
		'-d',
		'-s',
		connections,
		'-m',
		count,
		'-F',
		letter,
		'-f',
		'club@example.org',
		'-t',
		'membre@example.org'
	]
	const start = performance.now()
	await run(SMTP_SOURCE, [...options, '-N', `127.0.0.1:${port}`].map(String))
	return (count / (performance.now() - start)) * 1000
}

/** As the program before would send it, with its defaults. NaN without Python. */
export async function sendTheOldWay({ port, count }: Work): Promise<number> {
	if (!isInstalled(PYTHON)) return notRun('the old way', 'python3')
	const log = join(makeDataDir(), 'log.db')
	const { stdout } = await run(
		PYTHON,
		['tests/bench/relay/old-way.py', port, count, OLD_BATCH, OLD_DELAY_S, log].map(String)
	)
	return count / Number(stdout)
}

async function exampleLetter(): Promise<string> {
	const content = { subject: 'Assemblée générale, membre 1234', text: textOf() }
	const { parts } = await composeMessage({
		...{ sender: { email: 'club@example.org', name: 'Le Club' }, recipient: { email: 'membre1234@example.org' } },
		...{ content, date: new Date(), messageId: '<2de5ifyrxbrcstpbdscg5qumem@example.org>', boundary: 'x' }
	})
	return Buffer.concat(parts).toString().replaceAll('\r\n', '\n')
}

const missing = new Set<string>()

/** Says once what could not be measured, and what for. */
function notRun(what: string, debianPackage: string): number {
	if (!missing.has(what)) console.error(`not run: ${what}, because ${debianPackage} is not installed`)
	missing.add(what)
	return NaN
}

function isInstalled(program: string): boolean {
	try {
		accessSync(program, constants.X_OK)
		return true
	} catch {
		return false
	}
}

async function untilListening(port: number): Promise<void> {
	for (let tries = 0; tries < 200; tries += 1) {
		const answered = await run('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]).then(
			() => true,
			() => false
		)
		if (answered) return
		await new Promise((resolve) => setTimeout(resolve, 50))
	}
	throw new Error(`nothing listens on ${port}`)
}
