import { makeDataDir } from '../support/data-dir.ts'
import { expect, test } from './app.ts'
import { readTable } from './stored.ts'

const OTHER_SECRET = 'bm90LXRoZS1zYW1lLXNlY3JldC1hcy1iZWZvcmUtNDc5Ng'

/** A mailing to the sandbox's kind of account, as the wire has it. */
const MAILING = {
	id: 'm1',
	createdAt: new Date().toISOString(),
	subject: 'Objet',
	text: 'Corps',
	recipients: [{ id: 'r1', email: 'zoe@example.org' }],
	sender: { email: 'club@example.org' },
	smtp: { host: 'smtp.example.org', port: 587, security: 'starttls', username: '', password: '' },
	pace: { batchSize: 10, batchDelayMs: 0, maxRetries: 0 }
}

test.describe('settings that cannot work', () => {
	test('are pointed out while they are typed', async ({ club }) => {
		await club.goTo('Mailing')
		await club.press('Configuration SMTP')
		const dialog = club.dialog('Configuration SMTP')
		await dialog.getByLabel('Hôte').fill('0x7f.1')
		await dialog.getByLabel('Port').fill('99999')
		await dialog.getByLabel('Adresse e-mail').fill('a@b, c@d')
		await dialog.getByLabel('Taille du lot').fill('0')

		await club.press('OK', dialog)

		await expect(dialog).toBeVisible()
		for (const label of ['Hôte', 'Port', 'Adresse e-mail', 'Taille du lot']) {
			await expect(dialog.getByLabel(label)).toHaveAttribute('aria-invalid', 'true')
		}
		await expect(dialog.getByLabel('Hôte')).toHaveValue('0x7f.1')
	})

	test('are found out by the connection test: nobody there, a private address, no TLS', async ({ club, smtp }) => {
		await club.goTo('Mailing')
		const cases = [
			{ host: 'smtp.invalid', port: 587, security: 'starttls', says: /n’a pas pu être joint/i },
			{ host: '10.0.0.1', port: 587, security: 'starttls', says: /refus|autoris|privé/i },
			{ host: '127.0.0.1', port: smtp.port, security: 'starttls', says: /chiffr|sécuris|TLS/i }
		] as const
		for (const { says, ...account } of cases) {
			await club.configure(account)
			await club.press('Configuration SMTP')
			const dialog = club.dialog('Configuration SMTP')
			await club.press('Tester connexion', dialog)
			await expect(dialog.getByRole('alert').filter({ hasText: says }).first()).toBeVisible({ timeout: 40_000 })
			await club.page.keyboard.press('Escape')
		}
	})
})

test.describe('members that are odd', () => {
	test('are kept as typed, and those who cannot be written to say why', async ({ club, smtp }) => {
		await club.goTo('Membres')
		await club.addMember({ Nom: 'Deux', Prénom: 'Adresses', 'E-mail': 'a@b, c@d' })
		await club.addMember({ Nom: 'Dupond', Prénom: 'Jean', 'E-mail': 'famille@example.org' })
		await club.addMember({ Nom: 'Dupond', Prénom: 'Anne', 'E-mail': 'famille@example.org' })
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.press('Sélection destinataires')
		const dialog = club.dialog('Sélection destinataires')
		await expect(dialog.getByRole('checkbox', { name: /Deux Adresses/ })).toBeDisabled()
		await dialog.getByLabel('Tout sélectionner').check()
		await club.press('OK', dialog)
		await club.write('Objet', 'Bonjour {{prenom}}')

		await club.send(2)

		await expect(club.results).toContainText(/2\senvoyés/)
		expect(smtp.accepted.map(({ to }) => to)).toEqual([['famille@example.org'], ['famille@example.org']])
		expect(smtp.accepted.map(({ raw }) => /Bonjour (Jean|Anne)/.exec(raw)?.[1]).sort()).toEqual(['Anne', 'Jean'])
	})
})

test.describe('a body of 1 MB', () => {
	test('is kept, and sent', async ({ club, page, smtp }) => {
		test.setTimeout(240_000)
		await club.addMembers(1)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		const body = 'Une ligne de texte, ni courte ni longue.\n'.repeat(25_000)
		await club.write('Long', body)
		await expect.poll(async () => (await readTable(page, 'drafts'))[0]?.['body'] === body).toBe(true)
		await page.reload()
		await club.isOpen()
		await expect(page.getByRole('textbox', { name: 'Corps', exact: true })).toHaveValue(body)

		await club.send(1)

		await expect(club.results).toContainText(/1\senvoyé/, { timeout: 120_000 })
		expect(smtp.accepted[0]?.raw.length).toBeGreaterThan(1_000_000)
	})
})

test.describe('a relay that changed', () => {
	test.use({ serviceWorkers: 'allow' })

	test('whose access key is no longer good says how to pair again, and nothing is lost', async ({
		club,
		page,
		relay
	}) => {
		await club.addMembers(1)
		await club.goTo('Mailing')
		await club.useSandbox()
		await club.selectAllRecipients()
		await club.write('Objet gardé', 'Corps gardé')
		await relay.stop()
		await relay.start({ RELAY_ACCESS_KEYS: 'club:another-key-of-more-than-22-characters' })

		await club.send(1)

		await expect(
			page
				.getByRole('alert')
				.filter({ hasText: /lien|clé d’accès/i })
				.first()
		).toBeVisible({ timeout: 20_000 })
		await expect(page.getByLabel('Objet')).toHaveValue('Objet gardé')
		await page.goto(relay.pairingLink.replace('/#', '/mailing#'))
		await page.reload()
		await club.isOpen()
		await club.goTo('Mailing')
		await club.send(1)
		await expect(club.results).toContainText(/1\senvoyé/)
	})

	test('whose secret changed asks for the password again, and nothing is lost', async ({ club, page, relay, smtp }) => {
		await relay.stop()
		await relay.start({ RELAY_ACCESS_KEYS: 'club:a-key-that-stays-the-same-all-along' })
		await page.goto(relay.pairingLink)
		await page.reload()
		await club.isOpen()
		await club.addMembers(1)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port, username: 'club', password: 'secret' })
		await club.selectAllRecipients()
		await club.write('Objet gardé', 'Corps gardé')
		await relay.stop()
		// A relay set up anew at the same address: its journal is another too.
		await relay.start({ APP_SECRET_KEY: OTHER_SECRET, DATA_DIR: makeDataDir() })

		await club.send(1)

		await expect(page.getByText(/mot de passe/i).first()).toBeVisible({ timeout: 20_000 })
		await expect(page.getByLabel('Objet')).toHaveValue('Objet gardé')
		expect(smtp.accepted).toEqual([])
	})
})

test.describe('an attachment of 30 MB', () => {
	test('is refused before anything starts', async ({ relay }) => {
		const form = new FormData()
		form.set('mailing', JSON.stringify(MAILING))
		form.set('attachment', new Blob([new Uint8Array(30 * 1024 * 1024)]), 'film.mp4')
		const key = relay.pairingLink.split('=').at(-1) ?? ''

		const response = await fetch(`${relay.url}/api/v1/mailings`, {
			method: 'POST',
			headers: { authorization: `Bearer ${key}` },
			body: form
		})

		expect(response.status).toBe(413)
		expect(await response.json()).toMatchObject({ code: 'too-large' })
	})
})

test.describe('storage', () => {
	test('that the browser blocks is told plainly', async ({ page, relay }) => {
		await page.addInitScript(() => {
			IDBFactory.prototype.open = () => {
				throw new DOMException('blocked', 'SecurityError')
			}
		})

		await page.goto(relay.pairingLink)

		await expect(page.getByRole('alert').filter({ hasText: /enregistrer|stockage/i })).toBeVisible()
	})

	test('that is full keeps the form open with what was typed', async ({ club, page }) => {
		await club.goTo('Membres')
		await club.press('Ajouter')
		const form = club.dialog('Ajouter un membre')
		await form.getByLabel('Nom', { exact: true }).fill('Lefèvre')
		await page.evaluate(() => {
			IDBObjectStore.prototype.put = () => {
				throw new DOMException('full', 'QuotaExceededError')
			}
			IDBObjectStore.prototype.add = IDBObjectStore.prototype.put
		})

		await club.press('Enregistrer', form)

		await expect(form.getByRole('alert').filter({ hasText: /espace|plein/i })).toBeVisible()
		await expect(form.getByLabel('Nom', { exact: true })).toHaveValue('Lefèvre')
	})
})
