import type { m } from '#web/paraglide/messages.js'

/** Languages that the app speaks, French first. */
export type Locale = 'fr' | 'en'

type Words = typeof m

/** Where the choice is kept; web/static/before-paint.js and the compiled catalogue read it too. */
const KEY = 'PARAGLIDE_LOCALE'

const locale = read()

/** The English words, once they are loaded; French ones are part of the screens that show them. See vite.config.ts. */
export let english: Words | undefined

/** The language in force: one for as long as this page is open. */
export const getLocale = (): Locale => locale

/** How instants are written in it: the day before the month in both, as everywhere else in the app. */
export const getDateLocale = (): 'fr-FR' | 'en-GB' => (locale === 'en' ? 'en-GB' : 'fr-FR')

/** Speaks another language from now on: this page is loaded again. */
export function setLocale(next: Locale): void {
	localStorage.setItem(KEY, next)
	if (next !== locale) location.reload()
}

/** Resolves once the words of the language in force are there. Before that none may be shown. */
export async function loadWords(): Promise<void> {
	// Only what is built keeps them apart: see scripts/english-apart.js.
	if (import.meta.env.DEV || locale !== 'en') return
	try {
		english = (await import('./paraglide/messages/_index.js?english')) as Words
	} catch (error) {
		console.error('The English words cannot be had; it goes on in French', error)
	}
}

function read(): Locale {
	try {
		return localStorage.getItem(KEY) === 'en' ? 'en' : 'fr'
	} catch {
		return 'fr' // Storage is blocked: nothing was chosen.
	}
}
