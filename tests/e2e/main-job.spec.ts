import { AS_INSTALLED, expect, test } from './app.ts'
import { readTable } from './stored.ts'

test.describe('the main job', () => {
	test.use(AS_INSTALLED)

	test('goes from an empty club to messages read in the sandbox', async ({ club, page }) => {
		await club.goTo('Membres')
		await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé', 'E-mail': 'zoe@example.org', Ville: 'Dijon' })
		await club.addMember({ Nom: 'Çelik', Prénom: 'Özgür', 'E-mail': 'ozgur@example.org' })
		await club.addMember({ Nom: 'Sans', Prénom: 'Adresse' })
		await club.goTo('Mailing')
		await club.useSandbox()
		await club.selectAllRecipients()
		await club.write('Assemblée générale samedi', 'Bonjour {{prenom}},\n\nrendez-vous samedi à 10 h.')

		await club.send(2)

		await expect(club.results).toContainText(/2\senvoyés/)
		await expect(page.getByText(/aucun e-mail réel/).first()).toBeVisible()
		await club.press('Fermer', club.results)
		await club.goTo('Bac à sable')
		await expect(page.getByRole('listitem').filter({ hasText: 'Assemblée générale samedi' })).toHaveCount(2)
		await expect(page.getByText(/zoe@example\.org/).first()).toBeVisible()
		const logs = await readTable(page, 'mailingLogs')
		expect(logs).toHaveLength(2)
		for (const log of logs) {
			expect(log).toMatchObject({ status: 'sent', subject: 'Assemblée générale samedi', error: '', sandbox: true })
			expect(log.messageId).toMatch(/^<.+@.+>$/)
		}
	})

	test('sends what the preview shows, over a real account', async ({ club, page, smtp }) => {
		await club.goTo('Membres')
		await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé', 'E-mail': 'zoe@example.org' })
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Pour {{prenom}}', 'Chère {{prenom}} <b>{{nom}}</b>')
		await club.press('Prévisualiser')
		const preview = club.dialog('Prévisualisation')
		await expect(preview.getByText('Pour Zoé')).toBeVisible()
		await expect(preview.frameLocator('iframe').getByText('Chère Zoé <b>Lefèvre</b>')).toBeVisible()
		await page.keyboard.press('Escape')

		await club.send(1)

		await expect(club.results).toContainText(/1\senvoyé/)
		expect(smtp.accepted).toHaveLength(1)
		expect(smtp.accepted[0]).toMatchObject({ from: 'club@example.org', to: ['zoe@example.org'] })
		const raw = smtp.accepted[0]?.raw ?? ''
		expect(raw).toMatch(/^Subject: =\?UTF-8\?Q\?Pour_Zo=C3=A9\?=\r?$/im)
		expect(raw).toContain('text/plain')
		expect(raw).toContain('text/html')
	})

	test('stops before sending when something is missing, and says what', async ({ club, page }) => {
		await club.goTo('Mailing')
		await club.press('Envoyer')
		await expect(page.getByText(/Indiquez l’objet|objet/i).first()).toBeVisible()

		await club.write('Objet seul', '')
		await club.press('Envoyer')

		await expect(page.getByRole('dialog')).toHaveCount(0)
		await expect(page.getByLabel('Objet')).toHaveValue('Objet seul')
	})

	test('offers the settings when none were made', async ({ club, page }) => {
		await club.addMembers(1)
		await club.goTo('Mailing')
		await club.selectAllRecipients()
		await club.write('Objet', 'Corps')

		await club.press('Envoyer')

		await expect(page.getByRole('alert').filter({ hasText: /configur/i })).toBeVisible()
		await page
			.getByRole('alert')
			.getByRole('button', { name: /Configuration SMTP/ })
			.click()
		await expect(club.dialog('Configuration SMTP')).toBeVisible()
	})
})
