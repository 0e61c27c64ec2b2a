import type { Browser, Page } from '@playwright/test'
import { addRows } from '#tests/e2e/stored.ts'
import type { RelayProcess } from '#tests/support/relay-process.ts'
import { inventAnswers, inventMember } from './people.ts'

/** Rows given to the page at once. */
const BATCH = 5_000
/** A busy machine takes its time. */
const WITHIN_MS = 180_000

/** A page of a browser that has never been here, over a club of so many invented members; `watch` prepares what it notes. */
export async function openClub(
	browser: Browser,
	relay: RelayProcess,
	{ size, watch }: { size: number; watch: (page: Page) => Promise<void> }
): Promise<Page> {
	const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1440, height: 900 } })
	const page = await context.newPage()
	page.setDefaultTimeout(WITHIN_MS)
	await watch(page)
	await page.goto(relay.pairingLink)
	await page.getByRole('navigation').first().waitFor()
	await addInvented(page, size, { members: (n) => [inventMember(n)], consents: inventAnswers })
	return page
}

/** Adds to each table what is invented for the members of all numbers below `size`. */
export async function addInvented(
	page: Page,
	size: number,
	tables: Readonly<Record<string, (n: number) => object[]>>
): Promise<void> {
	for (let from = 0; from < size; from += BATCH) {
		const numbers = Array.from({ length: Math.min(BATCH, size - from) }, (_, index) => from + index)
		for (const [table, invent] of Object.entries(tables)) await addRows(page, table, numbers.flatMap(invent))
	}
}
