import { lookup, Resolver } from 'node:dns/promises'
import { isIPv4 } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { err, ok, type Result } from '#shared/result.ts'
import type { Security } from '#shared/wire/smtp.ts'
import { isPublicAddress, MAIL_PORTS } from './address-policy.ts'
import { TIMEOUTS } from './timeouts.ts'

/** Where the relay may connect, and whom it trusts there. */
export type ConnectionPolicy = {
	/** Literal `host:port` pairs, hosts canonical, that may be reached whatever their address and port. */
	allow: ReadonlySet<string>
	/** Resolvers, `ip:port`, instead of the system's. */
	dnsServers?: readonly string[]
	/** PEM certificates of further authorities. */
	extraCa?: readonly string[]
	/** The embedded server: allowed, and its certificate trusted, at its own address only. */
	sandbox?: { host: string; port: number; certificate: string } | undefined
	/** How long a failure to resolve takes, whatever its cause. */
	resolveMs?: number
}

/** Where an account wants to connect; the host is canonical. */
export type Target = {
	host: string
	port: number
	security: Security
	hasPassword: boolean
	/** Where it may connect without being allowed by name; those of handing in mail where nothing is said. */
	ports?: ReadonlySet<number>
}

/** The parts of an `Account` that the policy decides. */
export type ResolvedTarget = { addresses: string[]; extraCa: string[] }

export type ResolveError = { code: 'smtp-host-refused' | 'smtp-unreachable' }

/**
 * Finds the addresses of a server, once, and refuses those where the relay must not connect.
 *
 * One address out of bounds refuses the host. Refusals that need no resolver are immediate; a failure to resolve
 * takes `resolveMs`, always.
 */
export async function resolveTarget(
	target: Target,
	policy: ConnectionPolicy
): Promise<Result<ResolvedTarget, ResolveError>> {
	const { host, port, security, hasPassword, ports = MAIL_PORTS } = target
	const sandbox = policy.sandbox?.host === host && policy.sandbox.port === port ? policy.sandbox : undefined
	const allowed = sandbox !== undefined || policy.allow.has(`${host}:${port}`)
	if (!allowed && (!ports.has(port) || (security === 'none' && hasPassword))) return err({ code: 'smtp-host-refused' })
	const addresses = isIPv4(host) ? [host] : await resolve(host, policy)
	if (addresses.length === 0) return err({ code: 'smtp-unreachable' })
	if (!allowed && !addresses.every(isPublicAddress)) return err({ code: 'smtp-host-refused' })
	return ok({ addresses, extraCa: [...(policy.extraCa ?? []), ...(sandbox ? [sandbox.certificate] : [])] })
}

/** All addresses of a name; none, after the whole of `resolveMs`, when there are none to be had. */
async function resolve(host: string, { dnsServers, resolveMs = TIMEOUTS.connectMs }: ConnectionPolicy) {
	const timer = new AbortController()
	const timeout = delay<string[]>(resolveMs, [], { signal: timer.signal })
	const resolving = dnsServers?.length ? query(host, dnsServers) : system(host)
	const found = await Promise.race([resolving.catch((): string[] => []), timeout])
	if (found.length === 0) return await timeout
	timer.abort()
	timeout.catch(() => {}) // Cut short on purpose.
	return found
}

async function system(host: string): Promise<string[]> {
	return (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address)
}

async function query(host: string, servers: readonly string[]): Promise<string[]> {
	const resolver = new Resolver()
	resolver.setServers([...servers])
	const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
	return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}
