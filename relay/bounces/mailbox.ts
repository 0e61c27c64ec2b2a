import { isIP, isIPv4 } from 'node:net'
import { AuthenticationFailure, ImapFlow, type FetchMessageObject, type MessageStructureObject } from 'imapflow'
import { err, ok, type Result } from '#shared/result.ts'
import type { Bounce, ImapFailureCode, MailboxPosition } from '#shared/wire/bounces.ts'
import { secureContextFor } from '#relay/mail/tls.ts'
import type { Account } from '#relay/mail/session.ts'
import { parseDeliveryReport } from './delivery-report.ts'
import type { MailboxTimeouts } from './timeouts.ts'

/** What of a mailbox is to be read. */
export type Stretch = { mailbox: string; position: MailboxPosition | undefined; since: Date | undefined }
/** The reports found, and how far that was. */
export type Reports = { bounces: Bounce[]; position: MailboxPosition; more: boolean }
export type MailboxFailure = { code: ImapFailureCode; detail: string }

/** Messages looked at for one answer, and what is fetched of a report: the message that came back may be large. */
const MAX_LOOKED_AT = 2000
const MAX_REPORT_OCTETS = 128 * 1024
/** No server has reason to say more in one go. */
const LIMITS = {
	maxLineLength: 4 << 20,
	maxLiteralSize: 4 << 20,
	maxResponseSize: 16 << 20,
	maxResponseTokens: 200_000
}
const MAX_DETAIL = 500

/** Reads the reports in a mailbox by IMAP. Opens it to be read only: nothing is marked, moved or deleted. */
export async function readReports(
	account: Account,
	stretch: Stretch,
	times: MailboxTimeouts
): Promise<Result<Reports, MailboxFailure>> {
	const client = clientFor(account, times)
	client.on('error', () => {}) // Whatever waits for an answer is told as well.
	const timer = setTimeout(() => client.close(), times.wholeMs)
	let connected = false
	try {
		await client.connect()
		connected = true
		const { uidValidity } = await client.mailboxOpen(stretch.mailbox, { readOnly: true })
		return ok(await collect(client, { ...stretch, uidValidity: String(uidValidity) }))
	} catch (error) {
		return err(failureOf(error, connected))
	} finally {
		clearTimeout(timer)
		client.close()
	}
}

function clientFor({ host, port, security, username, password, addresses, extraCa }: Account, times: MailboxTimeouts) {
	return new ImapFlow({
		// They were checked: the name must not be resolved again. Not every network has IPv6.
		host: addresses.find(isIPv4) ?? addresses[0] ?? host,
		...(isIP(host) === 0 && { servername: host }),
		port,
		secure: security === 'tls',
		...(security !== 'tls' && { doSTARTTLS: security === 'starttls' }),
		tls: { secureContext: secureContextFor(extraCa), minVersion: 'TLSv1.2' },
		auth: { user: username, pass: password },
		logger: false,
		clientInfo: { name: 'club-manager-relay' },
		disableAutoIdle: true,
		connectionTimeout: times.connectMs,
		greetingTimeout: times.connectMs,
		socketTimeout: times.silenceMs,
		...LIMITS
	})
}

async function collect(client: ImapFlow, stretch: Stretch & { uidValidity: string }): Promise<Reports> {
	const { position, since, uidValidity } = stretch
	// Numbers of another validity mean other messages.
	const after = position?.uidValidity === uidValidity ? position.uid : 0
	const found = (await client.search({ uid: `${after + 1}:*`, ...(since && { since }) }, { uid: true })) || []
	// `n:*` always means the last message too, however low its number.
	const fresh = found.filter((uid) => uid > after).toSorted((a, b) => a - b)
	const looked = fresh.slice(0, MAX_LOOKED_AT)
	const bounces = looked.length > 0 ? await fetchBounces(client, looked) : []
	return { bounces, position: { uidValidity, uid: looked.at(-1) ?? after }, more: fresh.length > looked.length }
}

async function fetchBounces(client: ImapFlow, uids: readonly number[]): Promise<Bounce[]> {
	const reports: number[] = []
	for await (const { uid, bodyStructure } of client.fetch(
		uids.join(','),
		{ uid: true, bodyStructure: true },
		{ uid: true }
	)) {
		if (bodyStructure && isReport(bodyStructure)) reports.push(uid)
	}
	const bounces: Bounce[] = []
	if (reports.length === 0) return bounces
	const wanted = { uid: true, internalDate: true, source: { start: 0, maxLength: MAX_REPORT_OCTETS } }
	for await (const message of client.fetch(reports.join(','), wanted, { uid: true }))
		bounces.push(...(await parse(message)))
	return bounces
}

async function parse({ source, internalDate }: FetchMessageObject): Promise<Bounce[]> {
	const receivedAt = new Date(internalDate ?? 0)
	// What cannot be read is no report that we could make anything of.
	return source ? await parseDeliveryReport(source, receivedAt).catch(() => []) : []
}

/** Whether a message has a part in which a mail server reports, at whatever depth. */
function isReport({ type = '', childNodes = [] }: MessageStructureObject): boolean {
	return /^message\/(?:global-)?delivery-status$/i.test(type) || childNodes.some(isReport)
}

/** What went wrong, going by how far it was and by what Node, OpenSSL or the server says. */
function failureOf(error: unknown, connected: boolean): MailboxFailure {
	const { code = '', message, responseText } = error as Error & { code?: string; responseText?: string }
	const detail = (responseText ?? (code || message)).slice(0, MAX_DETAIL)
	if (error instanceof AuthenticationFailure || (error as { authenticationFailed?: boolean }).authenticationFailed) {
		return { code: 'imap-auth-failed', detail }
	}
	if (connected) return { code: responseText === undefined ? 'imap-unreachable' : 'imap-mailbox-unknown', detail }
	if (/CERT|SSL|TLS|SELF_SIGNED|ISSUER|UNABLE_TO/i.test(code) || /STARTTLS|certificate/i.test(message)) {
		return { code: 'imap-tls-failed', detail }
	}
	if (/^(?:Parser|InvalidResponse|UnexpectedTag|MissingTag|Line|Literal|Response|TooMany)/.test(code)) {
		return { code: 'imap-protocol', detail }
	}
	return { code: 'imap-unreachable', detail: 'no connection' }
}
