import { isIPv4, isIPv6 } from 'node:net'

export type Qualifier = '+' | '-' | '~' | '?'

/** One mechanism of an SPF record (RFC 7208 §5). `domain` may hold macros; prefixes are lengths of networks, in bits. */
export type Mechanism = { qualifier: Qualifier } & (
	| { name: 'all' }
	| { name: 'include' | 'exists'; domain: string }
	| { name: 'a' | 'mx'; domain: string | undefined; prefix4: number; prefix6: number }
	| { name: 'ptr' }
	| { name: 'ip4' | 'ip6'; network: string; prefix: number }
)

/** An SPF record, cut into its terms; `redirect` is where to go on when no mechanism matches. */
export type SpfRecord = { mechanisms: Mechanism[]; redirect: string | undefined }

const MODIFIER = /^([a-z][a-z0-9_.-]*)=(.*)$/i
const MECHANISM = /^([+\-~?])?([a-z0-9]+)(?::([^/]*(?:\{[^}]*\}[^/]*)*))?((?:\/\d{1,3})?(?:\/\/\d{1,3})?)$/i
const ADDRESS = /^([+\-~?])?(ip[46]):([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i

/** Tells whether a text of a domain is an SPF record, whatever stands in it (§4.5). */
export const isSpfRecord = (text: string): boolean => /^v=spf1(?: |$)/i.test(text)

/** Cuts a record into its terms; `undefined` for one with a term that is none (§4.6), which voids all of it. */
export function parseSpfRecord(text: string): SpfRecord | undefined {
	const mechanisms: Mechanism[] = []
	let redirect: string | undefined
	for (const term of text.split(' ').slice(1)) {
		if (term === '') continue
		const [, modifier, value = ''] = MODIFIER.exec(term) ?? []
		if (modifier !== undefined) {
			if (modifier.toLowerCase() !== 'redirect') continue
			if (redirect !== undefined || value === '') return undefined
			redirect = value
			continue
		}
		const mechanism = parseAddress(term) ?? parseMechanism(term)
		if (!mechanism) return undefined
		mechanisms.push(mechanism)
	}
	return { mechanisms, redirect }
}

function parseAddress(term: string): Mechanism | undefined {
	const [, qualifier = '+', name = '', network = '', prefix] = ADDRESS.exec(term) ?? []
	const is4 = name.toLowerCase() === 'ip4'
	const longest = is4 ? 32 : 128
	const length = Number(prefix ?? longest)
	if (!(is4 ? isIPv4(network) : isIPv6(network)) || length > longest) return undefined
	return { qualifier: qualifier as Qualifier, name: is4 ? 'ip4' : 'ip6', network, prefix: length }
}

function parseMechanism(term: string): Mechanism | undefined {
	const [, sign = '+', kind = '', domain, prefixes = ''] = MECHANISM.exec(term) ?? []
	const qualifier = sign as Qualifier
	if (domain === '') return undefined
	const name = kind.toLowerCase()
	if (name === 'a' || name === 'mx') {
		const [, prefix4 = '32', prefix6 = '128'] = /^(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(prefixes) ?? []
		if (Number(prefix4) > 32 || Number(prefix6) > 128) return undefined
		return { qualifier, name, domain, prefix4: Number(prefix4), prefix6: Number(prefix6) }
	}
	if (prefixes !== '') return undefined
	if (name === 'all' && domain === undefined) return { qualifier, name }
	if (name === 'ptr') return { qualifier, name }
	if ((name === 'include' || name === 'exists') && domain !== undefined) return { qualifier, name, domain }
	return undefined
}
