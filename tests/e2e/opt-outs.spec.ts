import { freePort } from '../support/free-port.ts'
import { RelayProcess } from '../support/relay-process.ts'
import { expect, test as base } from './app.ts'
import { addRows, readTable } from './stored.ts'

/** The relay has an address that readers can reach. */
const test = base.extend({
	relay: async ({ smtp }, use) => {
		const port = await freePort()
		const relay = new RelayProcess(port, {
			RELAY_SMTP_ALLOW: `127.0.0.1:${smtp.port}`,
			RELAY_PUBLIC_URL: `http://127.0.0.1:${port}`
		})
		await relay.start()
		await use(relay)
		await relay.stop()
	}
})

test.describe('a newsletter', () => {
	test('is left by the link in it: opening it does nothing, saying yes does, and the app shows it', async ({
		club,
		page,
		smtp,
		request
	}) => {
		await club.addMembers(2)
		const newsletter = { id: 'current', subject: '', body: '', recipientIds: [], updatedAt: 0 }
		const agreed = { purpose: 'newsletter', given: true, on: '2026-09-01', source: 'paper' }
		const consents = ['member-1', 'member-2'].map((memberId) => ({ ...agreed, id: `of-${memberId}`, memberId }))
		await addRows(page, 'consents', consents)
		await addRows(page, 'drafts', [{ ...newsletter, options: { purpose: 'newsletter' } }])
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Nouvelles', 'Bonjour {{prenom}}')
		await club.send(2)
		await expect(club.results).toContainText(/2\senvoyés/)
		await club.press('Fermer', club.results)

		const letter = smtp.accepted.find(({ to }) => to.includes('membre2@example.org'))?.raw ?? ''
		expect(letter).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
		const link = /^List-Unsubscribe:[^]*?<(http[^>]+)>/m.exec(letter)?.[1] ?? ''
		const asked = await request.get(link)
		expect(await asked.text()).toContain('Ne plus les recevoir')
		await club.press('Relever maintenant')
		await expect(page.getByText('Rien de nouveau.')).toBeVisible()

		const left = await request.post(link, { form: { 'List-Unsubscribe': 'One-Click' } })
		expect(await left.text()).toContain('C’est noté')
		await club.press('Relever maintenant')

		await expect(page.getByText('1 personne ne veut plus recevoir les lettres d’information')).toBeVisible()
		expect(await readTable(page, 'consents')).toMatchObject([
			{ memberId: 'member-1', given: true },
			{ memberId: 'member-2', purpose: 'newsletter', given: false, source: 'email' }
		])
		await page.getByRole('button', { name: 'Martin2 Zoé2' }).click()
		await expect(club.dialog('Modifier un membre')).toBeVisible()
	})
})

test.describe('a convocation', () => {
	test('offers no way to leave', async ({ club, smtp }) => {
		await club.addMembers(1)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Assemblée générale', 'Bonjour {{prenom}}')

		await club.send(1)

		await expect(club.results).toContainText(/1\senvoyé/)
		expect(smtp.accepted[0]?.raw).not.toMatch(/List-Unsubscribe|Vous ne souhaitez plus/)
	})
})
