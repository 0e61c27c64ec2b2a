import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { PROBLEM_STATUS, type ProblemCode } from '#shared/wire/problem.ts'
import { JournalUnavailable } from './journal/journal.ts'

/** A request that the relay refuses. Holds codes and paths only, so that an answer cannot echo what was sent. */
export class Refusal extends Error {
	override name = 'Refusal'
	readonly code: ProblemCode
	readonly fields: readonly string[] | undefined
	readonly retryAfterSeconds: number | undefined

	constructor(code: ProblemCode, details: { fields?: readonly string[]; retryAfterSeconds?: number } = {}) {
		super(code)
		this.code = code
		this.fields = details.fields
		this.retryAfterSeconds = details.retryAfterSeconds
	}
}

/** Answers with problem details (RFC 9457): status and code, never a word of the request. */
export function problem(c: Context, refusal: Refusal): Response {
	const { code, fields, retryAfterSeconds } = refusal
	const status = PROBLEM_STATUS[code]
	if (status === 401) c.header('www-authenticate', 'Bearer realm="club-manager-relay"')
	if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
	c.header('content-type', 'application/problem+json')
	c.header('cache-control', 'no-store')
	return c.body(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, code, fields }), status)
}

/** The one place where errors become answers. What nobody foresaw is logged by name and place, without its message. */
export function createErrorHandler(log: (line: string) => void) {
	return (error: Error, c: Context): Response => {
		if (error instanceof Refusal) return problem(c, error)
		if (error instanceof JournalUnavailable) return problem(c, new Refusal('journal-unavailable'))
		log(`internal error: ${placeOf(error)}`)
		return problem(c, new Refusal('internal'))
	}
}

/** Where an error came from, in our own files' terms: messages may quote addresses, stack frames do not. */
export function placeOf(error: unknown): string {
	if (!(error instanceof Error)) return typeof error
	const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
	return [error.name, ...frames.slice(0, 3).map((frame) => frame.trim())].join(' ')
}
