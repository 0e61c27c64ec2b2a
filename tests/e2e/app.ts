import { test as base, type Page } from '@playwright/test'
import { findFirefox } from '#scripts/other-browsers.js'
import { freePort } from '../support/free-port.ts'
import { RelayProcess } from '../support/relay-process.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '../support/smtp-server.ts'
import { Club } from './club.ts'

type Fixtures = {
	/** Skips the test, by name and with its reason, where the machine has no such browser. */
	browserIsThere: void
	/** What the SMTP server of `smtp` does out of the ordinary; set with `test.use`. */
	smtpOptions: TestServerOptions
	/** What the page may report all the same: where something hostile is brought in, the policy has to turn it away. */
	expectedReports: RegExp | undefined
	/** A real SMTP server, without TLS, that the relay is allowed to reach. */
	smtp: TestServer
	relay: RelayProcess
	/** The app, opened by its pairing link and driven as its user would. */
	club: Club
}

/** Tests of the whole: a browser, the relay as a process, a real SMTP server. */
export const test = base.extend<Fixtures>({
	browserIsThere: [
		async ({ browserName }, use, testInfo) => {
			const missing = browserName === 'firefox' && findFirefox() === undefined
			testInfo.skip(missing, 'no Firefox here: apt-get install firefox-esr, or set FIREFOX')
			await use()
		},
		{ auto: true }
	],
	smtpOptions: [{}, { option: true }],
	expectedReports: [undefined, { option: true }],
	smtp: async ({ smtpOptions }, use) => {
		const server = await startTestServer(smtpOptions)
		await use(server)
		await server.close()
	},
	relay: async ({ smtp }, use) => {
		const relay = new RelayProcess(await freePort(), { RELAY_SMTP_ALLOW: `127.0.0.1:${smtp.port}` })
		await relay.start()
		await use(relay)
		await relay.stop()
	},
	club: async ({ page, relay, browserName, serviceWorkers, expectedReports }, use) => {
		const reports = watchForFailures(page)
		const club = new Club(page)
		await page.goto(relay.pairingLink)
		await club.isOpen()
		// From here on the app needs no relay to load the rest of itself.
		if (browserName === 'chromium' && serviceWorkers === 'allow') {
			await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
		}
		await use(club)
		const failures = reports.filter((report) => !expectedReports?.test(report))
		if (failures.length > 0) throw new Error(`the page reported:\n${failures.join('\n')}`)
	}
})

/** The app as it is installed: kept whole on the device by its service worker, its surfaces in motion. */
export const AS_INSTALLED = { serviceWorkers: 'allow', contextOptions: {} } as const

export { expect } from '@playwright/test'

/** Collects what no user should ever cause: uncaught errors and refusals of the content security policy. */
export function watchForFailures(page: Page): string[] {
	const failures: string[] = []
	page.on('pageerror', (error) => failures.push(String(error)))
	page.on('console', (message) => {
		if (message.type() === 'error' && /Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) {
			failures.push(message.text())
		}
	})
	return failures
}
