import { expect, test } from './app.ts'
import { startTestServer } from '../support/smtp-server.ts'

test.describe('a wrong password', () => {
	test.use({ smtpOptions: { users: { club: 'le-bon' } } })

	test('is tried once, told plainly, and put right without writing anything again', async ({ club, page, smtp }) => {
		await club.addMembers(2)
		await club.goTo('Mailing')
		const account = { host: '127.0.0.1', port: smtp.port, username: 'club' }
		await club.configure({ ...account, password: 'le-mauvais' })
		await club.selectAllRecipients()
		await club.write('Objet', 'Corps du message')

		await club.send(2)

		await expect(page.getByText('Le serveur a refusé le mot de passe').first()).toBeVisible()
		expect(smtp.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
		await page
			.getByRole('button', { name: /mot de passe/i })
			.first()
			.click()
		const dialog = club.dialog('Configuration SMTP')
		await expect(dialog.getByLabel('Mot de passe', { exact: true })).toHaveValue('')
		await dialog.getByLabel('Mot de passe', { exact: true }).fill('le-bon')
		await club.press('OK', dialog)

		await expect(club.results).toContainText(/2\senvoyés/)
		expect(smtp.accepted.map(({ to }) => to[0]).sort()).toEqual(['membre1@example.org', 'membre2@example.org'])
	})

	test('is found by the connection test, step by step', async ({ club, smtp }) => {
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port, username: 'club', password: 'faux' })
		await club.press('Configuration SMTP')
		const dialog = club.dialog('Configuration SMTP')
		await expect(dialog.getByLabel('Mot de passe', { exact: true })).toHaveValue('')

		await club.press('Tester connexion', dialog)

		await expect(dialog.getByText('Le serveur a refusé le mot de passe').first()).toBeVisible()
	})
})

test.describe('a refused recipient', () => {
	test.use({ smtpOptions: { rejectRcpt: { 'membre2@example.org': '550 5.1.1 User unknown' } } })

	test('is reported with the reason while the others get their message', async ({ club, smtp }) => {
		await club.addMembers(3)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Objet', 'Corps')

		await club.send(3)

		await expect(club.results).toContainText(/2\senvoyés/)
		await expect(club.results).toContainText(/1\séchec/)
		await expect(club.results).toContainText('membre2@example.org')
		await expect(club.results).toContainText('User unknown')
		expect(smtp.accepted).toHaveLength(2)
	})
})

test.describe('a temporary refusal', () => {
	test.use({ smtpOptions: { rejectRcpt: { 'membre1@example.org': ['451 4.2.0 try again'] } } })

	test('is tried again and counts once', async ({ club, smtp }) => {
		await club.addMembers(1)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Objet', 'Corps')

		await club.send(1)

		await expect(club.results).toContainText(/1\senvoyé/)
		expect(smtp.accepted).toHaveLength(1)
	})
})

test.describe('a server that dies in mid-batch', () => {
	test.use({ smtpOptions: { dieAfter: 2 } })

	test('costs nobody his message and sends nobody two', async ({ club, page, smtp }) => {
		test.slow() // A server that is gone is asked three times, each as long as a silent one.
		await club.addMembers(4)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Objet', 'Corps')

		await club.send(4)
		await expect(page.getByText(/injoignable|ne répond pas|interrompue|en pause/i).first()).toBeVisible({
			timeout: 60_000
		})
		const again = await startTestServer({ port: smtp.port })

		await page
			.getByRole('button', { name: /Reprendre/ })
			.first()
			.click()
		await expect(club.results).toContainText(/4\senvoyés/, { timeout: 45_000 })
		const everyone = [...smtp.accepted, ...again.accepted].map(({ to }) => to[0]).sort()
		await again.close()
		expect(everyone).toEqual([1, 2, 3, 4].map((n) => `membre${n}@example.org`))
	})
})

test.describe('a lost answer to the final dot', () => {
	test.use({
		smtpOptions: {
			script: ({ stage, message }) => (stage === 'dot' && message === 2 ? { then: 'close' as const } : undefined),
			acceptScripted: true
		}
	})

	test('is shown as uncertain and never sent again by itself', async ({ club, smtp }) => {
		await club.addMembers(3)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Objet', 'Corps')

		await club.send(3)

		await expect(club.results).toContainText(/2\senvoyés/)
		await expect(club.results).toContainText(/1\sincertain/)
		await expect(club.results.getByRole('button', { name: /Marquer comme envoyé/ })).toBeVisible()
		await expect(club.results.getByRole('button', { name: /Renvoyer \(risque de doublon\)/ })).toBeVisible()
		expect(smtp.accepted).toHaveLength(3)
	})
})
