import { expect, test } from './app.ts'
import { Club } from './club.ts'

/** Slow enough that a window can be closed while it sends. */
test.use({ smtpOptions: { delayMs: 400 } })

test('one window sends, the other watches and takes over; both tell the truth', async ({ club, page, relay, smtp }) => {
	await club.addMembers(8)
	await club.goTo('Mailing')
	await club.configure({ host: '127.0.0.1', port: smtp.port })
	const other = new Club(await page.context().newPage())
	await other.page.goto(`${relay.url}/mailing`)
	await other.isOpen()
	await club.selectAllRecipients()
	await club.write('Objet', 'Corps')
	await expect(other.page.getByLabel('Objet')).toHaveValue('Objet')

	await club.send(8)

	await expect(other.progress).toBeVisible()
	await expect.poll(() => smtp.accepted.length).toBeGreaterThan(1)
	await expect(other.page.getByText(/[1-7]\senvoyé/).first()).toBeVisible()
	await page.close()

	await expect(other.results).toContainText(/8\senvoyés/, { timeout: 30_000 })
	expect(new Set(smtp.accepted.map(({ to }) => to[0])).size).toBe(8)
	expect(smtp.accepted).toHaveLength(8)
})

test('what is saved in one window shows in the other, and a form open in both overwrites nothing', async ({
	club,
	page,
	relay
}) => {
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé' })
	const other = new Club(await page.context().newPage())
	await other.page.goto(`${relay.url}/membres`)
	const forms = [club, other].map((window) => window.dialog('Modifier un membre'))
	for (const window of [club, other]) {
		await window.page.getByRole('checkbox', { name: /Sélectionner Lefèvre/ }).check()
		await window.press('Modifier')
	}
	await forms[0]?.getByLabel('Ville', { exact: true }).fill('Dijon')
	await forms[1]?.getByLabel('Téléphone', { exact: true }).fill('06 39 98 12 34')

	if (forms[0]) await club.press('Enregistrer', forms[0])
	if (forms[1]) await other.press('Enregistrer', forms[1])

	for (const window of [club, other]) {
		await expect(window.page.getByText('Dijon').first()).toBeVisible()
		await expect(window.page.getByText('06 39 98 12 34').first()).toBeVisible()
	}

	await club.goTo('Mailing')
	await club.useSandbox()
	await other.goTo('Mailing')
	await other.press('Configuration SMTP')
	await expect(other.dialog('Configuration SMTP').getByLabel('Hôte')).toHaveValue('127.0.0.1')
})
