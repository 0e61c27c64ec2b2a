import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import type { RelayProcess } from '#tests/support/relay-process.ts'
import type { Figure } from '../figure.ts'

const SHELL_KB = 60
const START_KB = 100
/** Screens that share nothing but the shell, besides the two on which the app starts. */
const OTHERS = ['/aide', '/preferences', '/mailing']

/**
 * Kilobytes of JavaScript, each file compressed by gzip. The shell is what the page itself names, before anything is known
 * of the screen that is wanted; what every screen loads has the database besides.
 */
export async function measureWeight(browser: Browser, relay: RelayProcess): Promise<Figure[]> {
	const first = await listScripts(browser, relay.url, '/')
	const list = await listScripts(browser, relay.url, '/membres')
	const others: Map<string, number>[] = []
	for (const path of OTHERS) others.push(await listScripts(browser, relay.url, path))
	const html = await (await fetch(relay.url)).text()
	const shell = new Map([...first].filter(([url]) => html.includes(new URL(url).pathname)))
	const shared = new Map([...first].filter(([url]) => [list, ...others].every((scripts) => scripts.has(url))))
	return [
		figure('JavaScript of the shell', shell, SHELL_KB),
		figure('JavaScript that every screen loads', shared),
		figure('JavaScript of the first screen', first, START_KB),
		figure('JavaScript of the start page (Membres)', list, START_KB)
	]
}

/** Every script that a browser loads which opens that page for the first time, with its octets compressed. */
async function listScripts(browser: Browser, origin: string, path: string): Promise<Map<string, number>> {
	// What the service worker stores for later is not what starting waits for.
	const context = await browser.newContext({ serviceWorkers: 'block', locale: 'fr-FR' })
	const page = await context.newPage()
	const weights = new Map<string, Promise<number>>()
	page.on('response', (response) => {
		if (!response.headers()['content-type']?.includes('javascript')) return
		weights.set(
			response.url(),
			response.body().then((body) => gzipSync(body, { level: 9 }).length)
		)
	})
	await page.goto(origin + path)
	await page.getByRole('heading', { level: 1 }).waitFor()
	await page.waitForLoadState('networkidle')
	const entries = await Promise.all([...weights].map(async ([url, weight]) => [url, await weight] as const))
	await context.close()
	return new Map(entries)
}

function figure(name: string, scripts: ReadonlyMap<string, number>, goal?: number): Figure {
	const value = [...scripts.values()].reduce((sum, octets) => sum + octets, 0) / 1000
	return { name, value, unit: 'kB gz', ...(goal !== undefined && { goal: `≤ ${goal}`, holds: value <= goal }) }
}
