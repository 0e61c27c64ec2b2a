import { makeDataDir } from '../support/data-dir.ts'
import type { TestServer } from '../support/smtp-server.ts'
import { expect, test } from './app.ts'
import type { Club } from './club.ts'

/** Slow enough that a person can act while it runs. */
const SLOW = { smtpOptions: { delayMs: 400 } }

/** A mailing to eight members that is under way. */
async function begin({ club, smtp }: { club: Club; smtp: TestServer }): Promise<void> {
	await club.addMembers(8)
	await club.goTo('Mailing')
	await club.configure({ host: '127.0.0.1', port: smtp.port })
	await club.selectAllRecipients()
	await club.write('Objet', 'Corps')
	await club.send(8)
	await expect(club.progress).toBeVisible()
}

test.describe('a running mailing', () => {
	test.use(SLOW)
	test.beforeEach(begin)

	test('pauses, and goes on where it was', async ({ club, page, smtp }) => {
		await page.getByRole('button', { name: /^Pause|Mettre en pause/ }).click()
		await expect(page.getByRole('button', { name: /Reprendre/ })).toBeVisible()
		await page.waitForTimeout(700)
		const sofar = smtp.accepted.length
		await page.waitForTimeout(1200)
		expect(smtp.accepted).toHaveLength(sofar)
		expect(sofar).toBeLessThan(8)

		await page.getByRole('button', { name: /Reprendre/ }).click()

		await expect(club.results).toContainText(/8\senvoyés/, { timeout: 20_000 })
		expect(smtp.accepted).toHaveLength(8)
	})

	test('is cancelled, and says who got it and who did not', async ({ club, page, smtp }) => {
		await expect.poll(() => smtp.accepted.length).toBeGreaterThan(0)
		await page.getByRole('button', { name: /Annuler l.envoi/ }).click()

		await expect(club.results).toBeVisible({ timeout: 15_000 })
		const accepted = smtp.accepted.length
		expect(accepted).toBeLessThan(8)
		await expect(club.results).toContainText(new RegExp(`${accepted}\\senvoyé`))
		await expect(club.results).toContainText(/annulé/)
	})

	test('is found again after a reload, and nobody gets two', async ({ club, page, smtp }) => {
		await expect.poll(() => smtp.accepted.length).toBeGreaterThan(1)

		await page.reload()

		await club.isOpen()
		await expect(club.progress).toBeVisible()
		await expect(club.results).toContainText(/8\senvoyés/, { timeout: 20_000 })
		expect(new Set(smtp.accepted.map(({ to }) => to[0])).size).toBe(8)
		expect(smtp.accepted).toHaveLength(8)
	})
})

test.describe('a running mailing whose relay goes', () => {
	test.use({ ...SLOW, serviceWorkers: 'allow' })
	test.beforeEach(begin)

	test('goes on by itself after the relay was killed, nobody left out, nobody twice', async ({ club, relay, smtp }) => {
		await expect.poll(() => smtp.accepted.length).toBeGreaterThan(1)

		await relay.kill()
		await relay.start()

		// The one message whose answer was lost with the relay, if any, is not sent again.
		await expect(club.results).toContainText(/8\senvoyés|7\senvoyés.*1\sincertain/, { timeout: 40_000 })
		const everyone = smtp.accepted.map(({ to }) => to[0])
		expect(new Set(everyone).size).toBe(everyone.length)
		expect(everyone.length).toBeGreaterThanOrEqual(7)
	})

	test('asks before anything else when the relay lost its journal', async ({ club, relay, smtp }) => {
		await expect.poll(() => smtp.accepted.length).toBeGreaterThan(1)

		await relay.kill()
		await relay.start({ DATA_DIR: makeDataDir() })

		await expect(club.results).toContainText(/[1-7]\sincertain/, { timeout: 60_000 })
		await expect(club.results.getByText('Le relais a perdu son journal').first()).toBeVisible()
		await expect(club.results.getByRole('button', { name: 'Marquer comme envoyé', exact: true }).first()).toBeVisible()
		const again = club.results.getByRole('button', { name: 'Renvoyer (risque de doublon)', exact: true })
		await expect(again.first()).toBeVisible()
		const everyone = smtp.accepted.map(({ to }) => to[0])
		expect(everyone.length).toBeLessThan(8)
		expect(new Set(everyone).size).toBe(everyone.length)
	})
})
