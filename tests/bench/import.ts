import { chromium, type Page } from '@playwright/test'
import { buildWhenStale } from '#scripts/build.js'
import { CHROMIUM_ARGS, fetchChromium } from '#scripts/chromium.js'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { median, type Bench, type Figure } from './figure.ts'

const LINES = 10_000
const ROUNDS = 3
const DATABASE = 'club'
/** A busy machine takes its time. */
const WITHIN_MS = 120_000

/**
 * An import of ten thousand lines, with two answers each, in the built app: from the press of the button to the page
 * that says it is done, and back again; against raw IndexedDB putting the same rows in stores with the same indexes.
 */
const bench: Bench = async () => {
	if ((await buildWhenStale()) !== 0) throw new Error('the app cannot be built')
	const relay = new RelayProcess(await freePort())
	await relay.start()
	const browser = await chromium.launch({ executablePath: await fetchChromium(), args: CHROMIUM_ARGS })
	try {
		const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
		page.setDefaultTimeout(WITHIN_MS)
		await page.goto(relay.pairingLink)
		await page.getByRole('link', { name: 'Membres', exact: true }).waitFor()
		await page.goto(`${relay.url}/importer`)
		const rounds: Round[] = []
		for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(page))
		return figuresOf(rounds)
	} finally {
		await browser.close()
		await relay.stop()
	}
}
export default bench

type Round = { previewMs: number; applyMs: number; rawMs: number; undoMs: number }

function figuresOf(rounds: readonly Round[]): Figure[] {
	const of = (pick: (round: Round) => number) => median(rounds.map(pick))
	const ratio = of(({ applyMs, rawMs }) => applyMs / rawMs)
	const undoRatio = of(({ undoMs, rawMs }) => undoMs / rawMs)
	return [
		{ name: 'read, compare and preview 10,000 lines', value: of(({ previewMs }) => previewMs), unit: 'ms' },
		{ name: 'raw IndexedDB, the same rows', value: of(({ rawMs }) => rawMs), unit: 'ms' },
		{ name: 'import 10,000 lines', value: of(({ applyMs }) => applyMs), unit: 'ms' },
		{ name: 'import ÷ raw', value: ratio, unit: 'times', goal: '≤ 3', holds: ratio <= 3 },
		{ name: 'take it back', value: of(({ undoMs }) => undoMs), unit: 'ms' },
		{ name: 'take it back ÷ raw', value: undoRatio, unit: 'times', goal: '≤ 3', holds: undoRatio <= 3 }
	]
}

/** One import from the file to its undo; leaves the screen ready for the next. */
async function measure(page: Page): Promise<Round> {
	const rows = Array.from({ length: LINES }, (_, n) => {
		const digits = String(n).padStart(6, '0')
		const phone = `06 39 ${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4)}`
		return `Nom${n};Zoé;zoe${n}@example.org;${phone};${n % 200} rue Neuve;18000;Bourges;17/03/1984;Oui;Non`
	})
	const text = `Nom;Prénom;E-mail;Tél;Adresse;CP;Ville;Né le;RGPD;Droit à l’image\n${rows.join('\n')}\n`
	const file = { name: 'membres.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
	const start = performance.now()
	await page.locator('input[type=file]').setInputFiles(file)
	await page
		.getByRole('button', { name: /^Importer 10\s000 membres$/ })
		.and(page.locator(':enabled'))
		.waitFor()
	const previewMs = performance.now() - start
	const applyMs = await timeFromPress(page, 'Importer 10', 'membres importés')
	const rawMs = await page.evaluate(putRaw, DATABASE)
	const undoMs = await timeFromPress(page, 'Annuler l’import', 'Import annulé')
	await page.getByRole('button', { name: 'Importer un autre fichier' }).click()
	await page.getByRole('button', { name: 'Choisir un fichier' }).waitFor()
	return { previewMs, applyMs, rawMs, undoMs }
}

/** Milliseconds from the press of the button that begins so to a heading that holds these words. */
function timeFromPress(page: Page, button: string, heading: string): Promise<number> {
	return page.evaluate(
		([name = '', words = '']) => {
			const texts = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
			const pressed = texts('button').find(({ textContent }) => textContent?.trim().startsWith(name))
			const start = performance.now()
			pressed?.click()
			return new Promise<number>((resolve) => {
				const observer = new MutationObserver(() => {
					if (!texts('h2').some(({ textContent }) => textContent?.includes(words))) return
					observer.disconnect()
					resolve(performance.now() - start)
				})
				observer.observe(document.body, { childList: true, subtree: true, characterData: true })
			})
		},
		[button, heading]
	)
}

/** Puts the app's members and answers into bare stores with the same indexes, one strict transaction. Runs in the page. */
async function putRaw(name: string): Promise<number> {
	const done = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result)
			request.onerror = () => reject(request.error ?? new Error('refused'))
		})
	const app = await done(indexedDB.open(name))
	const read = (table: string) =>
		done(app.transaction(table).objectStore(table).getAll() as IDBRequest<{ id: string }[]>)
	const [members, consents] = [await read('members'), await read('consents')]
	app.close()
	const opening = indexedDB.open('bench-raw', 1)
	opening.onupgradeneeded = () => {
		const store = opening.result.createObjectStore('members', { keyPath: 'id' })
		store.createIndex('lastName', 'lastName')
		store.createIndex('mjcClubId', 'mjcClubId')
		opening.result.createObjectStore('consents', { keyPath: 'id' }).createIndex('memberId', 'memberId')
	}
	const raw = await done(opening)
	const start = performance.now()
	const transaction = raw.transaction(['members', 'consents'], 'readwrite', { durability: 'strict' })
	for (const row of members) transaction.objectStore('members').put(row)
	for (const row of consents) transaction.objectStore('consents').put(row)
	await new Promise<void>((resolve, reject) => {
		transaction.oncomplete = () => resolve()
		transaction.onerror = () => reject(transaction.error ?? new Error('refused'))
	})
	const elapsedMs = performance.now() - start
	raw.close()
	await done(indexedDB.deleteDatabase('bench-raw'))
	return elapsedMs
}
