import * as v from 'valibot'
import { Address } from '#shared/address.ts'

/** Body of `POST /api/v1/senders/checks`: who the mail comes from, and the server that it is handed to. */
export const SenderCheckRequest = v.object({
	email: Address,
	smtpHost: v.pipe(v.string(), v.minLength(1), v.maxLength(255))
})
export type SenderCheckRequest = v.InferOutput<typeof SenderCheckRequest>

/** `good`: nothing to do. `missing`, `wrong`: ask the domain's host. `unknown`: it cannot be told from outside. */
export const SenderCheckStatus = v.picklist(['good', 'missing', 'wrong', 'unknown'])
export type SenderCheckStatus = v.InferOutput<typeof SenderCheckStatus>

/** What the domain's SPF record (RFC 7208) says of the server. Equal to the catalogue's keys, as all codes. */
export const SpfCode = v.picklist([
	'spf-authorised',
	'spf-missing',
	/** There is a record, which does not name this server. */
	'spf-server-not-authorised',
	/** The record authorises the whole world, which protects nobody. */
	'spf-allows-all',
	/** More than one record: receivers then obey none. */
	'spf-several',
	'spf-malformed',
	/** More than ten lookups, perhaps in a circle (§4.6.4). */
	'spf-too-many-lookups',
	/** More than two lookups that lead nowhere (§4.6.4). */
	'spf-too-many-void-lookups',
	/** It includes a domain that has no record of its own. */
	'spf-include-broken',
	/** The server's addresses cannot be found, and its provider is not known. */
	'spf-server-unknown',
	'dns-unanswered'
])
/** Whether a public key of DKIM (RFC 6376) lies where this provider, or most, put it. */
export const DkimCode = v.picklist([
	'dkim-key-found',
	'dkim-missing',
	/** The key was taken back: its record is there, and empty. */
	'dkim-key-revoked',
	'dkim-malformed',
	/** Keys lie under names that only their owner knows: there may be one. */
	'dkim-selector-unknown',
	'dns-unanswered'
])
/** What the domain, or the organisation's above it, asks of receivers by DMARC (RFC 7489). */
export const DmarcCode = v.picklist([
	'dmarc-none',
	'dmarc-quarantine',
	'dmarc-reject',
	'dmarc-missing',
	'dmarc-several',
	'dmarc-malformed',
	'dns-unanswered'
])
export type SpfCode = v.InferOutput<typeof SpfCode>
export type DkimCode = v.InferOutput<typeof DkimCode>
export type DmarcCode = v.InferOutput<typeof DmarcCode>

/** `record` as it stands in DNS under the name `at`; `suggestion`: what to have written there, where that is known. */
const finding = <Code extends v.GenericSchema>(code: Code) =>
	v.object({
		status: SenderCheckStatus,
		code,
		record: v.nullable(v.string()),
		at: v.optional(v.nullable(v.string())),
		suggestion: v.optional(v.nullable(v.string()))
	})

/** Answer of `POST /api/v1/senders/checks`. */
export const SenderCheck = v.object({ spf: finding(SpfCode), dkim: finding(DkimCode), dmarc: finding(DmarcCode) })
export type SenderCheck = v.InferOutput<typeof SenderCheck>
