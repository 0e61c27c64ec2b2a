import { envelopeAddress } from '#shared/address.ts'
import type { Capabilities } from './capabilities.ts'
import type { Stage } from './classify.ts'
import type { Envelope, Failure } from './session.ts'
import { isAsciiText } from './wire-content.ts'

/** A command of a transaction, and the class of the reply that lets it go on. */
export type Command = { stage: Stage; line: string; expected: 2 | 3 }

/**
 * The commands before the content, in order; a later one is of use only after the earlier ones (RFC 5321 §3.3).
 * Instead of them a failure, when the server cannot take the message at all. Throws on what is not an address.
 */
export function planTransaction(
	{ from, to, content }: Envelope,
	capabilities: Capabilities,
	{ reset }: { reset: boolean }
): { commands: Command[] } | { failure: Failure } {
	const [sender, recipient] = [envelopeAddress(from), envelopeAddress(to)]
	const internationalized = content.utf8Header || !isAsciiText(localPart(from) + localPart(to))
	if (internationalized && !capabilities.has('SMTPUTF8')) return { failure: smtpUtf8Needed(isAsciiText(localPart(to))) }
	const parameters = [
		...(capabilities.has('SIZE') ? [`SIZE=${content.size}`] : []),
		...(capabilities.has('8BITMIME') && content.eightBit ? ['BODY=8BITMIME'] : []),
		...(internationalized ? ['SMTPUTF8'] : [])
	]
	return {
		commands: [
			...(reset ? [{ stage: 'reset', line: 'RSET', expected: 2 } as const] : []),
			{ stage: 'mail', line: [`MAIL FROM:<${sender}>`, ...parameters].join(' '), expected: 2 },
			{ stage: 'rcpt', line: `RCPT TO:<${recipient}>`, expected: 2 },
			{ stage: 'data', line: 'DATA', expected: 3 }
		]
	}
}

function smtpUtf8Needed(everybody: boolean): Failure {
	const scope = everybody ? 'account' : 'recipient'
	return { code: 'smtputf8-needed', scope, temporary: false, throttle: false, reply: 'SMTPUTF8 not offered' }
}

function localPart(address: string): string {
	return address.slice(0, address.lastIndexOf('@'))
}
