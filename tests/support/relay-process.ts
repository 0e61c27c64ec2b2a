import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { makeDataDir } from './data-dir.ts'
import { freePort } from './free-port.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const START_WITHIN_MS = 20_000
const SECRET = 'e2e-dGVzdHMtb25seS1zZWNyZXQtb2YtdGhlLWNsdWI0Nzk2'

/** The relay as a process of its own, with the built app, its sandbox, and a journal that lasts from start to start. */
export class RelayProcess {
	readonly port: number
	readonly url: string
	#environment: Record<string, string>
	#child: ChildProcess | undefined
	#output = ''

	constructor(port: number, environment: Record<string, string> = {}) {
		this.port = port
		this.url = `http://127.0.0.1:${port}`
		this.#environment = { DATA_DIR: makeDataDir(), ...environment }
	}

	/** What it printed since it was made. */
	get output(): string {
		return this.#output
	}

	/** The process that runs now. */
	get pid(): number {
		if (this.#child?.pid === undefined) throw new Error('the relay does not run')
		return this.#child.pid
	}

	/** The link that pairs a browser with it, as it printed it. */
	get pairingLink(): string {
		const link = this.#output.split('\n').findLast((line) => /^http:\/\/\S+#relay-key=\S+$/.test(line))
		if (link === undefined) throw new Error(`no pairing link in:\n${this.#output}`)
		return link
	}

	/** Starts it, with these variables besides its own and those of before, and waits until it listens. */
	async start(environment: Record<string, string> = {}): Promise<void> {
		this.#environment = { RELAY_SANDBOX_PORT: String(await freePort()), ...this.#environment, ...environment }
		const child = spawn(process.execPath, ['relay/main.ts'], {
			cwd: PROJECT,
			env: {
				...process.env,
				APP_SECRET_KEY: SECRET,
				HOST: '127.0.0.1',
				PORT: String(this.port),
				RELAY_SANDBOX: 'on',
				RELAY_PRINT_PAIRING_LINK: 'on',
				...this.#environment
			},
			stdio: ['ignore', 'pipe', 'pipe']
		})
		this.#child = child
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
		}
		await this.#listening(child)
	}

	/** Ends it as a service manager would. */
	async stop(): Promise<void> {
		await this.#end('SIGTERM')
	}

	/** Ends it as a power cut would. */
	async kill(): Promise<void> {
		await this.#end('SIGKILL')
	}

	async #listening(child: ChildProcess): Promise<void> {
		const until = Date.now() + START_WITHIN_MS
		while (Date.now() < until && child.exitCode === null) {
			const answered = await fetch(`${this.url}/api/v1/relay`).then(
				(response) => response.ok,
				() => false
			)
			if (answered) return
			await new Promise((resolve) => setTimeout(resolve, 50))
		}
		throw new Error(`the relay does not listen on ${this.url}\n${this.#output}`)
	}

	async #end(signal: NodeJS.Signals): Promise<void> {
		const child = this.#child
		this.#child = undefined
		if (!child || child.exitCode !== null || child.signalCode !== null) return
		const ended = new Promise((resolve) => child.once('exit', resolve))
		child.kill(signal)
		await ended
	}
}
