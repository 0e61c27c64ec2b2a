import * as v from 'valibot'
import { isSealingPublicKey } from '#shared/crypto/sealing-public-key.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { Problem, type ProblemCode } from '#shared/wire/problem.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import { RelayInfo } from '#shared/wire/relay-info.ts'
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

const PREFIX = '/api/v1'
export const NOT_MODIFIED = 304
/** A network can swallow a request without a word: then its answer is given up, and it counts as unanswered. */
export const ANSWER_WITHIN_MS = 30_000

let accessKey = ''
let sandbox: RelayInfo['sandbox'] = null

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

/**
 * Asks the relay to use an account, unless the example is open and it is another one than the relay's own sandbox: the
 * addresses of the example are invented, and nothing that can reach somebody ever leaves it.
 */
export async function useAccount<T>(
	{ host, port }: Pick<Smtp, 'host' | 'port'>,
	ask: () => Promise<Result<T, RelayFailure>>
): Promise<Result<T, RelayFailure>> {
	if (!isExampleOpen() || (sandbox?.host === host && sandbox.port === port)) return ask()
	return err({ code: sandbox ? 'example-sandbox-only' : 'example-no-sandbox' })
}

/** Asks what takes the relay no time to say. */
export function requestSoon<T>(
	schema: v.GenericSchema<unknown, T>,
	path: string,
	init: RequestInit = {}
): Promise<Result<T, RelayFailure>> {
	return within(ANSWER_WITHIN_MS, init.signal, ({ signal }) => request(schema, path, { ...init, signal }))
}

/** Asks, and checks the answer: one that is not of that shape is `relay-incompatible`. */
export async function request<T>(
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

/** A response with status 2xx, or 304 where it was asked for, or why there is none. An abort by the caller is thrown. */
export async function send(path: string, init: RequestInit): Promise<Result<Response, RelayFailure>> {
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
export async function readJson(response: Response): Promise<unknown> {
	try {
		return await response.json()
	} catch {
		return undefined // The schema says what is wrong.
	}
}

/** A request that carries this as JSON. */
export const json = (body: unknown) => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body)
})
