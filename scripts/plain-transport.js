/**
 * Vite plugin: in the browser's part, JSON in place of `devalue`, with which SvelteKit takes rich values to and from its own
 * server. This app has no such server (no `load` there, no form actions, no remote functions: only the relay behind
 * `web/lib/relay.ts`), and what a place in the browser's history remembers is Kit's own empty object. Six hundredths of
 * the shell.
 *
 * @returns {import('vite').Plugin}
 */
export function plainTransport() {
	return {
		name: 'plain-transport',
		apply: 'build',
		enforce: 'pre',
		applyToEnvironment: ({ name }) => name === 'client',
		resolveId: { filter: { id: /^devalue$/ }, handler: () => PLAIN },
		load: { filter: { id: /^\0plain-transport$/ }, handler: () => ({ code: JSON_ALONE, moduleSideEffects: false }) }
	}
}

const PLAIN = '\0plain-transport'

const JSON_ALONE = `
	export const parse = (text) => JSON.parse(text)
	export const stringify = (value) => JSON.stringify(value)
	export const stringifyAsync = async (value) => JSON.stringify(value)
	export const unflatten = () => { throw new Error('Nothing comes from a server of Kit here: see scripts/plain-transport.js') }
`
