import type { Browser, Page } from '@playwright/test'
import type { RelayProcess } from '#tests/support/relay-process.ts'
import { median, type Figure } from '../figure.ts'
import { openClubPage } from './club-page.ts'

const MEMBERS = 1000
const ROUNDS = 5
const GOAL_MS = 1000

/** Milliseconds from opening the installed app, the relay being stopped, until the list can be used. */
export async function measureOfflineStart(browser: Browser, relay: RelayProcess): Promise<Figure[]> {
	const page = await openClubPage(browser, relay, MEMBERS)
	await page.evaluate(() => navigator.serviceWorker.ready)
	await page.reload()
	await relay.stop()
	const times: number[] = []
	for (let round = 0; round < ROUNDS; round += 1) times.push(await startOnce(await page.context().newPage(), relay.url))
	await page.context().close()
	const value = median(times)
	return [
		{ name: `offline start, ${MEMBERS} members`, value, unit: 'ms', goal: `≤ ${GOAL_MS}`, holds: value <= GOAL_MS }
	]
}

/** From the beginning of the navigation to the frame that shows the first member, by the page's own clock. */
async function startOnce(page: Page, origin: string): Promise<number> {
	await page.goto(`${origin}/membres`)
	const time = await page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const look = () => {
					if (document.querySelector('tr[data-id] button')) resolve(performance.now())
					else requestAnimationFrame(look)
				}
				look()
			})
	)
	await page.close()
	return time
}
