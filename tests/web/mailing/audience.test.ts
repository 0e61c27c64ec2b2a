import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { Member } from '#shared/member.ts'
import { child, guardianOf, person, refusalOf } from '#tests/support/family.ts'
import { useMailingDesk } from '#tests/support/mailing-desk.ts'
import { unwrap } from '#tests/support/unwrap.ts'
import { database } from '#web/db/database.ts'
import { readDraft } from '#web/db/drafts.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { listMailings } from '#web/db/mailings.ts'
import { addRefusedAddresses, listRefusedAddresses } from '#web/db/refused-addresses.ts'

const desk = useMailingDesk()
const WRITTEN = { subject: 'AG', body: 'Bonjour {{prenom}}' }

const recipients = () => page.getByRole('region', { name: 'Destinataires' })
const confirmation = () => page.getByRole('dialog', { name: /^Envoyer à/ })
const list = () => recipients().getByText(/Qui reçoit quoi/)

async function open(members: Member[], written = WRITTEN) {
	await database().members.bulkPut(members)
	await desk.open(0, { ...written, recipientIds: members.map(({ id }) => id) })
}

const FAMILY = [
	person('Zoé', { email: 'famille@example.org' }),
	person('Tom', { email: 'famille@example.org' }),
	person('Luc')
]

describe('Destinataires', () => {
	test('offers one message to those who share an address, and remembers that it was wanted', async () => {
		await open(FAMILY)
		await expect.element(recipients().getByText('3 destinataires')).toBeVisible()

		await page.getByRole('checkbox', { name: 'Un seul message par adresse' }).click()

		await expect.element(recipients().getByText('2 destinataires')).toBeVisible()
		await expect.element(recipients().getByText('Zoé et Tom Lefèvre')).toBeVisible()
		await desk.press('Envoyer')
		await expect.element(page.getByRole('dialog', { name: /^Envoyer à 2 destinataires\s\?$/ })).toBeVisible()
		expect((await database().settings.get('mailing_households'))?.value).toBe('true')
	})

	test('begins as it was wanted last', async () => {
		await database().settings.put({ key: 'mailing_households', value: 'true', updatedAt: '' })

		await open(FAMILY)

		await expect.element(page.getByRole('checkbox', { name: 'Un seul message par adresse' })).toBeChecked()
		await expect.element(recipients().getByText('2 destinataires')).toBeVisible()
	})

	test('says who gets nothing and why, and writes a letter to those who have no address', async () => {
		await open([...FAMILY, person('Ana', { email: '' })])
		await list().click()
		await expect.element(recipients().getByRole('region', { name: /Pas d’adresse e-mail 1/ })).toBeVisible()

		await desk.press('Leur préparer une lettre')

		await expect.element(recipients().getByRole('region', { name: '1 lettre à imprimer' })).toBeVisible()
		await desk.press('Envoyer')
		await expect.element(confirmation().getByText('1 lettre à imprimer')).toBeVisible()
		await expect.element(confirmation().getByText('Lefèvre Ana', { exact: true })).toBeVisible()
		await desk.press("Confirmer l'envoi")
		await expect
			.poll(async () => (await listMailings())[0]?.letters)
			.toEqual([{ memberId: 'ana', name: 'Lefèvre Ana' }])
	})

	test('passes over an address that was refused, with the reason, until a person says otherwise', async () => {
		unwrap(await addRefusedAddresses([refusalOf('luc@example.org')]))
		await open(FAMILY)
		await expect.element(recipients().getByText('2 destinataires')).toBeVisible()
		await list().click()
		await expect.element(recipients().getByText(/luc@example\.org refusée le 1 novembre 2026/)).toBeVisible()

		await desk.press('Écrire quand même à luc@example.org')

		await expect.element(recipients().getByText('3 destinataires')).toBeVisible()
		expect(await listRefusedAddresses()).toEqual([])
	})

	test('sends news to those alone who agreed', async () => {
		await database().consents.put({
			...{ id: 'c', memberId: FAMILY[2]!.id, purpose: 'newsletter', given: true, on: '', source: 'form' }
		})
		await open(FAMILY)

		await page.getByLabelText('Ce message est').selectOptions('Une lettre d’information')

		await expect.element(recipients().getByText('1 destinataire', { exact: true })).toBeVisible()
		await desk.press('Envoyer')
		await expect.element(confirmation().getByText(/N’a pas donné son accord.*Lefèvre Zoé et Lefèvre Tom/)).toBeVisible()
	})

	test('writes to the guardians of a child in its place', async () => {
		const zoe = child('Zoé', { email: '' })
		await database().guardians.put(guardianOf(zoe, 'Anne Roux', 'anne@example.org'))
		await open([zoe])

		await page.getByText('Options d’envoi').click()
		await page.getByLabelText('Responsables des mineurs').selectOptions('Écrire aux responsables à sa place')

		await expect.element(recipients().getByText('Anne Roux (pour Lefèvre Zoé)')).toBeVisible()
	})

	test('lets somebody be taken out by hand', async () => {
		await open(FAMILY)
		await list().click()

		await desk.press('Retirer Lefèvre Tom')

		await expect.element(recipients().getByText('2 destinataires')).toBeVisible()
		await expect.poll(async () => (await readDraft()).recipientIds).toEqual(['zoé', 'luc'])
	})
})

describe('Recevoir un essai', () => {
	async function openTrial() {
		await open(FAMILY)
		await page.getByText('Options d’envoi').click()
	}

	test('sends to the sender what somebody would read, and leaves the log alone', async () => {
		await openTrial()

		await page.getByLabelText(/comme le lirait/).selectOptions('Lefèvre Luc')
		await desk.press('Recevoir un essai')

		await expect.element(page.getByText(/L’essai est parti à club@example\.org/)).toBeVisible()
		expect(desk.relay.posts[0]?.recipients).toMatchObject([{ email: 'club@example.org', fields: { prenom: 'Luc' } }])
		expect(await listMailings()).toEqual([])
		expect(await database().mailingLogs.count()).toBe(0)
	})

	test('says what the server refused, and nothing goes later', async () => {
		desk.relay.verdictOf = () => ({ outcome: 'failed', code: 'sender-refused', reply: '550 no' })
		await openTrial()

		await desk.press('Recevoir un essai')

		await expect.element(page.getByRole('alert').getByText(/ne vous laisse pas écrire/)).toBeVisible()
		await expect.element(page.getByRole('alert').getByText(/550 no/)).toBeVisible()
	})

	test('says that the relay is away, and keeps what is written', async () => {
		await openTrial()
		desk.relay.away = true

		await desk.press('Recevoir un essai')

		await expect.element(page.getByRole('alert').getByText(/Le relais ne répond pas/)).toBeVisible()
		await expect.element(desk.subject).toHaveValue('AG')
		expect(await listLogs('any')).toEqual([])
	})
})
