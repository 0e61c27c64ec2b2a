import * as v from 'valibot'
import { canonicalHost } from './host.ts'

/** Longest address, in octets: an SMTP path is 256 including its angle brackets (RFC 5321 §4.5.3.1.3). */
export const MAX_ADDRESS_OCTETS = 254
/** Longest local part, in octets (RFC 5321 §4.5.3.1.1). */
export const MAX_LOCAL_OCTETS = 64

/** Dot-string of RFC 5321 §4.1.2 with the letters of RFC 6531 §3.3: no quotes, comments, spaces or routes. */
const LOCAL_PART =
	/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\u{10ffff}-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\u{10ffff}-]+)*$/u
const INVISIBLE = /[\p{C}\p{Z}]/u
const ASCII_DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
const NUMERIC_LABEL = /(?:^|\.)\d+$/

/** Why a text is not one plain address; equal to the key of its sentence in the catalogue. */
export type AddressFault = 'address-no-at' | 'address-several' | 'address-local' | 'address-domain' | 'address-too-long'

/**
 * Says what keeps a text from being one plain `local@domain`, `undefined` when nothing does.
 *
 * Strict and never repairing: a list, a display name, quotes or an address literal are faults, because what mail
 * software makes of them differs. Surrounding spaces are a fault too: trim what a person typed first.
 */
export function findAddressFault(text: string): AddressFault | undefined {
	const at = text.indexOf('@')
	if (/[,;\s<>]/.test(text) || text.indexOf('@', at + 1) !== -1) return 'address-several'
	if (at === -1) return 'address-no-at'
	const local = text.slice(0, at)
	if (octets(text) > MAX_ADDRESS_OCTETS || octets(local) > MAX_LOCAL_OCTETS) return 'address-too-long'
	if (!LOCAL_PART.test(local) || INVISIBLE.test(local)) return 'address-local'
	return asciiDomain(text.slice(at + 1)) === undefined ? 'address-domain' : undefined
}

/** Tells whether a text is one plain address that mail can be sent to. */
export const isAddress = (text: string): boolean => findAddressFault(text) === undefined

/** One address without display name, kept as typed: `local@domain` and nothing else. */
export const Address = v.pipe(v.string(), v.check(isAddress, 'address'), v.brand('Address'))
export type Address = v.InferOutput<typeof Address>

/**
 * The address as SMTP wants it: the domain in A-labels and lower case, the local part untouched (RFC 5321 §2.4).
 * Throws on what is not an address.
 */
export function envelopeAddress(address: string): string {
	const at = address.lastIndexOf('@')
	const domain = isAddress(address) ? asciiDomain(address.slice(at + 1)) : undefined
	if (domain === undefined) throw new TypeError('not an address')
	return `${address.slice(0, at)}@${domain}`
}

/**
 * What two addresses have alike that reach one mailbox: the envelope's, in lower case; surrounding spaces don't count.
 * `undefined` for what is not an address.
 */
export function mailboxKey(address: string): string | undefined {
	const trimmed = address.trim()
	if (trimmed.length <= MAX_ADDRESS_OCTETS && PLAIN.test(trimmed)) return trimmed.toLowerCase()
	return isAddress(trimmed) ? envelopeAddress(trimmed).toLowerCase() : undefined
}

/** What nearly every address looks like, and is told at one look: of a hundred thousand, each would take its time. */
const PLAIN =
	/^(?=.{1,64}@)[\w+-]+(?:\.[\w+-]+)*@(?:[a-z](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/i

/** The domain in A-labels, `undefined` for address literals, numbers and what no resolver could find. */
function asciiDomain(domain: string): string | undefined {
	if (NUMERIC_LABEL.test(domain)) return undefined
	if (ASCII_DOMAIN.test(domain)) return domain.toLowerCase()
	const host = canonicalHost(domain)
	return host !== undefined && ASCII_DOMAIN.test(host) && !NUMERIC_LABEL.test(host) ? host : undefined
}

/** Nearly every address is ASCII, and is looked at several times on its way. */
function octets(text: string): number {
	return /^[ -~]*$/.test(text) ? text.length : new TextEncoder().encode(text).length
}
