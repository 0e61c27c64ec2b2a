import { describe, expect, onTestFinished, test } from 'vitest'
import { composeMessage, type SingleMessage } from '#relay/mail/compose.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import type { Account, Session } from '#relay/mail/session.ts'
import { KeptMessages } from '#relay/sandbox/kept-messages.ts'
import { startSandbox, type Sandbox } from '#relay/sandbox/sandbox.ts'
import { SandboxMessages } from '#shared/wire/sandbox-message.ts'
import * as v from 'valibot'

const LETTER: SingleMessage = {
	sender: { email: 'secretariat@club.test', name: 'Le Club' },
	recipient: { email: 'jo@membres.test', name: 'Jo' },
	content: { subject: 'Réunion', text: 'Bonjour Jo,\n.\nà bientôt\n', html: '<p>Bonjour <b>Jo</b></p>' },
	attachments: [{ filename: 'Procès-verbal.pdf', contentType: 'application/pdf', content: Buffer.alloc(1234, 7) }],
	messageId: '<1@club.test>',
	boundary: 'x',
	date: new Date(0)
}

async function start(port = 0): Promise<Sandbox> {
	const sandbox = await startSandbox({ port })
	onTestFinished(sandbox.close)
	return sandbox
}

function account({ host, port, certificate }: Sandbox, changed: Partial<Account> = {}): Account {
	return {
		host,
		port,
		security: 'starttls',
		username: 'club',
		password: 'secret',
		addresses: [host],
		extraCa: [certificate],
		...changed
	}
}

async function open(sandbox: Sandbox): Promise<Session> {
	const opened = await createMailer().open(account(sandbox))
	if (!opened.ok) throw new Error(opened.error.reply)
	onTestFinished(() => opened.value.close())
	return opened.value
}

async function send(session: Session, letter: Partial<SingleMessage> = {}) {
	const message = { ...LETTER, ...letter }
	const envelope = { from: message.sender.email, to: message.recipient.email, content: await composeMessage(message) }
	return await session.send(envelope, () => Promise.resolve())
}

describe('startSandbox', () => {
	test('keeps what it receives over STARTTLS and a login, as a mail program would show it', async () => {
		const sandbox = await start()

		const delivery = await send(await open(sandbox))

		expect(delivery.outcome).toBe('sent')
		const [message] = v.parse(SandboxMessages, sandbox.list())
		expect(message).toMatchObject({
			from: 'secretariat@club.test',
			to: ['jo@membres.test'],
			subject: 'Réunion',
			text: 'Bonjour Jo,\n.\nà bientôt\n',
			html: '<p>Bonjour <b>Jo</b></p>',
			attachments: [{ filename: 'Procès-verbal.pdf', contentType: 'application/pdf', bytes: 1234 }]
		})
		expect(message?.raw).toBe(Buffer.concat((await composeMessage(LETTER)).parts).toString())
	})

	test('lists the newest first, and nothing once emptied', async () => {
		const sandbox = await start()
		const session = await open(sandbox)
		for (const subject of ['first', 'second']) await send(session, { content: { subject, text: 'x' } })

		expect(sandbox.list().map(({ subject }) => subject)).toEqual(['second', 'first'])
		sandbox.clear()
		expect(sandbox.list()).toEqual([])
	})

	test('refuses the password faux with 535, and takes any other', async () => {
		const sandbox = await start()

		const opened = await createMailer().open(account(sandbox, { password: 'faux' }))

		expect(opened.ok).toBe(false)
		expect(opened.ok ? undefined : opened.error).toMatchObject({ code: 'smtp-auth-failed', temporary: false })
		expect(opened.ok ? '' : opened.error.reply).toMatch(/^535 5\.7\.8/)
	})

	test('takes mail without security and without login too', async () => {
		const sandbox = await start()

		const opened = await createMailer().open(account(sandbox, { security: 'none', password: '' }))

		expect(opened.ok).toBe(true)
		if (opened.ok) await opened.value.close()
	})

	test('takes any free port when the wanted one is taken', async () => {
		const first = await start()

		const second = await start(first.port)

		expect(second.port).not.toBe(first.port)
		expect(second.host).toBe('127.0.0.1')
	})

	test('refuses a message beyond its size, and goes on', async () => {
		const sandbox = await start()
		const session = await open(sandbox)
		const content = Buffer.alloc(45_000_000)

		const delivery = await send(session, {
			attachments: [{ filename: 'film.bin', contentType: 'application/octet-stream', content }]
		})
		const next = await send(session)

		expect(delivery).toMatchObject({ outcome: 'failed', failure: { code: 'message-too-large', scope: 'message' } })
		expect(next.outcome).toBe('sent')
		expect(sandbox.list()).toHaveLength(1)
	})
})

describe('KeptMessages', () => {
	test('makes room for the newest when its memory is full', () => {
		const messages = new KeptMessages()
		const raw = 'x'.repeat(20 * 1024 * 1024)
		const message = { from: '', to: [], subject: '', text: '', html: null, attachments: [], raw, receivedAt: '' }

		for (const id of ['1', '2', '3', '4', '5']) messages.add({ ...message, id })

		expect(messages.list().map(({ id }) => id)).toEqual(['5', '4', '3'])
	})
})
