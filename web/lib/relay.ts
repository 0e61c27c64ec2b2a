import * as v from 'valibot'
import { isSealingPublicKey } from '#shared/crypto/sealing-public-key.ts'
import { parseNdjson } from '#shared/ndjson.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { MailingEvent } from '#shared/wire/event.ts'
import { readEvents } from '#shared/wire/event-lines.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { Problem, type ProblemCode } from '#shared/wire/problem.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import { RelayInfo } from '#shared/wire/relay-info.ts'
import { SandboxMessages, type SandboxMessage } from '#shared/wire/sandbox-message.ts'
import { MailingSummary } from '#shared/wire/summary.ts'
import { TestMessageResult, type TestMessageRequest } from '#shared/wire/test-message.ts'
import { Verification, type VerificationRequest } from '#shared/wire/verification.ts'
import { isExampleOpen } from '#web/db/database.ts'
import { isLate, within } from './deadline.ts'

/**
 * Why the relay gave no answer to work with. `relay-unreachable`: no network or no relay; `relay-incompatible`: something
 * answers that does not speak the protocol; `example-…`: it was not even asked, see `useAccount`. `fields` are dotted paths, with `invalid-request`.
 */
export type RelayFailure = {
	code: ProblemCode | 'relay-unreachable' | 'relay-incompatible' | 'example-sandbox-only' | 'example-no-sandbox'
	fields?: string[]
	/** How long the relay wants not to be asked again. */
	retryAfterMs?: number
}

/** The events of a mailing, as many together as arrived together. Throws when the stream breaks off. */
export type MailingEvents = AsyncGenerator<MailingEvent[]>

const PREFIX = '/api/v1'
const NOT_MODIFIED = 304
/** A network can swallow a request without a word: then its answer is given up, and it counts as unanswered. */
const ANSWER_WITHIN_MS = 30_000
/** A mailing is checked whole before it is answered; its content goes up at least this fast, in octets a millisecond. */
const TAKEN_WITHIN_MS = 90_000
const SLOWEST_UPLOAD = 20

let accessKey = ''
let sandbox: RelayInfo['sandbox'] = null
let received: { tag: string; messages: SandboxMessage[] } | undefined

/** Sets the key that every further request carries. */
export function useAccessKey(key: string): void {
	accessKey = key
}

/** Who answers, its public key and its limits. A key that does not belong to its id is `relay-incompatible`. */
export async function getRelayInfo(signal?: AbortSignal): Promise<Result<RelayInfo, RelayFailure>> {
	const info = await requestSoon(RelayInfo, '/relay', { signal })
	if (info.ok && !(await isSealingPublicKey(info.value.sealing))) return err({ code: 'relay-incompatible' })
	if (info.ok) sandbox = info.value.sandbox
	return info
}

/** Connects to an SMTP account, logs in and leaves. */
export function verifyAccount(body: VerificationRequest): Promise<Result<Verification, RelayFailure>> {
	return useAccount(body.smtp, () => request(Verification, '/smtp/verifications', json(body)))
}

/** Sends one short test message. */
export function sendTestMessage(body: TestMessageRequest): Promise<Result<TestMessageResult, RelayFailure>> {
	return useAccount(body.smtp, () => request(TestMessageResult, '/smtp/test-messages', json(body)))
}

/** Gives a mailing to the relay, or attaches to it when it runs already; posting again is always harmless. */
export function postMailing(
	mailing: MailingRequestInput,
	signal?: AbortSignal
): Promise<Result<MailingEvents, RelayFailure>> {
	const { body, ...init } = json(mailing)
	const withinMs = TAKEN_WITHIN_MS + body.length / SLOWEST_UPLOAD
	return useAccount(mailing.smtp, () => stream('/mailings', { ...init, body, signal }, withinMs))
}

/** Follows a mailing from after event `after` of `run`, from the start when the relay's run is another. */
export function followMailing(
	id: string,
	{ run, after }: { run: string; after: number },
	signal?: AbortSignal
): Promise<Result<MailingEvents, RelayFailure>> {
	const path = `/mailings/${id}/events?${new URLSearchParams({ run, after: String(after) })}`
	return stream(path, { signal }, ANSWER_WITHIN_MS)
}

/** Where a mailing stands at the relay; `unknown-mailing` when it holds nothing of it. */
export function getMailing(id: string): Promise<Result<MailingSummary, RelayFailure>> {
	return requestSoon(MailingSummary, `/mailings/${id}`)
}

/** Pauses, resumes or cancels a mailing; the message in flight is finished. */
export function steerMailing(
	id: string,
	command: 'pause' | 'resume' | 'cancel'
): Promise<Result<MailingSummary, RelayFailure>> {
	return requestSoon(MailingSummary, `/mailings/${id}/${command}`, { method: 'POST' })
}

/** What the sandbox received, newest first. The very list of before while nothing new has come. */
export async function listSandboxMessages(): Promise<Result<SandboxMessage[], RelayFailure>> {
	const headers = received ? { 'if-none-match': received.tag } : undefined
	const response = await send('/sandbox/messages', { headers })
	if (!response.ok) return response
	if (response.value.status === NOT_MODIFIED && received) return ok(received.messages)
	const tag = response.value.headers.get('etag')
	const parsed = v.safeParse(SandboxMessages, await readJson(response.value))
	if (!parsed.success) return err({ code: 'relay-incompatible' })
	received = tag === null ? undefined : { tag, messages: parsed.output }
	return ok(parsed.output)
}

/** Empties the sandbox. */
export function clearSandbox(): Promise<Result<unknown, RelayFailure>> {
	return request(v.unknown(), '/sandbox/messages', { method: 'DELETE' })
}

/**
 * Asks the relay to use an account, unless the example is open and it is another one than the relay's own sandbox: the
 * addresses of the example are invented, and nothing that can reach somebody ever leaves it.
 */
async function useAccount<T>(
	{ host, port }: Pick<Smtp, 'host' | 'port'>,
	ask: () => Promise<Result<T, RelayFailure>>
): Promise<Result<T, RelayFailure>> {
	if (!isExampleOpen() || (sandbox?.host === host && sandbox.port === port)) return ask()
	return err({ code: sandbox ? 'example-sandbox-only' : 'example-no-sandbox' })
}

/** Asks what takes the relay no time to say. */
function requestSoon<T>(
	schema: v.GenericSchema<unknown, T>,
	path: string,
	init: RequestInit = {}
): Promise<Result<T, RelayFailure>> {
	return within(ANSWER_WITHIN_MS, init.signal, ({ signal }) => request(schema, path, { ...init, signal }))
}

async function request<T>(
	schema: v.GenericSchema<unknown, T>,
	path: string,
	init: RequestInit = {}
): Promise<Result<T, RelayFailure>> {
	const response = await send(path, init)
	if (!response.ok) return response
	const body = await readJson(response.value)
	const parsed = v.safeParse(schema, body)
	return parsed.success ? ok(parsed.output) : err({ code: 'relay-incompatible' })
}

async function stream(path: string, init: RequestInit, withinMs: number): Promise<Result<MailingEvents, RelayFailure>> {
	const response = await within(withinMs, init.signal, ({ signal }) => send(path, { ...init, signal }))
	if (!response.ok) return response
	const { body } = response.value
	return body ? ok(parseEvents(body)) : err({ code: 'relay-incompatible' })
}

async function* parseEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): MailingEvents {
	for await (const values of parseNdjson(textOf(body))) yield readEvents(values)
}

/** Safari's streams cannot be iterated yet. */
async function* textOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
	const decoder = new TextDecoder()
	const reader = body.getReader()
	try {
		for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
			yield decoder.decode(chunk.value, { stream: true })
		}
	} finally {
		await reader.cancel().catch(() => undefined) // The stream broke already: that is told to the reader.
	}
}

/** A response with status 2xx, or 304 where it was asked for, or why there is none. An abort by the caller is thrown. */
async function send(path: string, init: RequestInit): Promise<Result<Response, RelayFailure>> {
	const headers = new Headers(init.headers)
	if (accessKey !== '') headers.set('authorization', `Bearer ${accessKey}`)
	try {
		const response = await fetch(PREFIX + path, { ...init, headers, cache: 'no-store' })
		return response.ok || response.status === NOT_MODIFIED ? ok(response) : err(await readProblem(response))
	} catch (error) {
		if (init.signal?.aborted && !isLate(init.signal)) throw error
		return err({ code: 'relay-unreachable' })
	}
}

async function readProblem(response: Response): Promise<RelayFailure> {
	const parsed = v.safeParse(Problem, await readJson(response))
	if (parsed.success) {
		const { code, fields } = parsed.output
		return { code, fields, retryAfterMs: parseRetryAfter(response.headers.get('retry-after')) }
	}
	// A reverse proxy speaks when nothing is behind it.
	return { code: response.status >= 502 && response.status <= 504 ? 'relay-unreachable' : 'relay-incompatible' }
}

/** Seconds, as this relay writes it; a date (RFC 9110 §10.2.3) says nothing to a device whose clock is its own. */
function parseRetryAfter(text: string | null): number | undefined {
	return text !== null && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : undefined
}

/** The body as JSON, `undefined` when it is empty, something else, or broke off: then the schema refuses it. */
async function readJson(response: Response): Promise<unknown> {
	try {
		return await response.json()
	} catch {
		return undefined // The schema says what is wrong.
	}
}

const json = (body: unknown) => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body)
})
