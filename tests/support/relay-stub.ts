import { vi } from 'vitest'
import type { SealingPublicKey } from '#shared/crypto/sealing-public-key.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import type { ProblemCode } from '#shared/wire/problem.ts'

/** What a relay answers by path: a body, a problem's code, or nothing at all (no relay there). */
export type RelayAnswers = Record<string, unknown>

/** A request that the app made: its path without the prefix, and its body. */
export type SeenRequest = { method: string; path: string; body: unknown }

/** A refusal, for `RelayAnswers`. */
export const problem = (status: number, code: ProblemCode) => new Response(JSON.stringify({ status, code }), { status })

/** What the relay says of itself, with that key. */
export const relayInfo = (sealing: SealingPublicKey, sandbox: RelayInfo['sandbox'] = null): RelayInfo => ({
	product: 'club-manager-relay',
	version: '0.0.0',
	journalEpoch: 'epoch',
	sealing: { suite: 'hpke1', keyId: sealing.keyId, publicKey: sealing.publicKey },
	limits: { recipients: 100_000, messageBytes: 26_214_400, requestBytes: 104_857_600, attachments: 20 },
	sandbox
})

/**
 * Stands where the network begins and answers as a relay would, for what no real relay can be made to say at will.
 * `answers` may be changed between requests; a path that it lacks is a relay that is not there.
 */
export function answerAsRelay(answers: RelayAnswers): { seen: SeenRequest[] } {
	const seen: SeenRequest[] = []
	vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
		const path = String(input instanceof Request ? input.url : input).replace(/^.*\/api\/v1/, '')
		const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
		seen.push({ method: init?.method ?? 'GET', path, body })
		const answer = answers[path]
		if (answer === undefined) return Promise.reject(new TypeError('Failed to fetch'))
		return Promise.resolve(answer instanceof Response ? answer.clone() : new Response(JSON.stringify(answer)))
	})
	return { seen }
}
