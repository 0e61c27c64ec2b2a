import { Hono } from 'hono'
import { canonicalHost } from '#shared/host.ts'
import { SenderCheckRequest } from '#shared/wire/sender-check.ts'
import type { Caller } from '#relay/access.ts'
import type { Clock } from '#relay/clock.ts'
import type { DnsEnquiry } from '#relay/dns/dns.ts'
import { Refusal } from '#relay/problems.ts'
import { RateLimit } from '#relay/rate-limit.ts'
import { readJson } from '#relay/request-body.ts'
import { checkSender } from '#relay/senders/check.ts'

const PER_MINUTE = 120

export type SenderCheckDeps = { dns: DnsEnquiry; clock: Clock }

/** `POST /senders/checks`: what DNS says of a sender's domain. Only names are asked about, and nothing is kept. */
export function senderChecks({ dns, clock }: SenderCheckDeps): Hono<Caller> {
	const limit = new RateLimit(clock, PER_MINUTE)
	return new Hono<Caller>().post('/', async (c) => {
		limit.count(c.get('keyDigest'))
		const { email, smtpHost: name } = await readJson(c, SenderCheckRequest)
		const smtpHost = canonicalHost(name)
		if (smtpHost === undefined) throw new Refusal('invalid-request', { fields: ['smtpHost'] })
		return c.json(await checkSender({ email, smtpHost }, dns), 200, { 'cache-control': 'no-store' })
	})
}
