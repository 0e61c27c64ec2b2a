import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { SandboxMessage } from '#shared/wire/sandbox-message.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { answerAsRelay, problem, type RelayAnswers, type SeenRequest } from '#tests/support/relay-stub.ts'
import { database } from '#web/db/database.ts'
import SandboxScreen from '#web/sandbox/SandboxScreen.svelte'

const message = (id: string, fields: Partial<SandboxMessage> = {}): SandboxMessage => ({
	id,
	from: 'club@example.org',
	to: [`${id}@example.org`],
	subject: `Pour ${id}`,
	text: `Bonjour ${id}`,
	html: `<p style="color:#222">Bonjour ${id}</p><script>parent.document.title = 'hurt'</script>`,
	attachments: [],
	raw: `Subject: Pour ${id}\r\n\r\nBonjour`,
	receivedAt: '2026-11-22T18:30:00.000Z',
	...fields
})

const list = () => page.getByRole('list', { name: 'Messages reçus' })
const frame = () => page.getByTitle('Message mis en forme')

let answers: RelayAnswers
let seen: SeenRequest[]

beforeEach(async () => {
	await page.viewport(1280, 800)
	answers = {}
	seen = answerAsRelay(answers).seen
})
afterEach(() => vi.restoreAllMocks())

describe('Bac à sable', () => {
	useFreshDatabase()

	test('lists who got what, newest first, and shows the newest as its reader sees it', async () => {
		answers['/sandbox/messages'] = [message('zoe'), message('paul')]
		await render(SandboxScreen, { mailingHref: '/mailing' })

		await expect.element(page.getByText('2 messages reçus')).toBeVisible()
		await expect.element(page.getByText(/Rien ne sort d’ici/)).toBeVisible()
		const rows = list().getByRole('button').elements()
		expect(rows.map((row) => row.textContent)).toEqual([
			expect.stringContaining('zoe@example.org'),
			expect.stringContaining('paul@example.org')
		])
		expect((frame().element() as HTMLIFrameElement).srcdoc).toContain('Bonjour zoe')
	})

	test('lets nothing in a message run', async () => {
		answers['/sandbox/messages'] = [message('zoe')]
		await render(SandboxScreen, { mailingHref: '/mailing' })
		await expect.element(frame()).toHaveAttribute('sandbox', '')
		await new Promise((resolve) => frame().element().addEventListener('load', resolve, { once: true }))

		expect(document.title).not.toBe('hurt')
	})

	test('finds a message by any word of it', async () => {
		answers['/sandbox/messages'] = [message('zoe'), message('paul', { text: 'À l’église' })]
		await render(SandboxScreen, { mailingHref: '/mailing' })

		await page.getByRole('searchbox', { name: 'Rechercher un message' }).fill('eglise')

		await expect.element(page.getByText('1 message sur 2')).toBeVisible()
		await expect.element(page.getByRole('article', { name: 'Pour paul' })).toBeVisible()
		await page.getByRole('searchbox', { name: 'Rechercher un message' }).fill('personne')
		await expect.element(page.getByText(/Aucun message ne correspond/)).toBeVisible()
		await expect.element(page.getByRole('article')).not.toBeInTheDocument()
	})

	test('tells whom a message of one’s own mailing was for, and shows that mailing alone', async () => {
		const mailing = { id: 'm1', createdAt: '2026-11-22', subject: 'Pour {{prenom}}', sandbox: true, progress: 'done' }
		const log = {
			id: 'l1',
			mailingId: 'm1',
			status: 'sent',
			messageId: '<1@example.org>',
			recipientName: 'Zoé Lefèvre'
		}
		await database().mailings.add(mailing as Mailing)
		await database().mailingLogs.add({ ...log, subject: mailing.subject } as MailingLog)
		answers['/sandbox/messages'] = [
			message('essai'),
			message('zoe', { raw: 'Subject: Pour Zoé\r\nMessage-ID: <1@example.org>\r\n\r\nBonjour' })
		]
		await render(SandboxScreen, { mailingHref: '/mailing' })
		await expect.element(list().getByRole('button', { name: /Zoé Lefèvre.*zoe@example\.org/ })).toBeVisible()

		await page.getByLabelText('Mailing').selectOptions('Pour {{prenom}} (1)')

		await expect.element(page.getByText('1 message sur 2')).toBeVisible()
		await expect.element(page.getByText('Zoé Lefèvre <zoe@example.org>')).toBeVisible()
		await page.getByLabelText('Mailing').selectOptions('Messages d’essai et autres')
		await expect.element(list().getByRole('button', { name: /essai@example\.org/ })).toBeVisible()
	})

	test('gives an attachment back as the file it was', async () => {
		const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
		const blobs = vi.spyOn(URL, 'createObjectURL')
		const raw = [
			'Content-Type: multipart/mixed; boundary=b',
			'',
			'--b\r\nContent-Type: text/plain\r\n\r\nBonjour',
			'--b\r\nContent-Type: application/pdf; name="plan.pdf"\r\nContent-Disposition: attachment; filename="plan.pdf"',
			'Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK',
			'--b--'
		].join('\r\n')
		const attachments = [{ filename: 'plan.pdf', contentType: 'application/pdf', bytes: 9 }]
		answers['/sandbox/messages'] = [message('zoe', { raw, attachments })]
		await render(SandboxScreen, { mailingHref: '/mailing' })

		await page.getByRole('button', { name: 'Télécharger plan.pdf' }).click()

		await expect.poll(() => clicked.mock.contexts.length).toBe(1)
		expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe('plan.pdf')
		expect(await (blobs.mock.calls[0]?.[0] as Blob).text()).toBe('%PDF-1.4\n')
	})

	test('draws thousands of messages little by little, and searches them all', async () => {
		answers['/sandbox/messages'] = Array.from({ length: 5000 }, (_, index) => message(`membre${index}`))
		await render(SandboxScreen, { mailingHref: '/mailing' })

		await expect.element(page.getByText(/5\s?000 messages reçus/)).toBeVisible()
		expect(list().getByRole('button').elements().length).toBeLessThan(1000)
		await page.getByRole('searchbox', { name: 'Rechercher un message' }).fill('membre4999@')

		await expect.element(list().getByRole('button', { name: /membre4999@example\.org/ })).toBeVisible()
	})

	test('shows text, source and attachments of the message that is chosen', async () => {
		const attachments = [{ filename: 'Règlement.pdf', contentType: 'application/pdf', bytes: 12_300 }]
		answers['/sandbox/messages'] = [message('zoe'), message('paul', { html: null, attachments })]
		await render(SandboxScreen, { mailingHref: '/mailing' })

		await list().getByRole('button', { name: /paul/ }).click()

		const article = page.getByRole('article', { name: 'Pour paul' })
		await expect.element(article.getByText('Bonjour paul')).toBeVisible()
		await expect.element(article.getByText(/Règlement\.pdf \(12,3\sko\)/)).toBeVisible()
		await article.getByText('Source du message').click()
		await expect.element(article.getByText(/^Subject: Pour paul/)).toBeVisible()
	})

	test('shows one thing at a time on a phone', async () => {
		await page.viewport(390, 844)
		answers['/sandbox/messages'] = [message('zoe'), message('paul')]
		await render(SandboxScreen, { mailingHref: '/mailing' })
		await expect.element(list()).toBeVisible()
		await expect.element(frame()).not.toBeInTheDocument()

		await list().getByRole('button', { name: /paul/ }).click()
		await expect.element(list()).not.toBeInTheDocument()
		await expect.element(page.getByRole('button', { name: 'Tous les messages' })).toHaveFocus()
		await page.getByRole('button', { name: 'Tous les messages' }).click()

		await expect.element(list().getByRole('button', { name: /paul/ })).toHaveFocus()
	})

	test('brings what arrives meanwhile, and keeps the message being read', async () => {
		answers['/sandbox/messages'] = [message('zoe')]
		await render(SandboxScreen, { mailingHref: '/mailing' })
		await list().getByRole('button', { name: /zoe/ }).click()

		answers['/sandbox/messages'] = [message('paul'), message('zoe')]

		await expect.element(list().getByRole('button', { name: /paul/ })).toBeVisible()
		await expect.element(page.getByRole('article', { name: 'Pour zoe' })).toBeVisible()
	})

	test('is emptied at once', async () => {
		answers['/sandbox/messages'] = [message('zoe')]
		await render(SandboxScreen, { mailingHref: '/mailing' })

		await page.getByRole('button', { name: 'Vider' }).click()

		await expect.element(page.getByText('Aucun message pour l’instant')).toBeVisible()
		await expect.element(page.getByRole('link', { name: 'Préparer un mailing' })).toHaveAttribute('href', '/mailing')
		expect(seen).toContainEqual({ method: 'DELETE', path: '/sandbox/messages', body: undefined })
	})

	test('says what to do when the relay does not know the device', async () => {
		answers['/sandbox/messages'] = problem(401, 'unauthorized')
		await render(SandboxScreen, { mailingHref: '/mailing' })

		await expect.element(page.getByRole('alert')).toMatchTextContent(/lien d’association/)
	})
})
