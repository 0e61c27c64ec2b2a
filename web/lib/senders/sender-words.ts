import type { SenderCheck, SenderCheckStatus } from '#shared/wire/sender-check.ts'
import { m } from '#web/paraglide/messages.js'

export type FindingKind = keyof SenderCheck
type Finding = SenderCheck[FindingKind]

/** The three, in the order in which they are told. */
export const FINDING_KINDS = ['spf', 'dkim', 'dmarc'] as const satisfies FindingKind[]

const TITLES: Record<FindingKind, () => string> = {
	spf: m.sender_spf,
	dkim: m.sender_dkim,
	dmarc: m.sender_dmarc
}

const STATUSES: Record<SenderCheckStatus, () => string> = {
	good: m.sender_status_good,
	missing: m.sender_status_missing,
	wrong: m.sender_status_wrong,
	unknown: m.sender_status_unknown
}

const CODES: Record<Finding['code'], () => string> = {
	'spf-authorised': m.sender_spf_authorised,
	'spf-missing': m.sender_spf_missing,
	'spf-server-not-authorised': m.sender_spf_not_authorised,
	'spf-allows-all': m.sender_spf_allows_all,
	'spf-several': m.sender_spf_several,
	'spf-malformed': m.sender_spf_malformed,
	'spf-too-many-lookups': m.sender_spf_lookups,
	'spf-too-many-void-lookups': m.sender_spf_lookups,
	'spf-include-broken': m.sender_spf_include,
	'spf-server-unknown': m.sender_spf_unknown,
	'dkim-key-found': m.sender_dkim_found,
	'dkim-missing': m.sender_dkim_missing,
	'dkim-key-revoked': m.sender_dkim_revoked,
	'dkim-malformed': m.sender_dkim_malformed,
	'dkim-selector-unknown': m.sender_dkim_unknown,
	'dmarc-none': m.sender_dmarc_none,
	'dmarc-quarantine': m.sender_dmarc_strict,
	'dmarc-reject': m.sender_dmarc_strict,
	'dmarc-missing': m.sender_dmarc_missing,
	'dmarc-several': m.sender_dmarc_several,
	'dmarc-malformed': m.sender_dmarc_malformed,
	'dns-unanswered': m.sender_unanswered
}

/** What a finding is about, in a few words. */
export const findingTitle = (kind: FindingKind): string => TITLES[kind]()

/** Whether it is good, as a word. */
export const statusText = (status: SenderCheckStatus): string => STATUSES[status]()

/** What was found and what it means. */
export const findingText = ({ code }: Finding): string => CODES[code]()

/** Tells whether there is something to ask the domain's host for. */
export const isToAsk = ({ status }: Finding): boolean => status === 'missing' || status === 'wrong'

/** A letter to whoever looks after the domain, ready to be copied; empty when there is nothing to ask for. */
export function hostRequest(domain: string, host: string, check: SenderCheck): string {
	const lines = FINDING_KINDS.filter((kind) => isToAsk(check[kind])).map((kind) => requestLine(kind, check[kind]))
	if (lines.length === 0) return ''
	return [m.sender_request_begin({ domain, host }), ...lines, m.sender_request_end()].join('\n\n')
}

function requestLine(kind: FindingKind, { at, suggestion, record }: Finding): string {
	return [
		m.sender_finding({ title: kind.toUpperCase(), status: REQUESTS[kind]() }),
		...(at ? [m.sender_request_at({ name: at })] : []),
		...(suggestion ? [m.sender_request_value({ value: suggestion })] : []),
		...(record ? [m.sender_request_now({ value: record })] : [])
	].join('\n')
}

const REQUESTS: Record<FindingKind, () => string> = {
	spf: m.sender_request_spf,
	dkim: m.sender_request_dkim,
	dmarc: m.sender_request_dmarc
}
