import { spawn } from 'node:child_process'

/**
 * Opens an address in the person's own browser, unless `BROWSER=none`, or nobody sits there (CI, no terminal).
 * A machine without a browser is no failure: the address stands in the terminal.
 *
 * @param {string} url
 */
export function openBrowser(url) {
	if (process.env.BROWSER === 'none' || process.env.CI || !process.stdout.isTTY) return

	const [program, ...args] = openerOf(process.platform)
	const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
	opener.on('error', () => {})
	opener.unref()
}

/**
 * @param {string} platform
 * @returns {[string, ...string[]]} program and first arguments; never a shell, which would read the address
 */
function openerOf(platform) {
	if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
	return platform === 'darwin' ? ['open'] : ['xdg-open']
}
