import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import Papa from 'papaparse'
import { readCell } from '#shared/csv.ts'
import { expect, test } from './app.ts'
import { listObjections } from './axe.ts'

test.describe('the page of a mailing', () => {
	test.use({ smtpOptions: { rejectRcpt: { 'membre2@example.org': '550 5.1.1 User unknown' } } })

	/** Presses a button that saves a file, and reads that file. */
	async function fileOf(page: Page, button: string) {
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: button, exact: true }).click()
		])
		return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
	}

	test('tells who got it and who did not, proves it, and is found from the journal and from a member', async ({
		club,
		page,
		smtp
	}) => {
		await club.addMembers(3)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Assemblée générale', 'Bonjour {{prenom}}, venez samedi.')
		await club.send(3)
		await expect(club.results).toContainText(/1\séchec/)

		await club.results.getByRole('link', { name: 'Personne par personne' }).click()

		await expect(page.getByRole('heading', { level: 1, name: 'Assemblée générale' })).toBeVisible()
		await expect(page.frameLocator('iframe').getByText('Bonjour Zoé1, venez samedi.')).toBeVisible()
		const row = page.getByRole('list', { name: 'Destinataires' }).getByRole('listitem').filter({ hasText: 'Zoé2' })
		await row.getByText('échec').click()
		await expect(row).toContainText('550 5.1.1 User unknown')
		expect(await listObjections(page, 'light')).toEqual([])
		expect(await listObjections(page, 'dark')).toEqual([])

		const csv = await fileOf(page, 'Preuve d’envoi (CSV)')
		const [titles = [], ...lines] = Papa.parse<string[]>(csv.bytes.toString('utf8').replace('\uFEFF', ''), {
			...{ delimiter: ';', skipEmptyLines: true }
		}).data.map((line) => line.map(readCell))
		const cells = (title: string) => lines.map((line) => line[titles.indexOf(title)])
		expect(cells('Résultat')).toEqual(['envoyé', 'échec', 'envoyé'])
		expect(cells('Adresse')).toEqual([1, 2, 3].map((n) => `membre${n}@example.org`))
		const sent = smtp.accepted.map(({ raw }) => /^Message-ID: *(\S+)/im.exec(raw)?.[1]).sort()
		expect(
			cells('Identifiant du message')
				.filter((_, at) => at !== 1)
				.sort()
		).toEqual(sent)
		const pdf = await fileOf(page, 'Preuve d’envoi (PDF)')
		expect(pdf.name).toMatch(/^preuve-envoi-.*\.pdf$/)
		expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')

		await page.getByRole('link', { name: 'Journal des envois' }).click()
		await page.getByRole('searchbox').fill('membre2@example.org')
		await page.getByRole('button', { name: /Assemblée générale/ }).click()
		await expect(page.getByRole('heading', { level: 1, name: 'Assemblée générale' })).toBeVisible()

		await club.goTo('Membres')
		await page.getByText('Martin2').first().click()
		await page.getByText('Envois reçus').click()
		await page.getByRole('link', { name: 'Assemblée générale' }).click()
		await expect(page.getByRole('heading', { level: 1, name: 'Assemblée générale' })).toBeVisible()
	})

	test('sends again to the failed ones, and begins a new draft', async ({ club, page, smtp }) => {
		await club.addMembers(2)
		await club.goTo('Mailing')
		await club.configure({ host: '127.0.0.1', port: smtp.port })
		await club.selectAllRecipients()
		await club.write('Loto', 'Bonjour')
		await club.send(2)
		await club.results.getByRole('link', { name: 'Personne par personne' }).click()

		await club.press('Renvoyer aux échecs')
		await expect.poll(() => smtp.commands.filter((line) => line.includes('membre2@')).length).toBeGreaterThan(1)
		await club.press('Réutiliser')

		await expect(page.getByLabel('Objet')).toHaveValue('Loto')
		// The address that refused for good is not written to again.
		await expect(page.getByText(/^1\sdestinataire$/).first()).toBeVisible()
	})
})
