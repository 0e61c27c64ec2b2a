import { chromium, type Browser } from '@playwright/test'
import { buildWhenStale } from '#scripts/build.js'
import { CHROMIUM_ARGS, fetchChromium } from '#scripts/chromium.js'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { measureOfflineStart } from './app/offline-start.ts'
import { measureShifts } from './app/shifts.ts'
import { measureTyping } from './app/typing.ts'
import { measureWeight } from './app/weight.ts'
import type { Bench, Figure } from './figure.ts'

/**
 * The app as it is built, in Chromium: how much JavaScript it starts with, how soon it can be used without a network,
 * how soon a long list answers, and whether anything jumps on the way.
 */
const bench: Bench = async () => {
	if ((await buildWhenStale()) !== 0) throw new Error('the app does not build')
	const browser = await chromium.launch({ executablePath: await fetchChromium(), args: CHROMIUM_ARGS })
	try {
		const figures: Figure[] = []
		for (const measure of [measureWeight, measureOfflineStart, measureTyping, measureShifts]) {
			figures.push(...(await withRelay(browser, measure)))
		}
		return figures
	} finally {
		await browser.close()
	}
}
export default bench

/** Each starts with a relay, and so with an address and a register, of its own. */
async function withRelay(
	browser: Browser,
	measure: (browser: Browser, relay: RelayProcess) => Promise<Figure[]>
): Promise<Figure[]> {
	const relay = new RelayProcess(await freePort())
	await relay.start()
	try {
		return await measure(browser, relay)
	} finally {
		await relay.stop()
	}
}
