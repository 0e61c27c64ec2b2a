import { freePort } from '../support/free-port.ts'
import { RelayProcess } from '../support/relay-process.ts'
import { startZoneServer, type Zone, type ZoneServer } from '../support/zone-server.ts'
import { expect, test } from './app.ts'
import { Club } from './club.ts'

/** What a club's domain says whose mail is at OVH, and which its secretary never finished. */
const ZONE: Zone = {
	'judo-dijon.fr': {
		MX: [{ preference: 1, exchange: 'mx1.mail.ovh.net' }],
		TXT: ['v=spf1 a -all'],
		A: ['192.0.2.7']
	},
	'ssl0.ovh.net': { A: ['192.0.2.9'] },
	'_dmarc.judo-dijon.fr': 'servfail'
}

test.describe('accounts, before a real name server', () => {
	let names: ZoneServer
	let relay: RelayProcess

	test.beforeAll(async () => {
		names = await startZoneServer(ZONE)
		relay = new RelayProcess(await freePort(), { RELAY_DNS: names.address })
		await relay.start()
	})
	test.afterAll(async () => {
		await relay?.stop()
		await names?.close()
	})

	test('finds the settings of an address, and says what to ask its host for', async ({ page }) => {
		const club = new Club(page)
		await page.goto(relay.pairingLink)
		await club.isOpen()
		await club.goTo('Mailing')
		await club.press('Configuration SMTP')
		const dialog = club.dialog('Configuration SMTP')

		await dialog.getByLabel('Adresse e-mail').fill('bureau@judo-dijon.fr')
		await expect(dialog.getByText(/200 messages par heure chez OVHcloud/).first()).toBeVisible()
		await dialog.getByRole('button', { name: 'Utiliser ces réglages' }).first().click()
		await expect(dialog.getByLabel('Hôte')).toHaveValue('ssl0.ovh.net')
		await expect(dialog.getByLabel('Limite par heure')).toHaveValue('200')

		await dialog.getByRole('button', { name: 'Vérifier mon domaine' }).click()
		const spf = dialog.getByRole('listitem').filter({ hasText: '(SPF)' })
		await expect(spf).toContainText('à corriger')
		await expect(spf).toContainText('v=spf1 a -all')
		await expect(dialog.getByRole('listitem').filter({ hasText: '(DMARC)' })).toContainText('inconnu')
		await dialog.getByText('Ce qu’il faut demander à votre hébergeur').click()
		await expect(dialog.locator('pre')).toContainText('include:mx.ovh.com')
		expect(names.questions.length).toBeGreaterThan(0)
	})

	test('sends by a second account, after a look at what was written', async ({ page }) => {
		const club = new Club(page)
		await page.goto(relay.pairingLink)
		await club.isOpen()
		await club.addMembers(2)
		await club.goTo('Mailing')
		await club.press('Configuration SMTP')
		const dialog = club.dialog('Configuration SMTP')
		await dialog.getByRole('button', { name: 'Bac à sable (aucun e-mail réel)' }).click()
		await dialog.getByLabel('Adresse e-mail').fill('club@example.org')
		await dialog.getByRole('button', { name: 'OK', exact: true }).click()
		await expect(dialog).toBeHidden()

		await club.press('Configuration SMTP')
		await dialog.getByRole('button', { name: 'Nouveau compte' }).click()
		await dialog.getByLabel('Appeler ce compte').fill('Section judo')
		await dialog.getByRole('button', { name: 'Bac à sable (aucun e-mail réel)' }).click()
		await dialog.getByLabel('Adresse e-mail').fill('judo@example.org')
		await dialog.getByRole('button', { name: 'OK', exact: true }).click()
		await expect(dialog).toBeHidden()

		await page.getByLabel('Compte d’envoi').selectOption({ index: 1 })
		await club.selectAllRecipients()
		await club.write('Passage de grades', 'Bonjour {{prenom}}, rendez-vous samedi 30 février ou www.judo.example.')
		await club.press('Envoyer')
		const confirmation = club.dialog(/^Envoyer à 2/)
		await expect(confirmation.getByText('judo@example.org').first()).toBeVisible()
		await expect(confirmation.getByText('www.judo.example ne sera pas cliquable partout.')).toBeVisible()
		await confirmation.getByRole('button', { name: "Confirmer l'envoi" }).click()

		await expect(club.results).toContainText(/2\senvoyés/, { timeout: 30_000 })
		await club.press('Fermer', club.results)
		await club.goTo('Bac à sable')
		await expect(page.getByText('judo@example.org').first()).toBeVisible()
	})
})
