import { readdirSync, readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import type { StoredClub } from '../support/stored-clubs.ts'
import { addRows } from './stored.ts'

export type Language = 'fr' | 'en'

/** A way through the app that reads the same in both languages: by the catalogue's keys, not by its words. */
export class Visit {
	readonly page: Page
	readonly language: Language
	readonly #words: Record<string, unknown>

	constructor(page: Page, language: Language) {
		this.page = page
		// A stop that is never reached is named, long before the whole visit is out of time.
		page.setDefaultTimeout(30_000)
		this.language = language
		this.#words = readCatalogue(language)
	}

	/** Opens the app by its pairing link, in the language. */
	async start(link: string): Promise<void> {
		await this.page.addInitScript((language) => localStorage.setItem('PARAGLIDE_LOCALE', language), this.language)
		await this.page.goto(link)
		await this.settled()
	}

	/** Fills the club behind the app's back, and opens it again. */
	async fill(club: Partial<StoredClub>): Promise<void> {
		for (const [table, rows] of Object.entries(club)) await addRows(this.page, table, rows)
		await this.page.reload()
		await this.settled()
	}

	/** Paths of all the screens that the navigation leads to, in its order. */
	async listScreens(): Promise<string[]> {
		return this.page
			.locator('header nav li > a')
			.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
	}

	/** Opens a screen through the navigation, by its path. */
	async open(path: string): Promise<void> {
		const link = this.page.locator(`header nav a[href="${path}"]`)
		if (!(await link.first().isVisible())) await this.page.locator('header nav button[aria-haspopup="dialog"]').click()
		await link.locator('visible=true').click()
		await expect(this.page).toHaveURL(new RegExp(`${path}$`))
		await this.settled()
	}

	async press(key: string, within: Locator | Page = this.page): Promise<void> {
		await within.getByRole('button', { name: this.name(key) }).click()
	}

	/** A field or a check box by the key of its label. */
	field(key: string): Locator {
		return this.page.getByLabel(this.#sentence(key)).locator('visible=true').first()
	}

	get dialog(): Locator {
		return this.page.locator('dialog[open]')
	}

	async leave(): Promise<void> {
		await this.page.keyboard.press('Escape')
		await expect(this.dialog).toHaveCount(0)
	}

	/** The exact words of a key, whichever apostrophe or space the accessible name is written with. */
	name(key: string): RegExp {
		const escaped = this.#sentence(key)
			.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
			.replace(/['’]/g, "['’]")
			.replace(/\s/g, '\\s')
		return new RegExp(`^${escaped}$`)
	}

	#sentence(key: string): string {
		const sentence = this.#words[key]
		if (typeof sentence !== 'string') throw new Error(`no plain sentence for ${key}`)
		return sentence
	}

	/** Resolves once the screen shows what it has: its heading, its typeface, no shape of a list to come. */
	async settled(): Promise<void> {
		await expect(this.page.locator('h1').first()).toBeVisible()
		await expect(this.page.locator('main [data-skeleton]')).toHaveCount(0)
		await this.page.evaluate(async () => {
			await document.fonts.ready
			await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
		})
	}
}

function readCatalogue(language: Language): Record<string, unknown> {
	const folder = `web/messages/${language}`
	const topics = readdirSync(folder).filter((name) => name.endsWith('.json'))
	const catalogue: Record<string, unknown> = {}
	for (const topic of topics) {
		Object.assign(catalogue, JSON.parse(readFileSync(`${folder}/${topic}`, 'utf8')) as object)
	}
	return catalogue
}
