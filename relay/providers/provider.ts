import type { DiscoveryAdvice } from '#shared/wire/discovery.ts'
import type { Security } from '#shared/wire/smtp.ts'

/** A server that takes mail in; `host` is `exchanger` where it bears the name of the one that receives. */
export type Submission = { host: string; port: number; security: Security }

/** Messages that one account may send; `source` says where that is published, `none` where it is not. */
export type SendingLimits = { hourly?: number; daily?: number; source: string }

/** Whom people have their mail with, and what is known of sending through it. */
export type Provider = {
	name: string
	/** Domains of which it hands out addresses itself. */
	domains?: readonly string[]
	/** Ends of the names of those who receive its customers' mail, for domains of one's own. */
	exchangers?: readonly string[]
	/** Best first. Encrypted from the first octet before STARTTLS (RFC 8314 §3). */
	submission: readonly Submission[]
	/** Further ends of names under which its servers are known. */
	servers?: readonly string[]
	/** What stands before the password: the whole address where nothing is said. */
	login?: 'address' | 'local-part' | 'of-service'
	limits: SendingLimits
	advice?: readonly DiscoveryAdvice[]
	/** Domains one of which a customer's SPF record includes; the first is the one to suggest. */
	spf?: readonly string[]
	/** Where it puts its DKIM keys; `complete`: nowhere else. */
	dkim?: { selectors: readonly string[]; complete?: boolean }
}

export const tls = (host: string, port = 465): Submission => ({ host, port, security: 'tls' })
export const starttls = (host: string, port = 587): Submission => ({ host, port, security: 'starttls' })

/** Both ways in, at the ports that are made for them. */
export const bothWays = (host: string): readonly Submission[] => [tls(host), starttls(host)]

/** Stands for the name of the server that receives a domain's mail: where each customer has a server of his own. */
export const EXCHANGER = 'exchanger'

/** The source of limits that nobody publishes. */
export const UNPUBLISHED: SendingLimits = { source: 'none' }
