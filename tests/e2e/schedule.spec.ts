import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import type { Club } from './club.ts'
import { readTable } from './stored.ts'

// An hour ahead of UTC all the year.
test.use({ timezoneId: 'Africa/Algiers' })

/** The relay takes nothing from another day. */
const TODAY = new Date().toISOString().slice(0, 10)
/** What the browser's clock shows at first; it goes on from there. */
const NINE = new Date(`${TODAY}T08:00:00Z`)
/** The night that follows. */
const THREE_AT_NIGHT = new Date(NINE.getTime() + 18 * 3_600_000)

test.describe('a mailing for this evening', () => {
	test.beforeEach(({ page }) => page.clock.install({ time: NINE }))

	const box = (page: Page) => page.getByRole('region', { name: 'Boîte d’envoi' })

	async function schedule(club: Club, time: string) {
		await club.press('Envoyer')
		const confirmation = club.dialog(/Envoyer à/)
		await confirmation.getByRole('radio', { name: /Plus tard/ }).check()
		await confirmation.getByLabel('Jour').fill(TODAY)
		await confirmation.getByLabel('Heure', { exact: true }).fill(time)
		await club.press("Confirmer l'envoi", confirmation)
	}

	async function writeTo(club: Club, count: number, port: number) {
		await club.addMembers(count)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port })
		await club.selectAllRecipients()
		await club.write('Ce soir', 'Bonjour {{prenom}}')
	}

	test('leaves by itself then, and not before', async ({ club, page, smtp }) => {
		await writeTo(club, 2, smtp.port)

		await schedule(club, '18:30')
		await expect(box(page)).toContainText(/2 destinataires · part 18:30/)
		await page.clock.fastForward('09:00:00')
		expect(smtp.accepted).toHaveLength(0)
		await page.clock.fastForward('00:31:00')

		await expect(club.results).toContainText(/2\senvoyés/)
		expect(smtp.accepted).toHaveLength(2)
	})

	test('leaves from another screen too, and the app says so at the end', async ({ club, page, smtp }) => {
		await writeTo(club, 1, smtp.port)
		await schedule(club, '18:30')
		await expect(box(page)).toBeVisible()
		await club.goTo('Membres')

		await page.clock.fastForward('09:31:00')

		await expect(page.getByText(/Ce soir/).first()).toBeVisible()
		await expect.poll(() => smtp.accepted.length).toBe(1)
	})

	test('waits for a yes when the app was closed at that time', async ({ club, page, relay, smtp }) => {
		await writeTo(club, 1, smtp.port)
		await schedule(club, '18:30')
		await expect(box(page)).toBeVisible()
		await page.goto('about:blank')

		await page.clock.setSystemTime(THREE_AT_NIGHT)
		await page.goto(`${relay.url}/mailing`)

		await expect(box(page)).toContainText(/l’appareil dormait ou l’application était fermée/)
		expect(await readTable(page, 'mailings')).toMatchObject([{ progress: 'waiting', missed: 'late' }])
		expect(smtp.accepted).toHaveLength(0)
		await club.press('Envoyer maintenant')
		await expect(club.results).toContainText(/1\senvoyé/)
	})

	test('is refused for a time that has passed, and nothing typed is lost', async ({ club, page, smtp }) => {
		await writeTo(club, 1, smtp.port)

		await schedule(club, '08:15')

		const confirmation = club.dialog(/Envoyer à/)
		await expect(confirmation).toContainText(/Ce moment est déjà passé/)
		await club.press('Annuler', confirmation)
		await expect(page.getByLabel('Objet')).toHaveValue('Ce soir')
	})
})
