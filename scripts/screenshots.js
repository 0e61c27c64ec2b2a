/**
 * Takes a picture of every screen, in three sizes, light and dark, of a club that is empty, ordinary or overfull, into
 * build/screenshots; the ones that the README shows go to docs/screenshots as well. Names given as arguments restrict it:
 * `npm run screenshots -- phone dark overfull`; `en` takes them in English.
 */
import { chromium } from '@playwright/test'
import { Visit } from '../tests/e2e/visit.ts'
import { freePort } from '../tests/support/free-port.ts'
import { RelayProcess } from '../tests/support/relay-process.ts'
import { buildWhenStale } from './build.js'
import { CHROMIUM_ARGS, fetchChromium } from './chromium.js'
import { listOccasions, SIZES } from './screenshots/occasions.js'
import { takePicture } from './screenshots/pictures.js'
import { TOURS } from './screenshots/tours.js'

/** How days and numbers are written. */
const LOCALES = { fr: 'fr-FR', en: 'en-GB' }

process.exitCode = await takeAll(listOccasions(process.argv.slice(2)))

/** @param {import('./screenshots/occasions.js').Occasion[]} occasions */
async function takeAll(occasions) {
	const built = await buildWhenStale()
	if (built !== 0) return built
	const browser = await chromium.launch({ executablePath: await fetchChromium(), args: CHROMIUM_ARGS })
	try {
		for (const occasion of occasions) await takeOne(browser, occasion)
	} finally {
		await browser.close()
	}
	return 0
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {import('./screenshots/occasions.js').Occasion} occasion
 */
async function takeOne(browser, { language, size, scheme, fullness }) {
	const context = await browser.newContext({
		...SIZES[size],
		colorScheme: scheme,
		locale: LOCALES[language],
		reducedMotion: 'reduce'
	})
	const page = await context.newPage()
	// One for each: its sandbox is empty at first.
	const relay = new RelayProcess(await freePort())
	await relay.start()
	try {
		const visit = new Visit(page, language)
		await visit.start(relay.pairingLink)
		await TOURS[fullness]?.(visit, async (name) => {
			await visit.settled()
			await takePicture(page, `${language}-${size}-${scheme}-${fullness}-${name}`)
		})
	} finally {
		await context.close()
		await relay.stop()
	}
}
