import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from '../support/free-port.ts'

const PARTS = ['web', 'shared', 'relay', 'scripts', 'build', 'package.json', 'package-lock.json', 'svelte.config.js']
const GENERATED = /[\\/](\.svelte-kit|node_modules)$/

/** A copy of the project, built like this one, so that its `.env` is not ours. */
function copyProject(): string {
	const copy = mkdtempSync(join(tmpdir(), 'club-manager-'))
	for (const part of [...PARTS, 'vite.config.ts']) {
		cpSync(part, join(copy, part), {
			recursive: true,
			preserveTimestamps: true,
			filter: (path) => !GENERATED.test(path)
		})
	}
	symlinkSync(resolve('node_modules'), join(copy, 'node_modules'), 'junction')
	return copy
}

/** A running command: what it said so far, and its end. */
class Command {
	output = ''
	readonly ended: Promise<number | null>
	readonly process: ChildProcess

	constructor(script: string, folder: string, env: Record<string, string>) {
		const { APP_SECRET_KEY: _, ...ours } = process.env
		this.process = spawn(process.execPath, [script], { cwd: folder, env: { ...ours, BROWSER: 'none', ...env } })
		for (const stream of [this.process.stdout, this.process.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text))
		}
		this.ended = new Promise((end) => this.process.on('close', end))
	}

	async stop(): Promise<void> {
		this.process.kill('SIGTERM')
		await this.ended
	}

	/** Waits for a whole line that matches, and gives it. */
	async line(pattern: RegExp): Promise<string> {
		const find = () => this.output.split('\n').find((line) => pattern.test(line))
		await expect.poll(find, { message: `a line like ${pattern} in:\n${this.output}`, timeout: 40_000 }).toBeDefined()
		return find() ?? ''
	}
}

test.describe('npm start', () => {
	let folder = ''
	let port = 0

	test.beforeEach(async () => {
		folder = copyProject()
		port = await freePort()
	})

	test.afterEach(async () => {
		for (const command of started.splice(0)) await command.stop()
		rmSync(folder, { recursive: true, force: true })
	})

	const started: Command[] = []
	const start = (env: Record<string, string> = {}) => {
		const command = new Command('scripts/start.js', folder, { PORT: String(port), RELAY_SANDBOX_PORT: '0', ...env })
		started.push(command)
		return command
	}

	test('makes a secret, prints the pairing link alone on a line and serves the app there', async ({ page }) => {
		const command = start()
		const link = await command.line(/^http:\/\/127\.0\.0\.1:\d+\/#relay-key=[\w-]{22,}$/)

		expect(new URL(link).port).toBe(String(port))
		expect(readFileSync(join(folder, '.env'), 'utf8')).toMatch(/^APP_SECRET_KEY=[\w+/]{43}=$/m)
		if (process.platform !== 'win32') expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)
		expect(command.output).not.toContain('Building')
		await page.goto(link)
		await expect(page.getByRole('navigation').first()).toBeVisible()

		command.process.kill('SIGTERM')
		command.process.kill('SIGTERM')
		expect(await command.ended).toBe(0)
	})

	test('keeps the secret, so that the same link opens it the next day', async () => {
		const first = start()
		const link = await first.line(/#relay-key=/)
		first.process.kill('SIGINT')
		expect(await first.ended).toBe(0)

		const second = start()
		expect(await second.line(/#relay-key=/)).toBe(link)
	})

	test('names a busy port and moves to no other', async () => {
		const other = createServer().listen(port, '127.0.0.1')
		const command = start()

		expect(await command.ended).toBe(1)
		expect(command.output).toContain(`Port ${port}`)
		expect(command.output).not.toContain('relay-key')
		other.close()
	})

	test('gives way to a variable that is set, even empty', async () => {
		const command = start({ APP_SECRET_KEY: '' })

		expect(await command.ended).toBe(78)
		expect(command.output).toContain('APP_SECRET_KEY')
	})
})

test.describe('npm run serve', () => {
	test('refuses to start without a good secret, naming the variable', async () => {
		for (const secret of ['', 'c2hvcnQtc2VjcmV0', 'change-me-change-me-change-me-change-me-000=', 'a'.repeat(64)]) {
			const command = new Command('scripts/serve.js', '.', {
				APP_SECRET_KEY: secret,
				PORT: String(await freePort())
			})

			expect(await command.ended).toBe(78)
			expect(command.output).toContain('APP_SECRET_KEY')
			if (secret !== '') expect(command.output).not.toContain(secret)
		}
	})
})
