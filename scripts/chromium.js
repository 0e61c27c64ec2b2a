import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { runNode, runProgram } from './run.js'

/** Playwright's own list, of which the last on a command line is the only one heard, and two windows that every tab loads unseen. */
const WITHOUT = [
	...['DestroyProfileOnBrowserClose', 'DialMediaRouteProvider', 'GlobalMediaControls', 'HttpsUpgrades', 'LensOverlay'],
	...['AvoidUnnecessaryBeforeUnloadCheckSync'],
	...['MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'BlockOriginHeaderModificationOnRedirect'],
	...['AvoidCorsURLLoaderRestartOnRedirect', 'Translate', 'OptimizationHints', 'NetworkTimeServiceQuerying'],
	...['AimEnabled', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup']
]

/** What Chromium needs to run headless, as root, without a network of its own. */
export const CHROMIUM_ARGS = [
	`--disable-features=${WITHOUT.join(',')}`,
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
]

const USUAL_PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'
]

/**
 * Path of a Chromium for the tests: `CHROMIUM`, then the usual places, then Playwright's own.
 * `undefined` when the machine has none.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
	return listCandidates()[0]
}

/**
 * Path of a Chromium that was seen to start, fetched if need be: Playwright's own, then Debian's as root.
 * `undefined` when there is none and none could be had.
 *
 * @returns {Promise<string | undefined>}
 */
export async function fetchChromium() {
	return (await findWorking()) ?? (await fetchFromPlaywright()) ?? (await fetchFromDebian())
}

function listCandidates() {
	const paths = [process.env.CHROMIUM, ...USUAL_PLACES, chromium.executablePath()]
	return paths.filter((path) => path !== undefined).filter((path) => existsSync(path))
}

async function findWorking() {
	for (const path of listCandidates()) if (await starts(path)) return path
	return undefined
}

/** @param {string} executablePath */
async function starts(executablePath) {
	try {
		const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS, timeout: 30_000 })
		await browser.close()
		return true
	} catch (error) {
		const [reason] = String(error).split('\n')
		console.error(`${executablePath} does not start: ${reason}`)
		return false
	}
}

async function fetchFromPlaywright() {
	console.log('No Chromium found: trying "playwright install chromium"…')
	await runNode(['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
	return findWorking()
}

async function fetchFromDebian() {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined

	console.log('Trying "apt-get install chromium"…')
	await runProgram('apt-get', ['update', '-qq'])
	const env = { DEBIAN_FRONTEND: 'noninteractive' }
	await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env)
	return findWorking()
}
