import type { SenderCheck } from '#shared/wire/sender-check.ts'
import type { Dns } from '#relay/dns/dns.ts'
import { organisationalDomain } from '#relay/dns/organisational-domain.ts'
import { tagsOf } from './check-dkim.ts'
import type { Sending } from './check-spf.ts'

type Finding = SenderCheck['dmarc']

/** The least that large receivers want of who writes to many; it asks nothing of anybody. */
const SUGGESTION = 'v=DMARC1; p=none'

/** What a domain asks by DMARC, or else the organisation's domain above it (RFC 7489 §6.6.3). */
export async function checkDmarc(dns: Dns, { domain }: Pick<Sending, 'domain'>): Promise<Finding> {
	const organisation = organisationalDomain(domain)
	const own = await read(dns, domain, 'p')
	if (own || organisation === domain) return own ?? missing(domain)
	return (await read(dns, organisation, 'sp')) ?? missing(organisation)
}

/** What stands at one domain, `undefined` for nothing; `sp` is what an organisation asks for those below it. */
async function read(dns: Dns, domain: string, tag: 'p' | 'sp'): Promise<Finding | undefined> {
	const at = `_dmarc.${domain}`
	const answer = await dns.txt(at)
	if (answer.kind === 'unanswered') return { status: 'unknown', code: 'dns-unanswered', record: null, at }
	const records =
		answer.kind === 'found' ? answer.records.filter((text) => /^\s*v\s*=\s*DMARC1\s*(?:;|$)/.test(text)) : []
	const [record] = records
	if (record === undefined) return undefined
	if (records.length > 1) return { status: 'wrong', code: 'dmarc-several', record, at }
	const tags = tagsOf(record)
	const policy = policyOf(tags, tag)
	if (policy) return { status: 'good', code: policy, record, at }
	return { status: 'wrong', code: 'dmarc-malformed', record, at, suggestion: SUGGESTION }
}

const POLICIES: Record<string, Finding['code']> = {
	none: 'dmarc-none',
	quarantine: 'dmarc-quarantine',
	reject: 'dmarc-reject'
}

function policyOf(tags: ReadonlyMap<string, string>, tag: 'p' | 'sp'): Finding['code'] | undefined {
	const asked = (tag === 'sp' ? tags.get('sp') : undefined) ?? tags.get('p')
	const policy = POLICIES[asked?.toLowerCase() ?? '']
	// Whoever only wants reports is taken to ask for nothing (§6.6.3).
	return policy ?? (tags.has('rua') ? 'dmarc-none' : undefined)
}

function missing(domain: string): Finding {
	return { status: 'missing', code: 'dmarc-missing', record: null, at: `_dmarc.${domain}`, suggestion: SUGGESTION }
}
