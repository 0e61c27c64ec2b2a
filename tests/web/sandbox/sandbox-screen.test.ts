import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { SandboxMessage } from '#shared/wire/sandbox-message.ts'
import { answerAsRelay, problem, type RelayAnswers, type SeenRequest } from '#tests/support/relay-stub.ts'
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
