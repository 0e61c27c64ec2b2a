import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deliveryReport, unknownAddress } from '../support/delivery-reports.ts'
import { findDovecotObstacle, startDovecot, type Dovecot } from '../support/dovecot.ts'
import { freePort } from '../support/free-port.ts'
import { RelayProcess } from '../support/relay-process.ts'
import { expect, test as base } from './app.ts'
import type { Club } from './club.ts'
import { readTable } from './stored.ts'

const obstacle = findDovecotObstacle()

const test = base.extend<{ dovecot: Dovecot }>({
	// eslint-disable-next-line no-empty-pattern -- it needs nothing
	dovecot: async ({}, use) => {
		const dovecot = await startDovecot()
		await use(dovecot)
		await dovecot.stop()
	},
	relay: async ({ smtp, dovecot }, use) => {
		const folder = mkdtempSync(join(tmpdir(), 'club-dovecot-e2e-'))
		const authority = join(folder, 'authority.pem')
		writeFileSync(authority, dovecot.certificate)
		const relay = new RelayProcess(await freePort(), {
			RELAY_EXTRA_CA: authority,
			RELAY_SMTP_ALLOW: `127.0.0.1:${smtp.port},${dovecot.host}:${dovecot.tlsPort}`
		})
		await relay.start()
		await use(relay)
		await relay.stop()
		rmSync(folder, { recursive: true, force: true })
	}
})

async function readMailbox(club: Club, { host, tlsPort, username }: Dovecot, password: string) {
	await club.press('Boîte des retours')
	const dialog = club.dialog('Boîte des retours')
	await dialog.getByLabel('Serveur IMAP').fill(host)
	await dialog.getByLabel('Port').fill(String(tlsPort))
	await dialog.getByLabel('Identifiant').fill(username)
	await dialog.getByLabel('Mot de passe').fill(password)
	await club.press('Lire cette boîte', dialog)
	await expect(dialog).toBeHidden()
}

test.describe('a mailbox read by IMAP, a real Dovecot', () => {
	test.skip(obstacle !== undefined, `Dovecot is not here: ${obstacle}`)

	test('tells whose message came back, and whose address is of no use', async ({ club, page, smtp, dovecot }) => {
		await club.addMembers(3)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Nouvelles', 'Bonjour {{prenom}}')
		await club.send(3)
		await expect(club.results).toContainText(/3\senvoyés/)
		await club.press('Fermer', club.results)

		const idOf = (address: string) =>
			/^Message-ID: (<.+>)\r$/im.exec(smtp.accepted.find(({ to }) => to.includes(address))?.raw ?? '')?.[1] ?? ''
		const returned = unknownAddress(idOf('membre1@example.org')).replaceAll('jo@membres.test', 'membre1@example.org')
		await dovecot.deliver(returned)
		await dovecot.deliver(
			deliveryReport({
				recipient: 'Final-Recipient: rfc822; membre2@example.org\nAction: failed\nStatus: 5.2.2',
				returned: { type: 'message/rfc822', header: `Message-ID: ${idOf('membre2@example.org')}` }
			})
		)
		await dovecot.deliver(unknownAddress('<foreign@elsewhere.example>'))

		await readMailbox(club, dovecot, 'faux')
		await expect(page.getByText(/a refusé le mot de passe/)).toBeVisible()
		await expect(page.getByLabel('Objet')).toBeVisible()
		await club.press('Corriger')
		const dialog = club.dialog('Boîte des retours')
		await dialog.getByLabel('Mot de passe').fill(dovecot.password)
		await club.press('Lire cette boîte', dialog)

		await expect(page.getByText('2 messages sont revenus')).toBeVisible()
		await expect(page.getByText(/Revenu\s: adresse inconnue/)).toBeVisible()
		await expect(page.getByText(/Revenu\s: boîte pleine/)).toBeVisible()
		await expect(page.getByText('1 retour lu ne concerne aucun message de cet appareil.')).toBeVisible()
		expect((await readTable(page, 'refusedAddresses')).map(({ address }) => address)).toEqual(['membre1@example.org'])
		await page.getByRole('button', { name: 'Zoé1 Martin1' }).click()
		await expect(club.dialog('Modifier un membre')).toBeVisible()
	})
})
