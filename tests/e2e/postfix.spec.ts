import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostfixObstacle, startPostfix, type Postfix } from '../support/postfix.ts'
import { freePort } from '../support/free-port.ts'
import { RelayProcess } from '../support/relay-process.ts'
import { expect, test } from './app.ts'
import { Club } from './club.ts'

const obstacle = findPostfixObstacle()

test.describe('a real Postfix, by STARTTLS and with a login', () => {
	test.skip(obstacle !== undefined, `Postfix is not here: ${obstacle}`)

	const folder = mkdtempSync(join(tmpdir(), 'club-postfix-e2e-'))
	let postfix: Postfix
	let relay: RelayProcess

	test.beforeAll(async () => {
		postfix = await startPostfix()
		const authority = join(folder, 'authority.pem')
		writeFileSync(authority, postfix.certificate)
		const allowed = `${postfix.host}:${postfix.submissionPort}`
		relay = new RelayProcess(await freePort(), { RELAY_EXTRA_CA: authority, RELAY_SMTP_ALLOW: allowed })
		await relay.start()
	})
	test.afterAll(async () => {
		await relay?.stop()
		await postfix?.stop()
		rmSync(folder, { recursive: true, force: true })
	})

	test('delivers to the good addresses and reports the refused one', async ({ page }) => {
		const club = new Club(page)
		await page.goto(relay.pairingLink)
		await club.isOpen()
		await club.addMembers(3, 'club.test')
		await club.goTo('Membres')
		await club.addMember({ Nom: 'Partie', Prénom: 'Rosa', 'E-mail': 'bounce@club.test' })
		await club.goTo('Mailing')
		const { host, submissionPort: port, username, password } = postfix
		await club.configure({ host, port, security: 'starttls', username, password })
		await club.selectAllRecipients()
		await club.write('Réunion « d’été »', 'Bonjour {{prenom}}, à samedi.')

		await club.send(4)

		await expect(club.results).toContainText(/3\senvoyés/, { timeout: 30_000 })
		await expect(club.results).toContainText(/1\séchec/)
		await expect(club.results).toContainText('bounce@club.test')
		await expect.poll(async () => (await postfix.listDelivered()).length).toBe(3)
		const delivered = (await postfix.listDelivered()).join('\n')
		for (const name of ['Zo=C3=A91', 'Zo=C3=A92', 'Zo=C3=A93']) expect(delivered).toContain(name)
		expect(await postfix.log()).toMatch(/TLSv1\.[23]|sasl_username=relay@club\.test/)
	})
})
