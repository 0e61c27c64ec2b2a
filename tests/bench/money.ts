import { chromium, type Browser, type Page } from '@playwright/test'
import { buildWhenStale } from '#scripts/build.js'
import { CHROMIUM_ARGS, fetchChromium } from '#scripts/chromium.js'
import { formatAmount } from '#shared/money.ts'
import { addRows } from '#tests/e2e/stored.ts'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { atMost, median, type Bench, type Figure } from './figure.ts'
import { longestTask, openBy, readBare, watchTasks, type Opened, type Until } from './money/measures.ts'
import { inventMembership, inventPayment, SEASON, sumOfPayments } from './money/rows.ts'
import { addInvented, openClub } from './register/club.ts'

const SIZE = 100_000
const ROUNDS = 3
/** No task may hold up the page for longer. */
const TASK_MS = 200
/** Everybody is read ahead by then. */
const AHEAD_MS = 12_000

/** The money of a season of 100,000 memberships and payments, in the app as it is built, in Chromium. */
const bench: Bench = async () => {
	if ((await buildWhenStale()) !== 0) throw new Error('the app does not build')
	const browser = await chromium.launch({ executablePath: await fetchChromium(), args: CHROMIUM_ARGS })
	const relay = new RelayProcess(await freePort())
	await relay.start()
	try {
		return await measure(browser, relay)
	} finally {
		await relay.stop()
		await browser.close()
	}
}
export default bench

const SCREENS: readonly { name: string; press: { selector: string; name: string }; until: Until }[] = [
	{
		name: 'Trésorerie',
		press: { selector: 'main a', name: 'Trésorerie' },
		until: { selector: 'table[aria-label="Encaissements"] tbody', text: '€' }
	},
	{
		name: 'Trésorerie, Remises',
		press: { selector: 'label', name: 'Remises' },
		until: { selector: 'table[aria-label="Chèques à remettre"] tbody', text: '€' }
	},
	{
		name: 'Trésorerie, Relances',
		press: { selector: 'label', name: 'Relances' },
		until: { selector: 'table[aria-label="Relances"] tbody', text: '€' }
	}
]

async function measure(browser: Browser, relay: RelayProcess): Promise<Figure[]> {
	const page = await openClub(browser, relay, { size: SIZE, watch: watchTasks })
	await addRows(page, 'seasons', [SEASON])
	await addInvented(page, SIZE, {
		memberships: (n) => [inventMembership(n)],
		payments: (n) => [inventPayment(n)]
	})
	const bare: number[] = []
	const opened: Opened[] = []
	await page.goto(`${relay.url}/membres`)
	await page.locator('tr[data-id]').first().waitFor()
	for (let round = 0; round < ROUNDS; round += 1) {
		await page.goto(`${relay.url}/aide`)
		await page.waitForTimeout(AHEAD_MS)
		bare.push(await readBare(page, ['memberships', 'payments']))
		opened.push(await openBy(page, { selector: 'a', name: 'Membres' }, TOTALS))
	}
	const figures = [
		{ name: 'rows read bare', value: median(bare), unit: 'ms' },
		{ name: 'sums of Membres shown', value: median(opened.map(({ ms }) => ms)), unit: 'ms' },
		atMost('sums of Membres shown ÷ rows read bare', median(opened.map(({ ms }) => ms)) / median(bare), {
			limit: 3,
			unit: ''
		}),
		noLong('Membres', Math.max(...opened.map(({ longestMs }) => longestMs)))
	]
	figures.push(...(await measureMembers(page)))
	for (const { name, press, until } of SCREENS) {
		if (press.name === 'Trésorerie') await openSeasons(page, relay, figures)
		const { ms, longestMs } = await openBy(page, press, until)
		figures.push({ name: `${name} opened`, value: ms, unit: 'ms' }, noLong(name, longestMs))
	}
	await openSeasons(page, relay, figures)
	const numbers = await openBy(
		page,
		{ selector: 'main a', name: 'Chiffres' },
		{ selector: 'main', text: 'Reçu, par moyen' }
	)
	figures.push({ name: 'Chiffres opened', value: numbers.ms, unit: 'ms' }, noLong('Chiffres', numbers.longestMs))
	return figures
}

/** The sums of all payments, to the cent: another one would never be found. */
const TOTALS: Until = {
	selector: 'section[aria-label="Total des paiements"]',
	text: formatAmount(sumOfPayments(SIZE), 'fr')
}

const noLong = (name: string, ms: number): Figure => atMost(`${name}, longest task`, ms, { limit: TASK_MS, unit: 'ms' })

async function openSeasons(page: Page, relay: RelayProcess, figures: Figure[]): Promise<void> {
	await page.goto(`${relay.url}/aide`)
	await page.waitForTimeout(AHEAD_MS)
	const seasons = await openBy(page, { selector: 'a', name: SEASON.name }, { selector: 'main table', text: 'membres' })
	figures.push({ name: 'Saisons opened', value: seasons.ms, unit: 'ms' }, noLong('Saisons', seasons.longestMs))
}

async function measureMembers(page: Page): Promise<Figure[]> {
	const heading = page.getByRole('columnheader', { name: 'Statut cotisation' }).getByRole('button')
	const sorted = await longestTask(page, async () => {
		await heading.click()
		await heading.click()
	})
	const typed = await longestTask(page, async () => {
		await page.getByRole('searchbox').click()
		await page.keyboard.type('lefe', { delay: 110 })
	})
	return [noLong('Membres ordered by status', sorted), noLong('Membres searched, with sums', typed)]
}
