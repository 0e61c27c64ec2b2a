import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sealPassword, type SealedFor } from '#shared/crypto/sealed-password.ts'
import { deriveSealingKeyPair, type SealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { freePort } from '#tests/support/free-port.ts'
import { SmallDisk } from './small-disk.ts'
import type { Tape } from './tape.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const MUTANTS = new URL('mutants/install.ts', import.meta.url).href
export const ACCESS_KEY = 'access-key-for-the-trials'

type Surroundings = {
	port: number
	allow: string
	mutant: string | undefined
	secret: Buffer
	sealing: SealingKeyPair
	disk: SmallDisk | undefined
}

/** One relay over all its lives: a process after the other, with the same secret, port and journal. */
export class RelayLives {
	readonly url: string
	readonly dataDir: string
	/** What all processes printed. */
	output = ''
	readonly #environment: Record<string, string>
	readonly #sealing: SealingKeyPair
	readonly #disk: SmallDisk | undefined
	readonly #tape: Tape
	readonly #arguments: string[]
	#child: ChildProcess | undefined

	private constructor(tape: Tape, { port, allow, mutant, secret, sealing, disk }: Surroundings) {
		this.#sealing = sealing
		this.#disk = disk
		this.url = `http://127.0.0.1:${port}`
		this.dataDir = disk?.path ?? mkdtempSync(join(tmpdir(), 'club-faults-'))
		this.#tape = tape
		this.#arguments = [...(mutant === undefined ? [] : ['--import', MUTANTS]), 'relay/main.ts']
		this.#environment = {
			PATH: process.env.PATH ?? '',
			APP_SECRET_KEY: secret.toString('base64url'),
			RELAY_ACCESS_KEYS: `club:${ACCESS_KEY}`,
			RELAY_SMTP_ALLOW: allow,
			PORT: String(port),
			DATA_DIR: this.dataDir,
			// Starting is what a kill costs: compiled once, a process starts in half the time.
			NODE_COMPILE_CACHE: join(tmpdir(), 'club-faults-compiled'),
			...(mutant !== undefined && { MUTANT: mutant })
		}
	}

	/** `allow` names the SMTP servers it may reach, `mutant` the part that is to be broken, see mutants/. */
	static async prepare(
		tape: Tape,
		{ allow, mutant, smallDisk = false }: { allow: string; mutant?: string; smallDisk?: boolean | undefined }
	): Promise<RelayLives> {
		const disk = smallDisk ? new SmallDisk() : undefined
		const secret = randomBytes(32)
		const sealing = await deriveSealingKeyPair(secret)
		return new RelayLives(tape, { port: await freePort(), allow, mutant, secret, sealing, disk })
	}

	/** Seals a password for it, as an app that knows its public key. */
	async seal(sealedFor: SealedFor, password: string): Promise<string> {
		return await sealPassword(this.#sealing, sealedFor, password)
	}

	/** Begins a life. `listening` resolves to true once it listens, to false if it has ended before. */
	begin(): { listening: Promise<boolean>; ended: Promise<number | null> } {
		const child = spawn(process.execPath, this.#arguments, {
			cwd: PROJECT,
			env: this.#environment,
			stdio: ['ignore', 'pipe', 'pipe']
		})
		this.#child = child
		this.#tape.life += 1
		const ended = once(child, 'exit').then(([code]) => code as number | null)
		const listening = new Promise<boolean>((resolve) => {
			for (const stream of [child.stdout, child.stderr]) {
				stream.setEncoding('utf8').on('data', (text: string) => {
					this.output += text
					if (text.includes('relay listening on')) resolve(true)
				})
			}
			void ended.then(() => resolve(false))
		})
		return { listening, ended }
	}

	/** Ends the life that is going on, if one is; at once, within the same turn. */
	signal(signal: NodeJS.Signals): void {
		this.#child?.kill(signal)
	}

	/**
	 * From now on the disk takes nothing, or takes everything again. One that is not small cannot be filled: there, the
	 * system lets the life that is going on write no file.
	 */
	async fillDisk(isFull: boolean): Promise<void> {
		if (this.#disk) return this.#disk.fill(isFull)
		const child = this.#child
		const limit = `--fsize=${isFull ? 1 : 'unlimited'}:unlimited`
		try {
			await promisify(execFile)('prlimit', ['--pid', String(child?.pid), limit])
		} catch (error) {
			// A life that is over needs no disk.
			if (child?.exitCode === null && child.signalCode === null) throw error
		}
	}

	/** Removes what it wrote. */
	clear(): void {
		this.#child?.kill('SIGKILL')
		if (this.#disk) this.#disk.remove()
		else rmSync(this.dataDir, { recursive: true, force: true })
	}
}
