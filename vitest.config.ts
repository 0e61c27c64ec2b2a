import { availableParallelism } from 'node:os'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import tailwindcss from '@tailwindcss/vite'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.js'
import { MESSAGES } from './scripts/messages.js'

/** Every package that the app and its tests bring into the browser. */
const BROWSER_PACKAGES = [
	'@tiptap/core',
	'@tiptap/extension-bold',
	'@tiptap/extension-document',
	'@tiptap/extension-hard-break',
	'@tiptap/extension-heading',
	'@tiptap/extension-italic',
	'@tiptap/extension-list',
	'@tiptap/extension-paragraph',
	'@tiptap/extension-table',
	'@tiptap/extension-text',
	'@tiptap/extension-underline',
	'@tiptap/extensions',
	'@tiptap/pm/history',
	'@tiptap/pm/model',
	'@tiptap/pm/state',
	'@tiptap/pm/view',
	'@hpke/core',
	'@noble/hashes/argon2.js',
	'chart.js',
	'dexie',
	'fast-check',
	'hucre/ods',
	'hucre/xlsx',
	'ical.js',
	'jspdf',
	'papaparse',
	'postal-mime',
	'valibot',
	'workbox-window'
]

/** Four suites: pure code, the relay in Node, the app's parts in a real Chromium, and accidents on purpose. */
export default defineConfig({
	test: {
		// One less than the machine has is what Vitest would take: half of the time, on a machine of two.
		maxWorkers: availableParallelism(),
		projects: [
			{
				test: {
					name: 'shared',
					include: ['tests/shared/**/*.test.ts'],
					environment: 'node',
					// Nothing there keeps anything: what one file loaded serves the next.
					isolate: false,
					testTimeout: 20_000
				}
			},
			{
				test: {
					name: 'node',
					include: ['tests/{relay,house}/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/support/data-dir.ts'],
					testTimeout: 20_000
				}
			},
			{
				test: {
					name: 'faults',
					include: ['tests/faults/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/support/data-dir.ts'],
					// Processes are killed and started here, on a machine that may have other work to do.
					testTimeout: 240_000,
					fileParallelism: false
				}
			},
			{
				plugins: [
					tailwindcss(),
					paraglideVitePlugin(MESSAGES),
					svelte({ configFile: false, compilerOptions: { runes: true } })
				],
				// Its overlay would lie over the parts under test: one broken file must not fail the others.
				server: { hmr: { overlay: false } },
				// One found only while the tests run makes the server load everything again, under their feet.
				optimizeDeps: { include: BROWSER_PACKAGES },
				test: {
					name: 'browser',
					include: ['tests/web/**/*.test.ts'],
					testTimeout: 20_000,
					retry: 1,
					// A machine with other work to do takes its time.
					expect: { poll: { timeout: 10_000 } },
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							// What moves takes its time, and is not what these tests are about.
							contextOptions: { reducedMotion: 'reduce' },
							launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS }
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
})
