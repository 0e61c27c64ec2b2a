import { Hono } from 'hono'
import { DiscoveryRequest } from '#shared/wire/discovery.ts'
import type { Caller } from '#relay/access.ts'
import type { Clock } from '#relay/clock.ts'
import type { DnsEnquiry } from '#relay/dns/dns.ts'
import { discoverSettings } from '#relay/providers/discover.ts'
import { RateLimit } from '#relay/rate-limit.ts'
import { readJson } from '#relay/request-body.ts'

const PER_MINUTE = 120

export type DiscoveryDeps = { dns: DnsEnquiry; clock: Clock }

/** `POST /smtp/discoveries`: settings that an address may send with. Only its domain is asked about, and nothing is kept. */
export function discoveries({ dns, clock }: DiscoveryDeps): Hono<Caller> {
	const limit = new RateLimit(clock, PER_MINUTE)
	return new Hono<Caller>().post('/', async (c) => {
		limit.count(c.get('keyDigest'))
		const { email } = await readJson(c, DiscoveryRequest)
		return c.json(await discoverSettings(email, dns), 200, { 'cache-control': 'no-store' })
	})
}
