import { describe, expect, onTestFinished, test } from 'vitest'
import type { Mailer } from '#relay/mail/session.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { ACCESS_KEY, createTestRelay, mailingTo, smtpOf, type TestRelay } from '#tests/support/test-relay.ts'

/** What must never be seen outside a message: each is unlike anything else that the relay could say. */
const CANARIES = {
	address: 'canary-address@example.org',
	name: 'Canari Nommé',
	field: 'canary-field-value',
	subject: 'canary subject',
	text: 'canary text',
	sender: 'canary-sender@test.example',
	user: 'canary-user@test.example',
	password: 'canary-password-in-clear',
	reply: 'canary-words-of-the-server',
	file: 'canary-file.txt',
	key: ACCESS_KEY
}

function mailing(server: { host: string; port: number }) {
	return mailingTo(server, {
		subject: CANARIES.subject,
		text: `${CANARIES.text} {{f}}`,
		sender: { email: CANARIES.sender, name: CANARIES.name },
		smtp: smtpOf(server, { username: CANARIES.user }),
		recipients: [{ id: 'r1', email: CANARIES.address, name: CANARIES.name, fields: { f: CANARIES.field } }]
	})
}

function expectNoCanary(text: string) {
	for (const canary of Object.values(CANARIES)) {
		for (const form of [canary, Buffer.from(canary).toString('base64'), encodeURIComponent(canary)]) {
			expect(text).not.toContain(form)
		}
	}
}

async function start(options: Parameters<typeof startTestServer>[0] = {}) {
	const server = await startTestServer({ users: { [CANARIES.user]: CANARIES.password }, ...options })
	onTestFinished(server.close)
	const printed: string[] = []
	const originals = { log: console.log, error: console.error, warn: console.warn }
	const print = (...words: unknown[]) => void printed.push(words.map(String).join(' '))
	Object.assign(console, { log: print, error: print, warn: print })
	onTestFinished(() => void Object.assign(console, originals))
	const relay = await createTestRelay({ servers: [server] })
	onTestFinished(() => relay.mailings.stop())
	return { server, relay, printed }
}

/** Everything that the journal holds of a mailing. */
async function journalOf(relay: TestRelay, mailingId: string): Promise<string> {
	const key = { owner: 'club', mailingId }
	return JSON.stringify([await relay.journal.findMailing(key), await relay.journal.listMessages(key)])
}

describe('what is written down, logged or answered in a refusal', () => {
	test('holds nothing of a mailing that was sent', async () => {
		const { server, relay, printed } = await start()
		const request = mailing(server)
		request.smtp = await relay.seal(request.smtp, CANARIES.password)

		const events = await (await relay.send(request)).all()

		expect(events.at(-1)).toMatchObject({ type: 'done', sent: 1 })
		expectNoCanary(await journalOf(relay, request.id))
		expectNoCanary([...relay.logs, ...printed].join('\n'))
	})

	test('holds nothing of a mailing that failed, the server’s words included', async () => {
		const { server, relay, printed } = await start({
			rejectRcpt: { [CANARIES.address]: `550 5.1.1 <${CANARIES.address}> ${CANARIES.reply}` }
		})
		const request = mailing(server)
		request.smtp = await relay.seal(request.smtp, CANARIES.password)

		const events = await (await relay.send(request)).all()

		expect(JSON.stringify(events)).toContain(CANARIES.reply)
		expectNoCanary(await journalOf(relay, request.id))
		expectNoCanary([...relay.logs, ...printed].join('\n'))
	})

	test('holds nothing of a request that is refused', async () => {
		const { server, relay, printed } = await start()
		const good = mailing(server)
		const [recipient] = good.recipients
		const bad: unknown[] = [
			`{"subject": "${CANARIES.subject}", `,
			`"${CANARIES.address}`,
			{ ...good, id: CANARIES.address },
			{ ...good, createdAt: CANARIES.text },
			{ ...good, recipients: [{ ...recipient, email: `${CANARIES.address}, b` }] },
			{ ...good, recipients: CANARIES.address },
			{ ...good, subject: `${CANARIES.subject}\n` },
			{ ...good, smtp: { ...good.smtp, password: CANARIES.password } },
			{ ...good, smtp: { ...good.smtp, host: CANARIES.address } },
			{ ...good, smtp: { ...good.smtp, security: CANARIES.text } },
			{ ...good, journalEpoch: CANARIES.text },
			[CANARIES.address]
		]

		for (const body of bad) {
			const text = typeof body === 'string' ? body : JSON.stringify(body)
			const response = await relay.request('/api/v1/mailings', { method: 'POST', body: text })
			expect(response.status).toBeGreaterThanOrEqual(400)
			expectNoCanary(await response.text())
		}
		for (const path of [`/api/v1/${CANARIES.file}`, `/api/v1/mailings/${CANARIES.address}`]) {
			expectNoCanary(await (await relay.request(path)).text())
		}
		expectNoCanary([...relay.logs, ...printed].join('\n'))
	})

	test('holds nothing of what was under way when something broke that nobody foresaw', async () => {
		const { server, relay, printed } = await start()
		const request = mailing(server)
		const broken = Object.assign(relay.journal, {
			findMailing: () => Promise.reject(new Error(`${CANARIES.address} ${CANARIES.password}`))
		})

		const response = await relay.post('/api/v1/mailings', request)

		expect(broken).toBe(relay.journal)
		expect(await response.clone().json()).toMatchObject({ status: 500, code: 'internal' })
		expectNoCanary(await response.text())
		expect(relay.logs.join('\n')).toMatch(/internal error: Error at/)
		expectNoCanary([...relay.logs, ...printed].join('\n'))
	})

	test('holds nothing of a message that could not be sent for a reason nobody foresaw', async () => {
		const { server, printed } = await start()
		const mailer: Mailer = { open: () => Promise.reject(new Error(`${CANARIES.address} ${CANARIES.password}`)) }
		const relay = await createTestRelay({ servers: [server], mailer })
		onTestFinished(() => relay.mailings.stop())

		const reader = await relay.send(mailing(server))
		const paused = await reader.until('paused')

		expect(paused).toMatchObject({ reason: 'message', resumeInMs: null })
		expect(relay.logs.join('\n')).toMatch(/could not be sent: Error at/)
		expectNoCanary([...relay.logs, ...printed].join('\n'))
	})
})
