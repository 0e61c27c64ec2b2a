import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { Device } from '#tests/support/device.ts'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { mailingTo, smtpOf } from '#tests/support/test-relay.ts'

const TIMEOUT_MS = 120_000
const ACCESS_KEY = 'canary-access-key-of-the-club'
const SECRET = Buffer.from('canary-secret-qwertzuiopasdfghjklyxcvbnm').toString('base64')

/** What must never be seen on the disk or in a log: each is unlike anything else that the relay could write. */
const CANARIES = {
	address: 'canary-address@example.org',
	refused: 'canary-refused@example.org',
	lost: 'canary-lost@example.org',
	tested: 'canary-tested@example.org',
	name: 'Canari Nommé',
	field: 'canary-field-value',
	subject: 'canary subject é',
	text: 'canary text à lire',
	html: '<p>canary html</p>',
	sender: 'canary-sender@test.example',
	user: 'canary-user@test.example',
	password: 'canary-password-in-clear',
	reply: 'canary-words-of-the-server',
	file: 'canary-file.txt',
	attachment: 'canary-content-of-the-attachment',
	key: ACCESS_KEY,
	secret: SECRET
}

/** A text as bytes, in the forms in which it might be written down; a plain hash of it tells who guesses it. */
function formsOf(text: string): Buffer[] {
	const utf8 = Buffer.from(text)
	const hash = createHash('sha256').update(utf8).digest()
	const spelled = (octets: Buffer) =>
		(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(octets.toString(form)))
	const others = [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le'), Buffer.from(encodeURIComponent(text))]
	return [utf8, ...others, ...spelled(utf8), hash, ...spelled(hash)]
}

/** Which canaries are found, and where. */
function findCanaries(places: ReadonlyMap<string, Buffer>): string[] {
	return Object.entries(CANARIES).flatMap(([name, text]) =>
		[...places]
			.filter(([, content]) => formsOf(text).some((form) => content.includes(form)))
			.map(([at]) => `${name} in ${at}`)
	)
}

const filesIn = (directory: string) =>
	new Map(
		readdirSync(directory, { recursive: true }).map((name) => [
			String(name),
			readFileSync(join(directory, String(name)))
		])
	)

test(
	'the disk and the log of a relay hold nothing of what it sent, tried or refused',
	{ timeout: TIMEOUT_MS },
	async () => {
		const server = await startTestServer({
			users: { [CANARIES.user]: CANARIES.password },
			rejectRcpt: { [CANARIES.refused]: `550 5.1.1 <${CANARIES.refused}> ${CANARIES.reply}` },
			script: ({ stage, to }) => (stage === 'dot' && to[0] === CANARIES.lost ? { then: 'close' } : undefined)
		})
		onTestFinished(server.close)
		const DATA_DIR = makeDataDir()
		const relay = new RelayProcess(await freePort(), {
			...{ DATA_DIR, APP_SECRET_KEY: SECRET, RELAY_ACCESS_KEYS: `club:${ACCESS_KEY}` },
			...{ RELAY_PRINT_PAIRING_LINK: 'off', RELAY_SANDBOX: 'off', RELAY_SMTP_ALLOW: `${server.host}:${server.port}` }
		})
		onTestFinished(() => relay.kill())
		await relay.start()
		const device = new Device({ url: relay.url, pairingLink: `=${ACCESS_KEY}` })
		const { sealing } = (await (await device.request('/relay')).json()) as RelayInfo
		const settings = smtpOf(server, { username: CANARIES.user })
		const smtp = { ...settings, password: await sealPassword(sealing, settings, CANARIES.password) }
		const sender = { email: CANARIES.sender, name: CANARIES.name }
		const mailing = mailingTo(server, {
			...{ smtp, sender, subject: CANARIES.subject, text: `${CANARIES.text} {{f}}`, html: CANARIES.html },
			recipients: [CANARIES.address, CANARIES.refused, CANARIES.lost].map((email, index) => ({
				...{ id: `r${index}`, email, name: CANARIES.name, fields: { f: CANARIES.field } }
			}))
		})
		const body = new FormData()
		body.set('mailing', JSON.stringify(mailing))
		body.set('attachment', new Blob([CANARIES.attachment]), CANARIES.file)

		const told = await (await device.request('/mailings', { method: 'POST', body })).text()
		const post = (path: string, value: unknown) => device.request(path, { method: 'POST', body: JSON.stringify(value) })
		const tried = await (await post('/smtp/test-messages', { smtp, sender, to: CANARIES.tested })).text()
		const verified = await (await post('/smtp/verifications', { smtp })).text()
		const changed = await (await post('/mailings', { ...mailing, text: CANARIES.text })).text()
		const refused = await (await post('/mailings', { ...mailing, id: CANARIES.address })).text()
		const running = findCanaries(filesIn(DATA_DIR))
		await relay.kill()
		const killed = findCanaries(filesIn(DATA_DIR))
		await relay.start()
		await relay.stop()
		const stopped = findCanaries(filesIn(DATA_DIR))
		const logged = findCanaries(new Map([['the log', Buffer.from(relay.output)]]))

		expect(told).toContain(CANARIES.reply)
		expect(told).toMatch(/"sent":1,"failed":1,"uncertain":1/)
		expect([tried, verified].map((text) => JSON.parse(text) as unknown)).toMatchObject([
			{ outcome: 'sent' },
			{ ok: true }
		])
		expect([changed, refused].map((text) => JSON.parse(text) as unknown)).toMatchObject([
			{ code: 'mailing-changed' },
			{ code: 'invalid-request' }
		])
		expect({ running, killed, stopped, logged }).toEqual({ running: [], killed: [], stopped: [], logged: [] })
	}
)

test('a canary that is there is found, in whatever form', () => {
	const hashed = createHash('sha256').update(CANARIES.user).digest('base64url')

	const found = findCanaries(new Map([['a file', Buffer.from(`…${CANARIES.reply}…${hashed}…`)]]))

	expect(found).toEqual(['user in a file', 'reply in a file'])
})
