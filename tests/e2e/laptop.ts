import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, BrowserType, LaunchOptions } from '@playwright/test'
import { test as base } from './app.ts'
import { Club } from './club.ts'

/** A browser that can be closed and opened again on the same profile, as a laptop is. */
class Laptop {
	readonly #profile = mkdtempSync(join(tmpdir(), 'club-profile-'))
	#context: BrowserContext | undefined
	readonly #type: BrowserType
	readonly #options: LaunchOptions

	constructor(type: BrowserType, options: LaunchOptions) {
		this.#type = type
		this.#options = options
	}

	async open(url: string): Promise<Club> {
		this.#context = await this.#type.launchPersistentContext(this.#profile, { ...this.#options, locale: 'fr-FR' })
		const page = this.#context.pages()[0] ?? (await this.#context.newPage())
		await page.goto(url)
		return new Club(page)
	}

	async close(): Promise<void> {
		await this.#context?.close()
		this.#context = undefined
	}

	remove(): void {
		rmSync(this.#profile, { recursive: true, force: true })
	}
}

/** Tests of the whole in a browser whose profile outlives it. */
export const test = base.extend<{ laptop: Laptop }>({
	laptop: async ({ playwright, browserName, channel, launchOptions }, use) => {
		const laptop = new Laptop(playwright[browserName], { ...launchOptions, channel })
		await use(laptop)
		await laptop.close()
		laptop.remove()
	}
})
