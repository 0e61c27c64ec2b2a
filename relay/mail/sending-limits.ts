/**
 * How providers say that an account has sent enough for now. They often look like a recipient's fault: without this
 * list, everyone after the limit would be marked as a bad address. Their sources stand in tests/relay/mail/replies/.
 */
export const SENDING_LIMITS: readonly RegExp[] = [
	/(?:send(?:ing)?|relay|submission|outgoing|envoi)(?: \w+)? (?:limits?|quotas?)(?: has been| was| is)? ?(?:exceeded|reached|for|of)/i,
	/(?:limits?|quotas?) (?:exceeded|reached) for (?:this )?(?:user|customer|account|sender)/i,
	/(?:exceeded|reached) (?:\w+ ){0,4}(?:send(?:ing)?|outgoing|relay|submission|recipient|daily|hourly) (?:\w+ )?(?:limits?|quotas?|rate)/i,
	/exceeded (?:\w+ ){0,3}24-hour sending limit|exceeded the max emails per hour|(?:messages|mails|emails) per (?:hour|day|second|minute)(?: limit)? (?:was |is )?exceeded/i,
	/(?:daily|hourly|24-hour) (?:\w+ ){0,2}(?:limits?|quotas?)|(?:hour|day) limit/i,
	/(?:limits?|quotas?) (?:for|of) (?:sending|outgoing)|limit of \d+ (?:rcpts|recipients|mails|messages)/i,
	/limit on the number of allowed outgoing messages|only \d+ messages per day|credits exceeded/i,
	/quota d.envoi|relay quota|submission ?quota ?exceeded|sending quota|outgoing email quota|outgoing limits/i,
	/(?:message|mail|sending|submission|recipient) rate limit|rate overlimit|ratelimit .{1,40}exceeded|sending rate exceeded/i,
	/too (?:many (?:messages|mails|e-?mails)|much mail) ?(?:sent|from|per|in|too|\(|$)|recipient limit exceeded/i,
	/wait to send more e-?mails|mail limit has been reached|messaging limits|failure sending mail\. try again later/i
]

/** The same by enhanced code: Gmail 5.4.5 and 4.7.28, Exchange Online 5.1.90, 5.7.232 to 5.7.236. */
export const SENDING_LIMIT_CODES = /^(?:5\.4\.5|4\.7\.28|5\.1\.90|5\.7\.23[2-6])$/
