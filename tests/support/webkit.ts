import { spawn, type ChildProcess } from 'node:child_process'
import { findWebKit } from '#scripts/other-browsers.js'
import { freePort } from './free-port.ts'

const START_WITHIN_MS = 20_000
const LOOK_AGAIN_MS = 100
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
/** A display that no other program is likely to have. */
const FIRST_DISPLAY = 90

/** What WebKit needs to run without a screen, as root. */
const ENVIRONMENT = {
	WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
	WEBKIT_DISABLE_COMPOSITING_MODE: '1',
	LIBGL_ALWAYS_SOFTWARE: '1'
}

/** WebKit as Debian has it, driven over the WebDriver protocol (W3C): as much of it as one journey needs. */
export class WebKit {
	#children: ChildProcess[] = []
	#session = ''

	async start(): Promise<void> {
		const programs = findWebKit()
		if (!programs) throw new Error('no WebKit on this machine')
		const [port, display] = [await freePort(), `:${FIRST_DISPLAY + (process.pid % 100)}`]
		this.#run(programs.display, [display, '-screen', '0', '1280x800x24', '-nolisten', 'tcp'])
		this.#run(programs.driver, [`--port=${port}`, '--host=127.0.0.1'], { ...ENVIRONMENT, DISPLAY: display })
		const options = { binary: programs.browser, args: ['--automation'] }
		const alwaysMatch = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options }
		this.#session = `http://127.0.0.1:${port}/session`
		const { sessionId } = (await until(() => this.#ask('POST', '', { capabilities: { alwaysMatch } }))) as {
			sessionId: string
		}
		this.#session += `/${sessionId}`
		await this.#ask('POST', '/window/rect', { width: 1280, height: 800 })
	}

	async open(url: string): Promise<void> {
		await this.#ask('POST', '/url', { url })
	}

	/** Runs a function in the page with one argument, and hands back what it returns. */
	async evaluate<A, T>(body: (argument: A) => T, argument: A): Promise<T> {
		return (await this.#ask('POST', '/execute/sync', {
			script: `return (${body.toString()})(arguments[0])`,
			args: [argument]
		})) as T
	}

	/** Clicks the button or link of this name or text; by script, for the driver's own click misses what is below the fold. */
	async press(name: string): Promise<void> {
		const id = await this.#find(`//*[self::button or self::a][@aria-label="${name}" or normalize-space(.)="${name}"]`)
		await this.#ask('POST', '/execute/sync', { script: 'arguments[0].click()', args: [{ [ELEMENT]: id }] })
	}

	/** Waits until a text stands on the page. */
	async see(text: string): Promise<void> {
		await this.#find(`//*[text()[contains(., "${text}")]]`)
	}

	async stop(): Promise<void> {
		if (this.#session !== '') await this.#ask('DELETE', '').catch(() => undefined) // It ends with the driver anyway.
		for (const child of this.#children.splice(0).reverse()) {
			const ended = new Promise((resolve) => child.once('exit', resolve))
			if (child.exitCode === null && child.kill()) await ended
		}
	}

	async #find(xpath: string): Promise<string> {
		const found = await until(() => this.#ask('POST', '/element', { using: 'xpath', value: xpath }))
		return (found as Record<string, string>)[ELEMENT] ?? ''
	}

	async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await fetch(this.#session + path, {
			method,
			body: body === undefined ? null : JSON.stringify(body)
		})
		const { value } = (await response.json()) as { value: unknown }
		if (!response.ok) throw new Error(`WebKit: ${JSON.stringify(value)}`)
		return value
	}

	#run(program: string, args: string[], environment: Record<string, string> = {}): void {
		this.#children.push(spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...environment } }))
	}
}

/** Tries again until it succeeds, or too long: then with the last reason. */
async function until<T>(attempt: () => Promise<T>): Promise<T> {
	const end = Date.now() + START_WITHIN_MS
	for (;;) {
		try {
			return await attempt()
		} catch (error) {
			if (Date.now() > end) throw error
			await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
		}
	}
}
