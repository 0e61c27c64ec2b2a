import { FRENCH } from './french.ts'
import { EXCHANGER, type Provider } from './provider.ts'
import { WORLDWIDE } from './worldwide.ts'

const PROVIDERS: readonly Provider[] = [...FRENCH, ...WORLDWIDE]

/** Tells whether a name is another, or lies below it. */
export const isWithin = (name: string, end: string): boolean => name === end || name.endsWith(`.${end}`)

/** Who hands out addresses of a domain. */
export function findByDomain(domain: string): Provider | undefined {
	return PROVIDERS.find(({ domains = [] }) => domains.includes(domain))
}

/** Who receives the mail of a domain, by the name of one of those who do. */
export function findByExchanger(exchange: string): Provider | undefined {
	return PROVIDERS.find(({ exchangers = [] }) => exchangers.some((end) => isWithin(exchange, end)))
}

/** Whose a server that takes mail in is; a provider that a domain belongs to before others with the same server. */
export function findByServer(host: string, domain = ''): Provider | undefined {
	const theirs = PROVIDERS.filter(
		({ submission, servers = [] }) =>
			submission.some((each) => each.host !== EXCHANGER && each.host === host) ||
			servers.some((end) => isWithin(host, end))
	)
	return (
		theirs.find(({ domains = [] }) => domains.includes(domain)) ?? theirs.find(({ domains }) => !domains) ?? theirs[0]
	)
}
