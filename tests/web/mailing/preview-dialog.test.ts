import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { cleanup, render } from 'vitest-browser-svelte'
import { DEFAULT_OPTIONS, type MailingOptions } from '#shared/mailing-options.ts'
import { DEFAULT_SMTP_SETTINGS } from '#shared/smtp-settings.ts'
import { mergeFieldsOf, type Member, type MemberId } from '#shared/member.ts'
import { parseContent, renderContent } from '#shared/message/content.ts'
import { htmlFromText } from '#shared/message/html.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { memberDraft } from '#tests/support/member-drafts.ts'
import { database } from '#web/db/database.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import PreviewDialog from '#web/mailing/PreviewDialog.svelte'

const dialog = () => page.getByRole('dialog', { name: 'Prévisualisation' })
const frame = () => dialog().getByTitle('Message mis en forme')

useFreshDatabase()

const member = (id: string, lastName: string, firstName: string, city = ''): Member => ({
	...memberDraft({ lastName, firstName, city, email: `${id}@example.org` }),
	id: id as MemberId,
	createdAt: 0,
	updatedAt: 0
})
const ZOE = member('zoe', 'Lefèvre', 'Zoé', 'Dijon')
const OZGUR = member('ozgur', 'Çelik & fils', 'Özgür')

async function open(subject: string, body: string, recipientIds = ['zoe', 'ozgur'], options?: MailingOptions) {
	await database().members.bulkPut([ZOE, OZGUR])
	await render(PreviewDialog, { open: true, subject, body, recipientIds: recipientIds as MemberId[], options })
	await expect.element(dialog()).toBeVisible()
}

describe('Prévisualisation', () => {
	test('shows subject, text and HTML exactly as each recipient gets them', async () => {
		const body = 'Chère {{prenom}} <b>{{nom}}</b>,\n\nà {{ville|chez vous}}. https://example.org/?a=1&b=2'
		await open('Pour {{prenom}}', body)
		const template = parseContent({ subject: 'Pour {{prenom}}', text: body, html: htmlFromText(body) })

		for (const each of [ZOE, OZGUR]) {
			const expected = renderContent(template, mergeFieldsOf(each))
			await expect.element(dialog().getByText(expected.subject, { exact: true })).toBeVisible()
			await expect.element(dialog().getByText(each.email)).toBeVisible()
			expect((frame().element() as HTMLIFrameElement).srcdoc).toContain(expected.html)
			await dialog().getByLabelText('Texte seul').click()
			await expect.poll(() => dialog().element().querySelector('pre')?.textContent).toBe(expected.text)
			await dialog().getByLabelText('Ordinateur').click()
			if (each === ZOE) await dialog().getByLabelText('Message reçu par').selectOptions('Çelik & fils Özgür')
		}
	})

	test('shows how to leave beneath a newsletter, and says where there is no link for it', async () => {
		const newsletter = { ...DEFAULT_OPTIONS, purpose: 'newsletter' as const }
		await open('Nouvelles', 'Bonjour {{unsubscribe_url}}', undefined, newsletter)
		await expect.element(dialog().getByText(/lien de désinscription.*n’existe que dans une lettre/)).toBeVisible()

		cleanup()
		await open('Nouvelles', 'Bonjour', undefined, newsletter)

		await expect.poll(() => (frame().element() as HTMLIFrameElement).srcdoc).toMatch(/Répondez «\sstop\s»/)
		await dialog().getByLabelText('Texte seul').click()
		await expect.poll(() => dialog().element().querySelector('pre')?.textContent).toMatch(/Répondez «\sstop\s»/)
	})

	test('shows what those read who share one message', async () => {
		await database().members.bulkPut([ZOE, { ...OZGUR, email: ZOE.email }])
		const options = { ...DEFAULT_OPTIONS, households: true }
		await render(PreviewDialog, {
			...{ open: true, subject: 'Pour {{prenom}}', body: 'Bonjour', options },
			recipientIds: [ZOE.id, OZGUR.id]
		})

		await expect.element(dialog().getByText('Pour Zoé et Özgür', { exact: true })).toBeVisible()
		await expect.element(dialog().getByRole('button', { name: 'Destinataire suivant' })).toBeDisabled()
	})

	test('shows HTML in a frame that may do nothing', async () => {
		await open('Objet', 'Bonjour')

		await expect.element(frame()).toHaveAttribute('sandbox', '')
	})

	test('goes from one recipient to the next', async () => {
		await open('Pour {{prenom}}', 'Bonjour')

		await dialog().getByRole('button', { name: 'Destinataire suivant' }).click()

		await expect.element(dialog().getByText('Pour Özgür')).toBeVisible()
		await expect.element(dialog().getByRole('button', { name: 'Destinataire suivant' })).toBeDisabled()
	})

	test('says who the message comes from', async () => {
		await saveSmtpSettings({ ...DEFAULT_SMTP_SETTINGS, from: 'club@example.org', senderName: 'Judo, MJC' })
		await open('Objet', 'Bonjour')

		await expect.element(dialog().getByText('Judo, MJC <club@example.org>')).toBeVisible()
	})

	test('names the fields that leave a hole, and whose', async () => {
		await open('{{surnom}}', 'À {{ville}}, {{prenom}}, {{telephone|sans téléphone}}')

		await expect.element(dialog().getByText(/«\s{{surnom}}\s» n’est pas un champ connu/)).toBeVisible()
		await expect.element(dialog().getByText(/«\s{{ville}}\s» n’est pas rempli pour Çelik & fils Özgür\./)).toBeVisible()
		expect(
			dialog()
				.getByText(/telephone/)
				.elements()
		).toHaveLength(0)
	})

	test('asks for a recipient when there is none', async () => {
		await open('Objet', 'Bonjour', [])

		await expect.element(dialog().getByText(/Choisissez d’abord/)).toBeVisible()
	})
})
