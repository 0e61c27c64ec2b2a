import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../run.js'

const OUTPUT = join(PROJECT, 'build/screenshots')
const DOCS = join(PROJECT, 'docs/screenshots')
const MANIFEST = join(PROJECT, 'web/static/screenshots')

/** Those that the README shows, by the name that they have there. */
const FOR_README = [
	'fr-laptop-light-ordinary-membres',
	'fr-laptop-dark-ordinary-mailing-written',
	'fr-phone-light-ordinary-membres'
]

/** Those that the manifest shows when the app is to be installed. @type {Record<string, string>} */
const FOR_MANIFEST = {
	'fr-laptop-light-ordinary-membres': 'members-wide',
	'fr-phone-light-ordinary-membres': 'members-narrow'
}

/**
 * Takes a picture of what is on the page.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
export async function takePicture(page, name) {
	mkdirSync(OUTPUT, { recursive: true })
	const path = join(OUTPUT, `${name}.png`)
	await page.screenshot({ path, animations: 'disabled' })
	const shown = FOR_MANIFEST[name]
	if (shown !== undefined) copyFileSync(path, join(MANIFEST, `${shown}.png`))
	if (!FOR_README.includes(name)) return
	mkdirSync(DOCS, { recursive: true })
	copyFileSync(path, join(DOCS, `${name.replace('fr-', '').replace('ordinary-', '')}.png`))
}
