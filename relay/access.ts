import { createHash, timingSafeEqual } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import type { AccessKey } from './access-keys.ts'
import type { Clock } from './clock.ts'
import { problem, Refusal } from './problems.ts'
import { RateLimit } from './rate-limit.ts'

/** What a request that passed carries: whose mailings it may see, and which key it came with. */
export type Caller = { Variables: { owner: string; keyDigest: string } }

/** From where the relay may be called. */
export type Surroundings = { port: number; publicUrl: string; origins: readonly string[] }

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const PREFLIGHT_SECONDS = 600
/** Wrong keys from one address in a minute: after so many, nobody is told any more that they are wrong. */
const WRONG_KEYS_PER_MINUTE = 300

/** The origins whose pages may call, never taken from the request. */
export function listOrigins({ port, publicUrl, origins }: Surroundings): Set<string> {
	return new Set([...LOOPBACK.map((host) => new URL(`http://${host}:${port}`).origin), publicUrl, ...origins])
}

/** Tells whether a host name, as URLs write it, is this machine's own. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.includes(hostname)

/**
 * Serves the hosts of the allowed origins and no other, so that no foreign name can be pointed at the relay (DNS
 * rebinding). Names only: behind a proxy or a mapped port, the port is not ours to know.
 */
export function onlyOurHosts(origins: ReadonlySet<string>): MiddlewareHandler {
	const hostnames = new Set([...origins].map((origin) => new URL(origin).hostname))
	return async (c, next) => {
		const named = c.req.header('host')
		const hosts = [c.req.url, ...(named === undefined ? [] : [`http://${named}`])].map(
			(url) => URL.parse(url)?.hostname
		)
		if (hosts.some((host) => host === undefined || !hostnames.has(host)))
			return problem(c, new Refusal('forbidden-origin'))
		return next()
	}
}

/** Refuses pages of other origins before anything else is looked at; answers preflights of ours without a key. */
export function onlyOurOrigins(origins: ReadonlySet<string>): MiddlewareHandler {
	return async (c, next) => {
		const origin = c.req.header('origin')
		if (origin !== undefined && !origins.has(origin)) return problem(c, new Refusal('forbidden-origin'))
		c.header('vary', 'Origin')
		if (origin !== undefined) {
			c.header('access-control-allow-origin', origin)
			c.header('access-control-expose-headers', 'retry-after')
		}
		if (c.req.method !== 'OPTIONS' || origin === undefined) return next()
		c.header('access-control-allow-methods', 'GET, POST, DELETE')
		c.header('access-control-allow-headers', 'authorization, content-type')
		c.header('access-control-max-age', String(PREFLIGHT_SECONDS))
		return c.body(null, 204)
	}
}

/**
 * Lets in who holds an access key. Every key is compared, in a time that does not depend on what was sent. Whoever comes
 * with wrong ones too often is asked to wait; a good key passes all the same, as behind a proxy all have one address.
 */
export function onlyWithKey(keys: readonly AccessKey[], clock: Clock): MiddlewareHandler<Caller> {
	const wrong = new RateLimit(clock, WRONG_KEYS_PER_MINUTE)
	const known = keys.map(({ owner, key }) => ({ owner, digest: digestOf(key) }))
	return async (c, next) => {
		const [, given = ''] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? []
		const digest = digestOf(given)
		let owner: string | undefined
		for (const each of known) if (timingSafeEqual(each.digest, digest)) owner = each.owner
		if (owner === undefined) {
			wrong.count(addressOf(c))
			return problem(c, new Refusal('unauthorized'))
		}
		c.set('owner', owner)
		c.set('keyDigest', digest.toString('base64url'))
		return next()
	}
}

/** Who is at the other end, as the connection says and no header; of IPv6 the network, which is one caller's. */
function addressOf(c: Context): string {
	const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
	const address = incoming?.socket?.remoteAddress ?? ''
	return isIPv6(address) && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address
}

function digestOf(key: string): Buffer {
	return createHash('sha256').update(key).digest()
}
