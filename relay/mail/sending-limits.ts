import type { Reply } from './reply.ts'

/**
 * How providers say that an account has sent enough for now. They often look like a recipient's fault: without this
 * list, everyone after the limit would be marked as a bad address. Sources: IONOS, Free, Gmail (support.google.com
 * 166852), Exchange Online (TERRL, 5.1.90, submission quota), OVH and shared hosting replies reported by their users.
 */
const TEXTS = [
	/send(?:ing)? (?:limit|quota)s? (?:has been |was |is )?(?:exceeded|reached)/i,
	/(?:exceeded|reached) (?:\w+ ){0,4}(?:send(?:ing)?|outgoing|relay|submission|recipient|daily|hourly) (?:\w+ )?(?:limit|quota|rate)/i,
	/(?:daily|hourly) (?:\w+ )?(?:send(?:ing)? )?(?:limit|quota)/i,
	/(?:limit|quota) (?:for|of) (?:sending|outgoing)/i,
	/limit on the number of allowed outgoing messages/i,
	/quota d.envoi/i,
	/relay quota/i,
	/submissionquotaexceeded/i,
	/(?:message|mail|sending|submission|recipient) rate limit/i,
	/too (?:many (?:messages|mails|e-?mails)|much mail) (?:sent|from|per|in)/i
]

/** The same by enhanced code: Gmail 5.4.5 and 4.7.28, Exchange Online 5.1.90 and 5.7.232 to 5.7.236. */
const CODES = /^(?:5\.4\.5|4\.7\.28|5\.1\.90|5\.7\.23[2-6])$/

/** Tells whether a reply says that the account's sending limit at the provider is reached. */
export function isSendingLimit({ enhanced }: Reply, text: string): boolean {
	if (enhanced !== undefined && CODES.test(enhanced)) return true
	return TEXTS.some((pattern) => pattern.test(text))
}
