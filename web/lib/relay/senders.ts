import type { Address } from '#shared/address.ts'
import type { Result } from '#shared/result.ts'
import { Discovery } from '#shared/wire/discovery.ts'
import { SenderCheck } from '#shared/wire/sender-check.ts'
import { json, requestSoon, type RelayFailure } from '#web/relay.ts'

/** Settings that an address may send with: the relay looks at its domain, and keeps nothing. */
export function discoverSettings(email: Address): Promise<Result<Discovery, RelayFailure>> {
	return requestSoon(Discovery, '/smtp/discoveries', json({ email }))
}

/** What DNS says of mail from an address that is handed in at a server. */
export function checkSender(email: Address, smtpHost: string): Promise<Result<SenderCheck, RelayFailure>> {
	return requestSoon(SenderCheck, '/senders/checks', json({ email, smtpHost }))
}
