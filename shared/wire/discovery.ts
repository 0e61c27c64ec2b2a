import * as v from 'valibot'
import { Address } from '#shared/address.ts'
import { Security } from './smtp.ts'

/** Body of `POST /api/v1/smtp/discoveries`. The address is looked at and forgotten. */
export const DiscoveryRequest = v.object({ email: Address })
export type DiscoveryRequest = v.InferOutput<typeof DiscoveryRequest>

/** What a person must know before he tries the settings. Equal to the catalogue's keys. */
export const DiscoveryAdvice = v.picklist([
	/** The account's own password is refused: one is made for this app alone. */
	'app-password-needed',
	/** Passwords for apps are given out only once verification in two steps is on. */
	'two-step-needed',
	/** Whoever has verification in two steps on needs a password made for this app. */
	'app-password-with-two-step',
	/** No password is accepted at all: another account has to send. */
	'oauth-only',
	/** Passwords are still accepted, and soon will not be. */
	'password-login-ending',
	/** Sending from other programs has to be switched on in the account first. */
	'smtp-to-enable',
	/** Login and key are those of the sending service, not those of the mailbox. */
	'service-key-needed',
	'paid-plan-needed',
	/** The server's name depends on the contract: compare it with what the host says. */
	'server-of-contract',
	/** The limits depend on the contract, or on its age: those given here are the usual ones. */
	'limits-of-contract',
	/** The domain's name servers did not answer: there may be settings to be found later. */
	'dns-unanswered'
])
export type DiscoveryAdvice = v.InferOutput<typeof DiscoveryAdvice>

/** From where settings are known: our table, the domain's own word (RFC 6186), or a guess by who receives its mail. */
export const DiscoverySource = v.picklist(['table', 'srv', 'mx'])
export type DiscoverySource = v.InferOutput<typeof DiscoverySource>

/** Settings that may work. Limits count messages, `null` where none is published; they are defaults, never the truth. */
export const DiscoveryCandidate = v.object({
	/** Name for a person to read: of the provider, or else the domain of the server. */
	provider: v.string(),
	host: v.string(),
	port: v.number(),
	security: Security,
	username: v.string(),
	hourlyLimit: v.nullable(v.number()),
	dailyLimit: v.nullable(v.number()),
	source: DiscoverySource
})
export type DiscoveryCandidate = v.InferOutput<typeof DiscoveryCandidate>

/** Answer of `POST /api/v1/smtp/discoveries`, best candidate first; both lists are empty when nothing is known. */
export const Discovery = v.object({
	candidates: v.array(DiscoveryCandidate),
	advice: v.array(DiscoveryAdvice)
})
export type Discovery = v.InferOutput<typeof Discovery>
