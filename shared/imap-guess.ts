/** Servers whose names do not follow the rule: where mail is handed in, and where it is read. */
const NAMED: Readonly<Record<string, string>> = {
	'smtp.office365.com': 'outlook.office365.com',
	'smtp-mail.outlook.com': 'outlook.office365.com',
	'smtp-relay.gmail.com': 'imap.gmail.com',
	'smtp.googlemail.com': 'imap.gmail.com',
	'smtp-auth.ovh.net': 'ssl0.ovh.net'
}
/** Nobody reads mail there: services that only send. */
const SENDING_ONLY = ['brevo.com', 'sendinblue.com', 'mailjet.com', 'sendgrid.net', 'mailgun.org', 'amazonaws.com']

/** Port on which mailboxes are read over TLS, as RFC 8314 wants it. */
export const IMAP_PORT = 993

/**
 * The server at which the mail of an account is likely to be read, by the name of the one that sends: a beginning for a
 * form, never the truth. Empty where nothing can be said.
 */
export function guessImapHost(smtpHost: string): string {
	const host = smtpHost.trim().toLowerCase().replace(/\.$/, '')
	if (SENDING_ONLY.some((end) => host === end || host.endsWith(`.${end}`))) return ''
	if (/^[\d.]+$/.test(host) || !host.includes('.')) return ''
	return NAMED[host] ?? host.replace(/^smtps?\./, 'imap.')
}
