/**
 * Takes a picture of every screen, in three sizes, light and dark, into build/screenshots; the ones that the README shows go
 * to docs/screenshots as well. Names given as arguments restrict it: `npm run screenshots -- phone dark`.
 */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { Club } from '../tests/e2e/club.ts'
import { freePort, RelayProcess } from '../tests/support/relay-process.ts'
import { buildWhenStale } from './build.js'
import { CHROMIUM_ARGS, fetchChromium } from './chromium.js'
import { PROJECT } from './run.js'

/** @typedef {import('@playwright/test').BrowserContextOptions} ContextOptions */
/** @typedef {(name: string) => Promise<void>} Shoot */

const OUTPUT = join(PROJECT, 'build/screenshots')
const DOCS = join(PROJECT, 'docs/screenshots')
const FOR_README = ['laptop-light-membres', 'laptop-dark-mailing-written', 'phone-light-membres']
const SCHEMES = /** @type {const} */ (['light', 'dark'])

/** @type {Record<string, ContextOptions>} */
const SIZES = {
	laptop: { viewport: { width: 1440, height: 900 } },
	tablet: { viewport: { width: 1024, height: 768 }, hasTouch: true },
	phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
}

const PEOPLE = [
	['Lefèvre', 'Zoé', 'Dijon', '06 39 98 12 34'],
	['Çelik', 'Özgür', 'Lyon', '06 39 98 22 11'],
	['Dupont-Moretti de la Villardière', 'Marie-Charlotte', 'Saint-Germain-en-Laye', '+33 6 39 98 45 67'],
	['Nguyen', 'Tom', 'Dijon', ''],
	['Martin', 'Inès', 'Quetigny', '03 65 71 00 12'],
	['Bernard', 'Lucas', 'Chenôve', '06 39 98 77 88'],
	['Petit', 'Jeanne', '', ''],
	['Ó Briain', 'Aoife', 'Talant', '06 39 98 31 41'],
	['Moreau', 'Éric', 'Dijon', '06 39 98 00 19'],
	['Garnier', 'Samira', 'Longvic', '06 39 98 50 05']
]

process.exitCode = await takeAll(process.argv.slice(2))

/** @param {string[]} wanted */
async function takeAll(wanted) {
	const built = await buildWhenStale()
	if (built !== 0) return built
	const relay = new RelayProcess(await freePort())
	await relay.start()
	const browser = await chromium.launch({ executablePath: await fetchChromium(), args: CHROMIUM_ARGS })
	try {
		const combinations = Object.keys(SIZES).flatMap((size) => SCHEMES.map((scheme) => ({ size, scheme })))
		for (const { size, scheme } of combinations.filter((one) => isWanted(wanted, Object.values(one)))) {
			const context = await browser.newContext({
				...SIZES[size],
				colorScheme: scheme,
				locale: 'fr-FR',
				reducedMotion: 'reduce'
			})
			await visit(await context.newPage(), relay, (name) => shoot(context, `${size}-${scheme}-${name}`))
			await context.close()
		}
	} finally {
		await browser.close()
		await relay.stop()
	}
	return 0
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {RelayProcess} relay
 * @param {Shoot} shoot
 */
async function visit(page, relay, shoot) {
	await page.goto(relay.pairingLink)
	const club = new Club(page)
	await club.isOpen()
	await club.goTo('Membres')
	await shoot('membres-empty')
	await club.goTo('Mailing')
	await shoot('mailing-empty')
	await club.goTo('Membres')
	await fillRegister(club)
	await page.waitForTimeout(300)
	await shoot('membres')
	await visitForms(club, shoot)
	await visitMailing(club, shoot)
	for (const screen of /** @type {const} */ (['Préférences', 'Aide'])) {
		await club.goTo(screen)
		await shoot(screen === 'Aide' ? 'aide' : 'preferences')
	}
}

/** @param {Club} club */
async function fillRegister(club) {
	for (const [index, [last = '', first = '', city = '', phone = '']] of PEOPLE.entries()) {
		const email = index % 4 === 3 ? '' : `${first.normalize('NFD').replace(/[^A-Za-z]/g, '')}@example.org`.toLowerCase()
		const birth = index % 3 === 0 ? `20${10 + index}-0${index % 9 || 1}-15` : ''
		await club.addMember({
			Nom: last,
			Prénom: first,
			'Date de naissance': birth,
			'E-mail': email,
			Téléphone: phone,
			Ville: city
		})
	}
}

/**
 * @param {Club} club
 * @param {Shoot} shoot
 */
async function visitForms(club, shoot) {
	await club.press('Ajouter')
	const form = club.dialog('Ajouter un membre')
	await form.getByLabel('E-mail').fill('zoe@example,org')
	await club.press('Enregistrer', form)
	await shoot('membre-form-errors')
	await form.getByLabel('E-mail').fill('')
	await club.page.keyboard.press('Escape')
	await club.page.getByLabel(/^Sélectionner Çelik/).check()
	await shoot('membres-selected')
	await club.page.getByLabel(/^Sélectionner Çelik/).uncheck()
	await club.page.getByRole('searchbox', { name: 'Rechercher' }).fill('eric')
	await shoot('membres-search')
	await club.page.getByRole('searchbox', { name: 'Rechercher' }).fill('')
}

/**
 * @param {Club} club
 * @param {Shoot} shoot
 */
async function visitMailing(club, shoot) {
	const { page } = club
	await club.goTo('Mailing')
	await club.press('Envoyer')
	await shoot('mailing-errors')
	await club.press('Configuration SMTP')
	await shoot('smtp')
	await page.keyboard.press('Escape')
	await club.useSandbox()
	await club.press('Sélection destinataires')
	await shoot('recipients')
	await page.keyboard.press('Escape')
	await club.selectAllRecipients()
	await club.write(
		'Assemblée générale samedi',
		'Bonjour {{prenom}},\n\nNous vous attendons samedi à 10 h à la MJC, salle Colette.\n\nLe bureau'
	)
	await shoot('mailing-written')
	await club.press('Prévisualiser')
	await page.waitForTimeout(300)
	await shoot('preview')
	await page.keyboard.press('Escape')
	await club.press('Envoyer')
	await page.getByRole('button', { name: "Confirmer l'envoi" }).waitFor()
	await shoot('confirmation')
	await club.press("Confirmer l'envoi")
	await page.waitForTimeout(400)
	await shoot('progress')
	await club.results.waitFor()
	await shoot('results')
	await club.press('Fermer', club.results)
	await shoot('mailing-after')
	await club.goTo('Bac à sable')
	await page.waitForTimeout(300)
	await shoot('sandbox')
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} name
 */
async function shoot(context, name) {
	mkdirSync(OUTPUT, { recursive: true })
	const path = join(OUTPUT, `${name}.png`)
	await context.pages()[0]?.screenshot({ path, animations: 'disabled' })
	if (!FOR_README.includes(name)) return
	mkdirSync(DOCS, { recursive: true })
	copyFileSync(path, join(DOCS, `${name}.png`))
}

/**
 * Whether each of the names that were asked for is among these.
 *
 * @param {string[]} wanted
 * @param {string[]} names
 */
function isWanted(wanted, names) {
	return wanted.every((name) => names.includes(name))
}
