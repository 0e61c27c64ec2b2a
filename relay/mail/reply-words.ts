/**
 * What servers say in words, where their codes do not tell. Each pattern was taken from replies that were seen, which
 * stand with their sources in tests/relay/mail/replies/. Only simple patterns: they run over whatever a server sends.
 */

export const GREYLISTED = /gr[ea]y-?list|postgrey/i

/** The session has carried as many messages as it may; a new one carries on (IONOS, Stalwart, Yahoo, Exim). */
export const SESSION_FULL =
	/per (?:smtp )?(?:session|connection) (?:limit|exceeded|reached)|(?:messages|mails) (?:per|in|for) (?:(?:one|this|a) )?(?:session|connection)|max message per connection/i

/** Provider and person must settle it between them (Zoho, Exchange Online, Mailgun, OVH's guide on blocked accounts). */
export const ACCOUNT_BLOCKED =
	/unusual sending activity|bad outbound sender|spam abuse detected|(?:activate|unblock) your \w{0,20} ?account|(?:your|sender|sending|user) account (?:has been |is )?(?:temporarily )?(?:blocked|suspended|locked|disabled)|outgoing mail suspension|tenant has exceeded threshold|please sign in to your account/i

export const TLS_NEEDED = /starttls|encryption required|tls (?:is )?required|must use tls/i

export const LOGIN_NEEDED =
	/authentication (?:is )?(?:required|needed)|requires authentication|smtp auth required|unauthenticated senders not allowed|authentification (?:requise|invalide)|not authenticated|was not authenticated/i

/** The account may not write as this sender; many servers put that off until RCPT (Postfix, smtpd_delay_reject). */
export const WRONG_SENDER =
	/sender address (?:rejected|is not allowed)|sender (?:is )?not (?:allowed|authori[sz]ed|owned)|not owned by (?:auth )?user|send ?as ?denied|permissions? to send as|from address|address is not verified|is not authorized to perform|[eé]metteur invalide|invalid sender|relaying disallowed as|envelope sender is in my badmailfrom|sending from domain|domain of sender address|unresolvable .{0,20}from domain|unregistered domains|sender name is not valid/i

/** SPF, DKIM or DMARC fail for the domain of the sender, so they do for everybody (RFC 7372). */
export const SENDER_UNPROVEN = /\b(?:spf|dkim|dmarc)\b|sender policy framework/i

/** The network address from which the relay sends is not wanted. */
export const CLIENT_BLOCKED =
	/client host (?:\S+ )?(?:rejected|blocked)|client (?:host )?\[?[\d.:a-f]+\]? blocked|blocked using|banned sending ip|helo command rejected|(?:mail |accepted )?from (?:this |your )?ip\b|the ip (?:is|you.re using)|adresse ip source|(?:on|in) (?:our|a) (?:block|black) ?list|does not have a ptr record|must have a reverse dns|fix reverse dns|is in an rbl|dnsbl|will be permanently deferred/i

export const RELAY_DENIED =
	/relay(?:ing)? (?:access )?(?:is )?(?:denied|not permitted|not allowed|prohibited|disallowed)|relaying denied|unable to relay|not permitted to relay|allowed rcpthosts|isn't allowed to be relayed|invalid credentials for relay/i

export const TOO_LARGE =
	/too (?:large|big)|size (?:exceeds|exceeded|limit)|exceed(?:s|ed) .{0,60}(?:size|databytes)|taille limite|databytes limit/i

export const MAILBOX_FULL =
	/over ?quota|quota (?:has been )?exceeded for|mailbox (?:is )?full|full mailbox|bo[iî]te .{0,30}pleine|out of storage|storage quota|email quota exceeded|(?:^|: )quota exceeded|user has exhausted allowed storage/i

export const NO_SUCH_MAILBOX =
	/(?:user|mailbox|recipient|account|address|addressee)(?: address)?(?: is)? (?:unknown|not found|does ?n[o']t exist)|(?:unknown|no such|invalid) (?:user|mailbox|recipient|local)|does(?: not|n't) (?:exist|have an? \S+ account)|no mailbox here|is no longer valid|adresse? .{0,60}(?:inconnue?|invalide)|destinataire (?:inconnu|invalide)|recipient address rejected: access denied|marked as invalid|recipient no longer on server/i

/** The words of RFC 5321 itself for 550 and 450, used for many things; only at RCPT do they mean the mailbox. */
export const MAILBOX_UNAVAILABLE = /mailbox (?:is )?unavailable/i

export const MAILBOX_DISABLED = /(?:mailbox|account) (?:is |has been )?(?:disabled|inactive|archived)/i

/** Asked for a slower pace, or fewer connections, without an enhanced code that says so. */
export const TOO_FAST =
	/slow(?:er| down)|too (?:fast|quickly)|too many (?:connections|errors|requests|concurrent)|rate.?limit|throttl|trop de connexions|reached its limit/i
