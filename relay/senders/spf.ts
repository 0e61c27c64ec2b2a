import { BlockList, isIPv4 } from 'node:net'
import type { SpfCode } from '#shared/wire/sender-check.ts'
import type { Dns, DnsAnswer } from '#relay/dns/dns.ts'
import { expandMacros } from './spf-macro.ts'
import { isSpfRecord, parseSpfRecord, type Mechanism, type Qualifier, type SpfRecord } from './spf-record.ts'

/** RFC 7208 §4.6.4. */
const MAX_LOOKUPS = 10
const MAX_VOID_LOOKUPS = 2
const MAX_EXCHANGERS = 10
/** No record that anybody needs is longer; reading one costs time. */
const MAX_RECORD_LENGTH = 4096

/** What a record says of an address, `none` for a domain without one (§2.6). */
export type SpfVerdict = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none'

/** A record that cannot be obeyed (`permerror`), or a question that was not answered (`temperror`). */
export class SpfFault extends Error {
	override name = 'SpfFault'
	readonly code: SpfCode

	constructor(code: SpfCode) {
		super(code)
		this.code = code
	}
}

const VERDICTS: Record<Qualifier, SpfVerdict> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' }

/**
 * One evaluation of a domain's record, as `check_host` of RFC 7208 §4. Without an address nothing matches but `all`:
 * that walks everything a receiver could come by, and only a record that lets in the whole world passes.
 */
export class SpfEvaluation {
	/** Domains included so far, and redirected to, in the order met. */
	readonly included: string[] = []
	#dns: Dns
	#ip: string | undefined
	#sender: string
	#lookups = 0
	#voidLookups = 0

	constructor(dns: Dns, { ip, sender }: { ip?: string; sender: string }) {
		this.#dns = dns
		this.#ip = ip
		this.#sender = sender
	}

	/** Throws a `SpfFault` where receivers would give up. */
	async check(domain: string): Promise<SpfVerdict> {
		const record = await findSpfRecord(this.#dns, domain)
		if (record === undefined) return 'none'
		const parsed = parseSpfRecord(record)
		if (!parsed) throw new SpfFault('spf-malformed')
		return await this.#follow(parsed, domain)
	}

	async #follow({ mechanisms, redirect }: SpfRecord, domain: string): Promise<SpfVerdict> {
		for (const mechanism of mechanisms) {
			if (await this.#matches(mechanism, domain)) return VERDICTS[mechanism.qualifier]
		}
		if (redirect === undefined) return 'neutral'
		return await this.#enter(this.#expand(redirect, domain))
	}

	/** Another domain's record, which must be there. */
	async #enter(domain: string): Promise<SpfVerdict> {
		this.#count()
		this.included.push(domain)
		const verdict = await this.check(domain)
		if (verdict === 'none') throw new SpfFault('spf-include-broken')
		return verdict
	}

	async #matches(mechanism: Mechanism, domain: string): Promise<boolean> {
		switch (mechanism.name) {
			case 'all':
				return true
			case 'ip4':
			case 'ip6':
				return isInNetwork(this.#ip, mechanism.network, mechanism.prefix)
			case 'include':
				return (await this.#enter(this.#expand(mechanism.domain, domain))) === 'pass'
			case 'a':
			case 'mx':
				this.#count()
				return await this.#isAmong(mechanism, this.#expand(mechanism.domain ?? '%{d}', domain))
			case 'exists':
				this.#count()
				return this.#ip !== undefined && (await this.#addresses(this.#expand(mechanism.domain, domain))).length > 0
			case 'ptr':
				// Not to be used (§5.5), and never certain: it only takes its lookup.
				this.#count()
				return false
		}
	}

	async #isAmong({ name, prefix4, prefix6 }: Mechanism & { name: 'a' | 'mx' }, domain: string): Promise<boolean> {
		const ip = this.#ip
		if (ip === undefined) return false
		const hosts = name === 'a' ? [domain] : await this.#exchangers(domain)
		const prefix = isIPv4(ip) ? prefix4 : prefix6
		for (const host of hosts) {
			const addresses = await this.#addresses(host)
			if (addresses.some((address) => isIPv4(address) === isIPv4(ip) && isInNetwork(ip, address, prefix))) return true
		}
		return false
	}

	async #exchangers(domain: string): Promise<string[]> {
		const exchangers = this.#recordsOf(await this.#dns.mx(domain))
		if (exchangers.length > MAX_EXCHANGERS) throw new SpfFault('spf-too-many-lookups')
		return exchangers.map(({ exchange }) => exchange)
	}

	async #addresses(host: string): Promise<string[]> {
		return this.#recordsOf(await this.#dns.addresses(host))
	}

	#recordsOf<T>(answer: DnsAnswer<T>): T[] {
		if (answer.kind === 'unanswered') throw new SpfFault('dns-unanswered')
		if (answer.kind === 'found') return answer.records
		this.#voidLookups += 1
		if (this.#voidLookups > MAX_VOID_LOOKUPS) throw new SpfFault('spf-too-many-void-lookups')
		return []
	}

	#count(): void {
		this.#lookups += 1
		if (this.#lookups > MAX_LOOKUPS) throw new SpfFault('spf-too-many-lookups')
	}

	#expand(text: string, domain: string): string {
		const name = expandMacros(text, { ip: this.#ip ?? '0.0.0.0', domain, sender: this.#sender })?.replace(/\.$/, '')
		if (name === undefined || !/^[\x21-\x7e]{1,253}$/.test(name)) throw new SpfFault('spf-malformed')
		return name.toLowerCase()
	}
}

/** A domain's one SPF record, `undefined` where there is none. Throws a `SpfFault` for several, and without an answer. */
export async function findSpfRecord(dns: Dns, domain: string): Promise<string | undefined> {
	const answer: DnsAnswer<string> = await dns.txt(domain)
	if (answer.kind === 'unanswered') throw new SpfFault('dns-unanswered')
	const records = answer.kind === 'found' ? answer.records.filter(isSpfRecord) : []
	if (records.length > 1) throw new SpfFault('spf-several')
	if ((records[0]?.length ?? 0) > MAX_RECORD_LENGTH) throw new SpfFault('spf-malformed')
	return records[0]
}

function isInNetwork(ip: string | undefined, network: string, prefix: number): boolean {
	if (ip === undefined || isIPv4(ip) !== isIPv4(network)) return false
	const family = isIPv4(ip) ? 'ipv4' : 'ipv6'
	const list = new BlockList()
	list.addSubnet(network, prefix, family)
	return list.check(ip, family)
}
