import { EMPTY_MEMBER } from '#shared/member.ts'
import { expect, test } from './app.ts'
import { addRows, readTable } from './stored.ts'

const person = (id: string, fields: object) => ({
	...{ ...EMPTY_MEMBER, id, lastName: 'Lefèvre', createdAt: 0, updatedAt: 0 },
	...fields
})
const BORN = `${new Date().getFullYear() - 10}-01-01`

test.describe('recipients', () => {
	test('a family, a guardian, an address that was refused and a letter, through the sandbox', async ({
		club,
		page
	}) => {
		await addRows(page, 'guardians', [
			{
				...{ id: 'anne', memberId: 'lou', place: 1, name: 'Anne Roux', relation: '', email: 'anne@example.org' },
				...{ phone: '', rights: [], guardianMemberId: '' }
			}
		])
		await addRows(page, 'refusedAddresses', [
			{
				address: 'perdu@example.org',
				at: '2026-11-01T10:00:00.000Z',
				code: 'address-unknown',
				reply: '550 5.1.1',
				mailingId: 'm'
			}
		])
		await addRows(page, 'members', [
			person('zoe', { firstName: 'Zoé', email: 'famille@example.org' }),
			person('tom', { firstName: 'Tom', email: 'famille@example.org' }),
			person('lou', { firstName: 'Lou', lastName: 'Roux', birthDate: BORN }),
			person('perdu', { firstName: 'Perdu', email: 'Perdu@example.org' }),
			person('papier', { firstName: 'Papier', address: '1 rue des Forges', postalCode: '21000', city: 'Dijon' })
		])
		await page.reload()
		await club.isOpen()
		await club.goTo('Mailing')
		await club.useSandbox()
		await page.getByText('Options d’envoi').click()
		await page.getByLabel('Une lettre à imprimer pour les autres').check()
		await club.selectAllRecipients()
		await page.getByLabel('Responsables des mineurs').selectOption('Écrire aux responsables à sa place')
		await club.selectAllRecipients()
		await page.getByLabel('Un seul message par adresse').check()
		await club.write('Gala', 'Bonjour {{prenom}}')

		await page.getByText(/Qui reçoit quoi/).click()
		await expect(page.getByRole('region', { name: '2 lettres à imprimer' })).toContainText('Lefèvre Perdu')
		const saving = page.waitForEvent('download')
		await club.press('Lettres à imprimer (PDF)')
		expect((await saving).suggestedFilename()).toMatch(/^lettres-.*\.pdf$/)
		await club.send(2)

		await expect(club.results).toContainText(/2\senvoyés/)
		await expect(club.results.getByText('2 lettres à imprimer')).toBeVisible()
		await club.press('Fermer', club.results)
		const logs = await readTable(page, 'mailingLogs')
		expect(logs.map((log) => [log.recipientEmail, log.recipientName, log.alsoFor ?? [], log.fields])).toEqual([
			['famille@example.org', 'Tom et Zoé Lefèvre', ['zoe'], { prenom: 'Tom et Zoé' }],
			['anne@example.org', 'Anne Roux', [], { prenom: 'Lou' }]
		])
		await club.goTo('Bac à sable')
		await expect(page.getByRole('listitem').filter({ hasText: 'Gala' })).toHaveCount(2)
	})

	test('an address that was refused is told on the member, and written to again once it is said to work', async ({
		club,
		page
	}) => {
		await addRows(page, 'refusedAddresses', [
			{
				address: 'perdu@example.org',
				at: '2026-11-01T10:00:00.000Z',
				code: 'address-unknown',
				reply: '550 5.1.1',
				mailingId: 'm'
			}
		])
		await addRows(page, 'members', [person('perdu', { firstName: 'Perdu', email: 'Perdu@example.org' })])
		await page.reload()
		await club.isOpen()
		await club.goTo('Membres')
		await page.getByText('Lefèvre').first().click()
		await club.press('Modifier')
		const form = club.dialog('Modifier un membre')
		await expect(form.getByText(/Le serveur a refusé cette adresse/)).toBeVisible()

		await form.getByLabel('E-mail', { exact: true }).fill('trouve@example.org')
		await expect(form.getByText(/Le serveur a refusé cette adresse/)).toBeHidden()
		await form.getByLabel('E-mail', { exact: true }).fill('Perdu@example.org')
		await club.press('L’adresse fonctionne', form)

		await expect(form.getByText(/Le serveur a refusé cette adresse/)).toBeHidden()
		expect(await readTable(page, 'refusedAddresses')).toEqual([])
	})
})
