import { isIPv4 } from 'node:net'
import type { SenderCheck } from '#shared/wire/sender-check.ts'
import type { Dns, DnsAnswer } from '#relay/dns/dns.ts'
import { organisationalDomain } from '#relay/dns/organisational-domain.ts'
import { isWithin } from '#relay/providers/find.ts'
import type { Provider } from '#relay/providers/provider.ts'
import { findSpfRecord, SpfEvaluation, SpfFault } from './spf.ts'

/** Who sends: the address, its domain, the canonical host of the server, and whose that is. */
export type Sending = { email: string; domain: string; smtpHost: string; provider: Provider | undefined }

type Finding = SenderCheck['spf']

/**
 * Whether a domain's SPF record lets a server send.
 *
 * Servers that take mail in are seldom those that pass it on. So a record that includes what the provider tells its
 * customers to include, or any domain of the organisation to which the server belongs, does; else the addresses of the
 * server itself are looked for in it.
 */
export async function checkSpf(dns: Dns, sending: Sending): Promise<Finding> {
	const { domain, provider } = sending
	const include = provider?.spf?.[0]
	const suggestion = include === undefined ? null : `include:${include}`
	const about = { at: domain, suggestion }
	let record: string | undefined
	try {
		record = await findSpfRecord(dns, domain)
		if (record === undefined) {
			const whole = include === undefined ? null : `v=spf1 include:${include} ~all`
			return { status: 'missing', code: 'spf-missing', record: null, at: domain, suggestion: whole }
		}
		return { ...(await judge(dns, sending)), record, ...about }
	} catch (error) {
		if (!(error instanceof SpfFault)) throw error
		const { code } = error
		return { status: code === 'dns-unanswered' ? 'unknown' : 'wrong', code, record: record ?? null, ...about }
	}
}

async function judge(dns: Dns, sending: Sending): Promise<Pick<Finding, 'status' | 'code'>> {
	const walk = new SpfEvaluation(dns, { sender: sending.email })
	const walked = await walk.check(sending.domain).catch(faultOf)
	if (walked === 'pass') return { status: 'wrong', code: 'spf-allows-all' }
	// What comes before a fault still counts: receivers stop where they find what they look for.
	if (walk.included.some((name) => belongsTo(name, sending))) return { status: 'good', code: 'spf-authorised' }
	return await judgeAddresses(dns, sending, walked instanceof SpfFault ? walked : undefined)
}

async function judgeAddresses(
	dns: Dns,
	{ email, domain, smtpHost, provider }: Sending,
	fault: SpfFault | undefined
): Promise<Pick<Finding, 'status' | 'code'>> {
	const addresses = await findAddresses(dns, smtpHost)
	if (addresses.kind === 'found') {
		const verdicts = await Promise.all(
			addresses.records.map((ip) => new SpfEvaluation(dns, { ip, sender: email }).check(domain).catch(faultOf))
		)
		if (verdicts.includes('pass')) return { status: 'good', code: 'spf-authorised' }
		const broken = verdicts.find((verdict) => verdict instanceof SpfFault)
		if (broken) throw broken
	}
	if (fault) throw fault
	if (addresses.kind === 'unanswered') throw new SpfFault('dns-unanswered')
	if (addresses.kind !== 'found' && !provider?.spf) return { status: 'unknown', code: 'spf-server-unknown' }
	return { status: 'wrong', code: 'spf-server-not-authorised' }
}

async function findAddresses(dns: Dns, host: string): Promise<DnsAnswer<string>> {
	return isIPv4(host) ? { kind: 'found', records: [host] } : await dns.addresses(host)
}

function belongsTo(included: string, { domain, smtpHost, provider }: Sending): boolean {
	if (provider?.spf?.some((end) => isWithin(included, end))) return true
	const theirs = organisationalDomain(smtpHost)
	// A club's own record included by itself says nothing of the club's own server.
	return theirs !== organisationalDomain(domain) && organisationalDomain(included) === theirs
}

function faultOf(error: unknown): SpfFault {
	if (error instanceof SpfFault) return error
	throw error
}
