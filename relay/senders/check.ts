import { envelopeAddress } from '#shared/address.ts'
import type { SenderCheck } from '#shared/wire/sender-check.ts'
import type { DnsEnquiry } from '#relay/dns/dns.ts'
import { findByServer } from '#relay/providers/find.ts'
import { checkDkim } from './check-dkim.ts'
import { checkDmarc } from './check-dmarc.ts'
import { checkSpf } from './check-spf.ts'

/**
 * Whether receivers will believe that mail of an address, handed in at a server, comes from its domain: as far as DNS
 * can tell. `smtpHost` is canonical.
 */
export async function checkSender(
	{ email, smtpHost }: { email: string; smtpHost: string },
	enquiry: DnsEnquiry
): Promise<SenderCheck> {
	const address = envelopeAddress(email)
	const domain = address.slice(address.lastIndexOf('@') + 1)
	const sending = { email: address, domain, smtpHost, provider: findByServer(smtpHost, domain) }
	const [spf, dkim, dmarc] = await enquiry((dns) =>
		Promise.all([checkSpf(dns, sending), checkDkim(dns, sending), checkDmarc(dns, sending)])
	)
	return { spf, dkim, dmarc }
}
