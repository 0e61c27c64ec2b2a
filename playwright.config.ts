import { defineConfig, devices } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.js'
import { findFirefox } from './scripts/other-browsers.js'

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.spec.ts',
	fullyParallel: true,
	// One more than processors: much of a test is waiting for a mail server or for what was typed to be kept.
	workers: 3,
	forbidOnly: true,
	timeout: 90_000,
	// A machine with other work to do takes its time.
	expect: { timeout: 20_000 },
	// What needs them is named at the end of the run.
	retries: 2,
	reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
	use: {
		trace: 'on-first-retry',
		screenshot: 'only-on-failure',
		locale: 'fr-FR',
		// Keeping the whole app on the device costs each test as much as the rest of it: where it matters, a test asks for it.
		serviceWorkers: 'block',
		// What moves is for the eye; a test waits for it.
		contextOptions: { reducedMotion: 'reduce' }
	},
	projects: [
		{
			name: 'chromium',
			testIgnore: '**/webkit.spec.ts',
			use: {
				...devices['Desktop Chrome'],
				launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS }
			}
		},
		{
			// The app as it is used: the rest of the suite has no reason to differ from one browser to another.
			name: 'firefox',
			testMatch: ['**/main-job.spec.ts', '**/offline.spec.ts'],
			use: {
				...devices['Desktop Firefox'],
				// Firefox as it is published, not Playwright's own.
				channel: 'moz-firefox',
				launchOptions: { executablePath: findFirefox() }
			}
		},
		{ name: 'webkit', testMatch: '**/webkit.spec.ts' }
	]
})
