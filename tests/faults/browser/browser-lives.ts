import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '#scripts/chromium.js'

const STARTS_WITHIN_MS = 60_000

/** One browser over all its lives: a Chromium after the other, on the same profile. */
export class BrowserLives {
	readonly #profile = mkdtempSync(join(tmpdir(), 'club-profile-'))
	#child: ChildProcess | undefined

	/** Begins a life, with one page that is empty. Rejects when it is killed meanwhile. */
	async begin(): Promise<Page> {
		const executable = findChromium()
		if (executable === undefined) throw new Error('no Chromium here')
		const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${this.#profile}`]
		const language = ['--lang=fr-FR', '--accept-lang=fr-FR']
		// A group of its own: a kill takes all of its processes at once.
		const child = spawn(executable, [...CHROMIUM_ARGS, ...own, ...language, 'about:blank'], {
			detached: true,
			stdio: ['ignore', 'ignore', 'pipe']
		})
		this.#child = child
		const browser = await chromium.connectOverCDP(await addressOf(child), { timeout: STARTS_WITHIN_MS })
		const [context] = browser.contexts()
		const page = context?.pages()[0] ?? (await context?.newPage())
		if (!page) throw new Error('the browser shows no page')
		return page
	}

	/** Kills every process of it. */
	async kill(): Promise<void> {
		const child = this.#child
		this.#child = undefined
		if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
		const ended = once(child, 'exit')
		process.kill(-child.pid, 'SIGKILL')
		await ended
	}

	/** Kills it, and removes its profile. */
	async clear(): Promise<void> {
		await this.kill()
		rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
	}
}

/** Where its debugger listens, as it prints it. */
async function addressOf(child: ChildProcess): Promise<string> {
	let printed = ''
	child.stderr?.setEncoding('utf8')
	for await (const text of child.stderr ?? []) {
		printed += String(text)
		const address = /DevTools listening on (ws:\S+)/.exec(printed)?.[1]
		if (address !== undefined) {
			// What else it prints is let go, so that it is never held up.
			child.stderr?.resume()
			return address
		}
	}
	throw new Error(`the browser did not start: ${printed}`)
}
