import { existsSync } from 'node:fs'

const WEBKIT_DRIVERS = ['/usr/bin/WebKitWebDriver']
const MINI_BROWSERS = [
	'/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
	'/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser'
]
const DISPLAYS = ['/usr/bin/Xvfb']

/**
 * Path of a Firefox for the tests: `FIREFOX`, then Debian's. `undefined` when the machine has none.
 *
 * @returns {string | undefined}
 */
export function findFirefox() {
	return find([process.env.FIREFOX, '/usr/bin/firefox-esr'])
}

/**
 * Paths of what drives WebKit: Debian's driver, its browser, and a display that nobody sees.
 * `undefined` when one of them is missing.
 *
 * @returns {{ driver: string, browser: string, display: string } | undefined}
 */
export function findWebKit() {
	const [driver, browser, display] = [WEBKIT_DRIVERS, MINI_BROWSERS, DISPLAYS].map(find)
	return driver && browser && display ? { driver, browser, display } : undefined
}

/** @param {(string | undefined)[]} paths */
function find(paths) {
	return paths.find((path) => path !== undefined && existsSync(path))
}
