import { randomBytes } from 'node:crypto'
import type { AccessKey } from '#relay/access-keys.ts'
import { createApp } from '#relay/app.ts'
import { systemClock, type Clock } from '#relay/clock.ts'
import { createDnsEnquiry } from '#relay/dns/dns.ts'
import { createImapAccounts } from '#relay/imap-accounts.ts'
import type { Journal } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { deriveKeys } from '#relay/keys.ts'
import type { Mailer } from '#relay/mail/session.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import { Mailings } from '#relay/mailings/mailings.ts'
import { Quotas } from '#relay/mailings/quotas.ts'
import type { Sandbox } from '#relay/sandbox/sandbox.ts'
import { createSmtpAccounts } from '#relay/smtp-accounts.ts'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import { EventReader } from './event-reader.ts'
import type { TestServer } from './smtp-server.ts'

export const ADDRESS = 'http://127.0.0.1:8787'
export const ACCESS_KEY = 'test-access-key-of-the-club'
const OTHER_KEY = 'test-access-key-of-another'

export type TestRelayOptions = {
	clock?: Clock
	journal?: Journal
	secret?: Uint8Array
	previousSecrets?: Uint8Array[]
	accessKeys?: AccessKey[]
	/** Servers that may be reached although they are on the loopback. */
	servers?: Pick<TestServer, 'host' | 'port' | 'certificate'>[]
	sandbox?: Sandbox
	publicUrl?: string
	/** False: readers of mail cannot reach the relay. */
	isPublic?: boolean
	origins?: string[]
	webRoot?: string
	connectMs?: number
	mailer?: Mailer
	/** Name servers, `ip:port`. */
	dnsServers?: string[]
}

export type TestRelay = Awaited<ReturnType<typeof createTestRelay>>

/** The whole relay, with everything real, but nothing listening and a clock that may be held. */
export async function createTestRelay(options: TestRelayOptions = {}) {
	const { clock = systemClock, journal = createMemoryJournal(), servers = [], sandbox } = options
	const { secret = randomBytes(32), previousSecrets = [], publicUrl = ADDRESS, origins = [] } = options
	const { webRoot = '/nowhere', connectMs = 200 } = options
	const accessKeys = options.accessKeys ?? [
		{ owner: 'club', key: ACCESS_KEY },
		{ owner: 'other', key: OTHER_KEY }
	]
	const keys = await deriveKeys({ secret, previousSecrets, accessKeys })
	const allow = new Set(servers.map(({ host, port }) => `${host}:${port}`))
	const extraCa = servers.map(({ certificate }) => certificate)
	const policy = { allow, extraCa, sandbox, resolveMs: connectMs, dnsServers: options.dnsServers ?? [] }
	const accounts = createSmtpAccounts(keys, policy)
	const mailboxes = createImapAccounts(keys, policy, { connectMs: 1000, silenceMs: 2000, wholeMs: 5000 })
	const times = {
		connectMs,
		greetingMs: 1000,
		commandMs: 2000,
		envelopeMs: 2000,
		dataMs: 2000,
		acceptanceMs: 3000,
		quitMs: 200
	}
	const mailer = options.mailer ?? createMailer(times)
	const logs: string[] = []
	const log = (line: string) => void logs.push(line)
	const quotas = new Quotas(journal, clock)
	const mailings = new Mailings({
		clock,
		journal,
		mailer,
		accounts,
		quotas,
		publicUrl: options.isPublic ? publicUrl : undefined,
		log
	})
	const dns = createDnsEnquiry({ servers: options.dnsServers ?? ['127.0.0.1:9'], withinMs: 1000, tryMs: 200 })
	const config = { port: 8787, publicUrl, isPublic: options.isPublic ?? false, origins, webRoot }
	const parts = { config, keys, journal, mailings, quotas, mailer, accounts, mailboxes, sandbox, dns, clock }
	const app = createApp({ ...parts, version: '0.0.0', log })

	const request = async (path: string, init: RequestInit & { key?: string | null } = {}): Promise<Response> => {
		const { key = ACCESS_KEY, ...rest } = init
		const headers = new Headers(rest.headers)
		if (key !== null) headers.set('authorization', `Bearer ${key}`)
		return await app.request(new URL(path, ADDRESS).href, { ...rest, headers })
	}
	const post = async (path: string, body: unknown, init: RequestInit & { key?: string | null } = {}) =>
		await request(path, { method: 'POST', body: JSON.stringify(body), ...init })
	return {
		app,
		keys,
		journal,
		mailings,
		logs,
		otherKey: OTHER_KEY,
		request,
		post,
		/** Posts a mailing and reads along. */
		send: async (mailing: MailingRequestInput) => new EventReader(await post('/api/v1/mailings', mailing)),
		/** Seals for what stands in these settings. */
		seal: async (smtp: Smtp, password: string): Promise<Smtp> => ({
			...smtp,
			password: await sealPassword(keys.sealing, smtp, password)
		})
	}
}

/** Settings without a login for a test server. */
export function smtpOf({ host, port }: Pick<TestServer, 'host' | 'port'>, changes: Partial<Smtp> = {}): Smtp {
	return { host, port, security: 'none', username: 'club@test.example', password: '', ...changes }
}

/** A mailing to so many people, as fast as it goes. */
export function mailingTo(
	server: Pick<TestServer, 'host' | 'port'>,
	{ count = 1, ...changes }: Partial<MailingRequestInput> & { count?: number } = {}
): MailingRequestInput {
	return {
		id: `mailing-${randomBytes(6).toString('hex')}`,
		createdAt: new Date().toISOString(),
		subject: 'Assemblée générale',
		text: 'Bonjour à tous',
		recipients: recipients(count),
		sender: { email: 'club@test.example', name: 'Le Club' },
		smtp: smtpOf(server),
		pace: { batchSize: 100, batchDelayMs: 0, maxRetries: 2 },
		...changes
	}
}

/** r1, r2, … with addresses of their own. */
export function recipients(count: number): MailingRequestInput['recipients'] {
	return Array.from({ length: count }, (_, index) => ({ id: `r${index + 1}`, email: addressOf(index + 1) }))
}

/** The address of the n-th recipient. */
export const addressOf = (n: number): string => `membre${n}@example.org`
