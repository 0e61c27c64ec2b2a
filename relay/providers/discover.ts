import { envelopeAddress } from '#shared/address.ts'
import { canonicalHost } from '#shared/host.ts'
import type { Discovery, DiscoveryAdvice, DiscoveryCandidate, DiscoverySource } from '#shared/wire/discovery.ts'
import type { Dns, DnsEnquiry, MailExchanger, Service } from '#relay/dns/dns.ts'
import { isMailPort } from '#relay/mail/address-policy.ts'
import { findByDomain, findByExchanger, findByServer } from './find.ts'
import { EXCHANGER, type Provider, type Submission } from './provider.ts'

/** Services by which a domain says itself where mail is handed in (RFC 6186 §3.1, RFC 8314 §5.1), best first. */
const SERVICES = [
	{ label: '_submissions._tcp', security: 'tls' },
	{ label: '_submission._tcp', security: 'starttls' }
] as const
/** A domain names one or two servers; what goes beyond is not looked at. */
const MAX_FROM_DNS = 4

type Found = { candidates: DiscoveryCandidate[]; advice: readonly DiscoveryAdvice[]; unanswered: boolean }

/**
 * Finds out how an address may send: by the table of providers, else by what its domain says, else by who receives its
 * mail. Nothing is asked of anybody where the table knows the domain.
 */
export async function discoverSettings(email: string, enquiry: DnsEnquiry): Promise<Discovery> {
	const address = envelopeAddress(email)
	const domain = address.slice(address.lastIndexOf('@') + 1)
	const known = findByDomain(domain)
	if (known) {
		const { advice = [], submission } = known
		return {
			candidates: submission.map((server) => candidateOf(known, server, { address, source: 'table' })),
			advice: [...advice]
		}
	}
	const found = await enquiry((dns) =>
		Promise.all([askServices(dns, address, domain), askExchangers(dns, address, domain)])
	)
	const candidates = distinct(found.flatMap((each) => each.candidates))
	const advice = found.flatMap((each) => each.advice)
	const silent = candidates.length === 0 && found.some(({ unanswered }) => unanswered)
	return {
		candidates,
		advice: [...new Set<DiscoveryAdvice>([...advice, ...(silent ? ['dns-unanswered' as const] : [])])]
	}
}

async function askServices(dns: Dns, address: string, domain: string): Promise<Found> {
	const answers = await Promise.all(SERVICES.map(({ label }) => dns.srv(`${label}.${domain}`)))
	const servers = answers.flatMap((answer, index) =>
		answer.kind === 'found' ? listServers(answer.records, SERVICES[index]?.security ?? 'tls') : []
	)
	const providers = servers.map(({ host }) => findByServer(host, domain))
	const candidates = servers.map((server, index) => candidateOf(providers[index], server, { address, source: 'srv' }))
	const advice = providers.flatMap((provider) => provider?.advice ?? [])
	// The domain itself has said which server.
	const kept = advice.filter((code) => code !== 'server-of-contract')
	return { candidates, advice: kept, unanswered: answers.some(({ kind }) => kind === 'unanswered') }
}

/** In the order of RFC 2782; a target of `.` says that there is none, and ports where no mail is taken are no use. */
function listServers(services: readonly Service[], security: Submission['security']): Submission[] {
	return services
		.toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)
		.flatMap(({ name, port }) => {
			const host = canonicalHost(name.replace(/\.$/, ''))
			return host !== undefined && isMailPort(port) ? [{ host, port, security }] : []
		})
		.slice(0, MAX_FROM_DNS)
}

async function askExchangers(dns: Dns, address: string, domain: string): Promise<Found> {
	const answer = await dns.mx(domain)
	const unanswered = answer.kind === 'unanswered'
	if (answer.kind !== 'found') return { candidates: [], advice: [], unanswered }
	for (const exchange of listNames(answer.records)) {
		const provider = findByExchanger(exchange)
		if (!provider) continue
		const servers = provider.submission.map((server) =>
			server.host === EXCHANGER ? { ...server, host: exchange } : server
		)
		const candidates = servers.map((server) => candidateOf(provider, server, { address, source: 'mx' }))
		return { candidates, advice: provider.advice ?? [], unanswered }
	}
	return { candidates: [], advice: [], unanswered }
}

function listNames(exchangers: readonly MailExchanger[]): string[] {
	return exchangers
		.toSorted((a, b) => a.priority - b.priority)
		.flatMap(({ exchange }) => canonicalHost(exchange.replace(/\.$/, '')) ?? [])
}

function candidateOf(
	provider: Provider | undefined,
	{ host, port, security }: Submission,
	{ address, source }: { address: string; source: DiscoverySource }
): DiscoveryCandidate {
	return {
		provider: provider?.name ?? host.split('.').slice(-2).join('.'),
		...{ host, port, security },
		username: loginOf(provider, address),
		hourlyLimit: provider?.limits.hourly ?? null,
		dailyLimit: provider?.limits.daily ?? null,
		source
	}
}

function loginOf(provider: Provider | undefined, address: string): string {
	if (provider?.login === 'of-service') return ''
	return provider?.login === 'local-part' ? address.slice(0, address.lastIndexOf('@')) : address
}

/** The first of each server: later ones come from a lesser source. */
function distinct(candidates: readonly DiscoveryCandidate[]): DiscoveryCandidate[] {
	const byServer = new Map<string, DiscoveryCandidate>()
	for (const each of candidates) {
		const name = `${each.host}:${each.port}`
		if (!byServer.has(name)) byServer.set(name, each)
	}
	return [...byServer.values()]
}
