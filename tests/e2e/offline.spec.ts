import { AS_INSTALLED, expect } from './app.ts'
import { test } from './laptop.ts'

test.describe('without network', () => {
	test.use(AS_INSTALLED)

	test('opens, edits and keeps everything while the relay is stopped and the browser restarted', async ({
		relay,
		laptop
	}) => {
		// Three starts of a browser take their time on a machine with other work to do.
		test.setTimeout(240_000)
		let club = await laptop.open(relay.pairingLink)
		await club.isOpen()
		await club.goTo('Membres')
		await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé', 'E-mail': 'zoe@example.org' })
		await club.page.evaluate(() => navigator.serviceWorker.ready)
		await club.goTo('Mailing')
		await club.useSandbox()
		await club.write('Écrit hors ligne', 'Rien ne se perd')
		await expect(club.page.getByText('Brouillon enregistré')).toBeVisible()
		await laptop.close()
		await relay.stop()

		club = await laptop.open(`${relay.url}/membres`)
		await club.isOpen()
		await expect(club.page.getByText('Relais injoignable').or(club.page.getByText('Hors ligne')).first()).toBeVisible()
		await expect(club.page.getByText('Lefèvre').first()).toBeVisible()
		await club.addMember({ Nom: 'Petit', Prénom: 'Tom', 'E-mail': 'tom@example.org' })

		for (const path of ['/mailing', '/preferences', '/aide', '/membres']) {
			await club.page.goto(relay.url + path)
			await expect(club.page.getByRole('heading', { level: 1 })).toBeVisible()
			await club.page.reload()
			await expect(club.page.getByRole('heading', { level: 1 })).toBeVisible()
		}
		await expect(club.page.getByText('Petit').first()).toBeVisible()
		await club.goTo('Mailing')
		await expect(club.page.getByLabel('Objet')).toHaveValue('Écrit hors ligne')
		await club.selectAllRecipients()
		await club.press('Prévisualiser')
		await expect(club.dialog('Prévisualisation').frameLocator('iframe').getByText('Rien ne se perd')).toBeVisible()
		await club.page.keyboard.press('Escape')

		await club.press('Envoyer')
		await expect(club.page.getByRole('alert').first()).toBeVisible()
		await expect(club.page.getByLabel('Objet')).toHaveValue('Écrit hors ligne')
		await club.press("Confirmer l'envoi")
		await expect(club.page.getByText('1 envoi en attente du relais')).toBeVisible()
		await laptop.close()

		club = await laptop.open(`${relay.url}/membres`)
		await club.page.getByRole('link', { name: '1 envoi en attente' }).click()
		await expect(club.page.getByText('1 envoi en attente du relais')).toBeVisible()
		await expect(club.page.getByLabel('Objet')).toHaveValue('')
		await relay.start()
		await club.page.evaluate(() => window.dispatchEvent(new Event('online')))
		await expect(club.page.getByText('En ligne').first()).toBeVisible({ timeout: 25_000 })
		await expect(club.page.getByText(/Envoyer «\sÉcrit hors ligne\s» à 2 destinataires\s\?/)).toBeVisible()
		await club.press('Envoyer maintenant')
		await expect(club.results).toContainText(/2\senvoyés/)
	})
})
