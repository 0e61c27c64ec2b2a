import type { SenderCheck } from '#shared/wire/sender-check.ts'
import type { Dns, DnsAnswer } from '#relay/dns/dns.ts'
import type { Sending } from './check-spf.ts'

/** Names under which keys often lie, whoever the provider is. */
const COMMON_SELECTORS = [
	...['default', 'dkim', 'mail', 'smtp', 'email', 'key1', 'selector1', 'selector2', 's1', 's2', 'k1', 'k2', 'k3'],
	...['google', '20230601', 'mailo', 'dkim1', 'dkim2', 'sig1']
]

type Finding = SenderCheck['dkim']
type Key = { at: string; record: string }

/**
 * Whether a domain publishes a key with which its mail may be signed (RFC 6376 §3.6.1). The key's name is known to its
 * owner only; it is looked for where the provider puts it, and where many do.
 */
export async function checkDkim(dns: Dns, { domain, provider }: Sending): Promise<Finding> {
	const own = provider?.dkim?.selectors ?? []
	const selectors = [...new Set([...own, ...COMMON_SELECTORS])]
	const answers = await Promise.all(
		selectors.map(async (selector) => ({ selector, answer: await dns.txt(nameOf(selector, domain)) }))
	)
	const keys = answers.flatMap(({ selector, answer }) =>
		keysOf(answer).map((record) => ({ at: nameOf(selector, domain), record }))
	)
	const found = keys.find(({ record }) => isKey(record))
	if (found) return { status: 'good', code: 'dkim-key-found', ...found }
	const faulty = findFaulty(keys)
	if (faulty) return faulty
	const missedOnes = answers.filter(({ answer }) => answer.kind === 'unanswered').map(({ selector }) => selector)
	if (missedOnes.length > 0) return nothing('unknown', 'dns-unanswered')
	if (own.length > 0 && provider?.dkim?.complete) {
		return { ...nothing('missing', 'dkim-missing'), at: nameOf(own[0] ?? '', domain) }
	}
	return await judgeAbsence(dns, domain)
}

/** A name that does not exist has none below it (RFC 8020); one that exists may have any. */
async function judgeAbsence(dns: Dns, domain: string): Promise<Finding> {
	const { kind } = await dns.txt(`_domainkey.${domain}`)
	if (kind === 'no-such-name') return nothing('missing', 'dkim-missing')
	return nothing('unknown', kind === 'unanswered' ? 'dns-unanswered' : 'dkim-selector-unknown')
}

function findFaulty(keys: readonly Key[]): Finding | undefined {
	const broken = keys.find(({ record }) => tagsOf(record).get('p') !== '')
	if (broken) return { status: 'wrong', code: 'dkim-malformed', ...broken }
	return keys[0] && { status: 'wrong', code: 'dkim-key-revoked', ...keys[0] }
}

const nothing = (status: Finding['status'], code: Finding['code']): Finding => ({
	status,
	code,
	record: null,
	at: null
})

const nameOf = (selector: string, domain: string): string => `${selector}._domainkey.${domain}`

/** Texts that are meant as keys: a wildcard of the zone may answer with anything. */
function keysOf(answer: DnsAnswer<string>): string[] {
	if (answer.kind !== 'found') return []
	return answer.records.filter((text) => /^\s*v\s*=\s*DKIM1\b/i.test(text) || tagsOf(text).has('p'))
}

function isKey(record: string): boolean {
	const tags = tagsOf(record)
	const key = (tags.get('p') ?? '').replace(/\s/g, '')
	return (tags.get('v') ?? 'DKIM1') === 'DKIM1' && /^[A-Za-z0-9+/]{40,}={0,2}$/.test(key)
}

/** A list of `name=value` (RFC 6376 §3.2), the first of each name. */
export function tagsOf(record: string): Map<string, string> {
	const tags = new Map<string, string>()
	for (const part of record.split(';')) {
		const at = part.indexOf('=')
		const name = part.slice(0, at).trim().toLowerCase()
		if (at > 0 && !tags.has(name)) tags.set(name, part.slice(at + 1).trim())
	}
	return tags
}
