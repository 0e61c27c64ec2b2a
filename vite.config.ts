import { fileURLToPath } from 'node:url'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { englishApart } from './scripts/english-apart.js'
import { MESSAGES } from './scripts/messages.js'
import { plainTransport } from './scripts/plain-transport.js'
import config from './svelte.config.js'

/**
 * What every screen needs, with all that it imports, as two files, the second being the database and what lives by it: some
 * forty small ones weigh a tenth more, and each is one more question to the service worker at every start. What Kit runs
 * before them stays apart: the shell reads, while it is evaluated, what the page has told to that. So do the reactive
 * collections of Svelte, which stand in one module with the small function that the database needs.
 */
const GROUPS = [
	{ name: 'start', test: /client.payload\.js|preload-helper/, priority: 4 },
	{ name: 'shell', test: /client-entry\.js|client-optimized.app\.js|routes.\+(layout|error)\./, priority: 3 },
	{ name: 'collections', test: /svelte.src.reactivity.(map|set|media-query|reactive-value)\.js/, priority: 2 },
	{ name: 'club', test: /shell.opening\.ts/, priority: 1 }
]

/** They only define classes, which Svelte's package does not say. */
const COLLECTIONS = /svelte.src.reactivity/

export default defineConfig({
	root: 'web',
	plugins: [tailwindcss(), paraglideVitePlugin(MESSAGES), englishApart(), plainTransport(), sveltekit(config)],
	resolve: {
		alias: [
			// Their own builds for today's browsers: smaller, and quicker to read than those that they offer by default.
			{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' },
			{ find: /^workbox-window$/, replacement: 'workbox-window/build/workbox-window.prod.mjs' },
			// What jsPDF would load to print web pages and drawings, which nobody asks it to: half a megabyte to be kept offline.
			{
				find: /^(html2canvas|canvg|dompurify)$/,
				replacement: fileURLToPath(new URL('web/lib/print/not-needed.ts', import.meta.url))
			}
		]
	},
	// With the bundler's own after it: two hundredths smaller than what either leaves.
	build: { target: 'es2022', minify: 'terser', terserOptions: { module: true, ecma: 2020, compress: { passes: 2 } } },
	environments: {
		client: {
			build: {
				rolldownOptions: {
					treeshake: { moduleSideEffects: [{ test: COLLECTIONS, sideEffects: false }] },
					// After terser.
					output: { minify: true, codeSplitting: { groups: GROUPS } }
				}
			}
		}
	},
	server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 8787}` } }
})
