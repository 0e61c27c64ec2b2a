import { bothWays, starttls, tls, UNPUBLISHED, type Provider } from './provider.ts'

const GMAIL_DKIM = { selectors: ['20230601', '20210112', 'google'] }

/** Whom people all over the world have their mail with. Servers: Thunderbird's ISPDB and the providers' help pages. */
export const WORLDWIDE: readonly Provider[] = [
	{
		name: 'Gmail',
		domains: ['gmail.com', 'googlemail.com'],
		submission: bothWays('smtp.gmail.com'),
		limits: { daily: 500, source: 'support.google.com/mail/answer/22839, sliding 24 hours' },
		advice: ['app-password-needed', 'two-step-needed'],
		spf: ['_spf.google.com'],
		dkim: GMAIL_DKIM
	},
	{
		name: 'Google Workspace',
		exchangers: ['google.com', 'googlemail.com'],
		submission: bothWays('smtp.gmail.com'),
		// 500 while it is being tried.
		limits: { daily: 2000, source: 'support.google.com/a/answer/166852, sliding 24 hours' },
		advice: ['app-password-needed', 'two-step-needed'],
		spf: ['_spf.google.com'],
		dkim: GMAIL_DKIM
	},
	{
		name: 'Outlook.com',
		domains: [
			...[
				'outlook.com',
				'outlook.fr',
				'outlook.be',
				'outlook.de',
				'outlook.es',
				'outlook.it',
				'msn.com',
				'passport.com'
			],
			...[
				'hotmail.com',
				'hotmail.fr',
				'hotmail.be',
				'hotmail.ch',
				'hotmail.co.uk',
				'hotmail.de',
				'hotmail.es',
				'hotmail.it'
			],
			...['live.com', 'live.fr', 'live.be', 'live.ca', 'live.co.uk', 'live.nl', 'windowslive.com']
		],
		submission: [starttls('smtp-mail.outlook.com')],
		limits: UNPUBLISHED,
		// Since 16 September 2024 (support.microsoft.com, "Modern authentication methods now needed").
		advice: ['oauth-only'],
		spf: ['spf-a.outlook.com', 'spf-b.outlook.com', 'spf2.outlook.com'],
		dkim: { selectors: ['selector1'] }
	},
	{
		name: 'Microsoft 365',
		exchangers: ['mail.protection.outlook.com', 'mx.microsoft'],
		submission: [starttls('smtp.office365.com')],
		// 30 messages a minute, 10,000 recipients a day.
		limits: { hourly: 1800, daily: 10_000, source: 'learn.microsoft.com, Exchange Online limits, sending limits' },
		// Off by default from the end of December 2026 (MC786329); until then for each mailbox, by its administrator.
		advice: ['password-login-ending', 'smtp-to-enable'],
		spf: ['spf.protection.outlook.com'],
		dkim: { selectors: ['selector1', 'selector2'], complete: true }
	},
	{
		name: 'Yahoo',
		domains: [
			...['yahoo.com', 'yahoo.fr', 'yahoo.be', 'yahoo.ca', 'yahoo.co.uk', 'yahoo.de', 'yahoo.es', 'yahoo.it'],
			...['ymail.com', 'rocketmail.com', 'aol.com', 'aol.fr']
		],
		exchangers: ['yahoodns.net'],
		submission: bothWays('smtp.mail.yahoo.com'),
		limits: { daily: 500, source: 'help.yahoo.com, SLN3353, sending limits' },
		advice: ['app-password-needed'],
		dkim: { selectors: ['s2048', 's1024'] }
	},
	{
		name: 'iCloud',
		domains: ['icloud.com', 'me.com', 'mac.com'],
		exchangers: ['mail.icloud.com'],
		submission: [starttls('smtp.mail.me.com')],
		limits: { daily: 1000, source: 'support.apple.com/102198' },
		advice: ['app-password-needed', 'two-step-needed'],
		spf: ['icloud.com'],
		dkim: { selectors: ['sig1'] }
	},
	{
		name: 'GMX',
		domains: ['gmx.fr', 'gmx.com', 'gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'caramail.com', 'caramail.fr'],
		submission: bothWays('mail.gmx.com'),
		servers: ['mail.gmx.net'],
		limits: UNPUBLISHED,
		advice: ['smtp-to-enable', 'app-password-with-two-step']
	},
	{
		name: 'Proton',
		domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
		exchangers: ['protonmail.ch', 'proton.ch'],
		submission: [starttls('smtp.protonmail.ch')],
		limits: UNPUBLISHED,
		// A token for SMTP, for addresses of domains of one's own (proton.me/support/smtp-submission).
		advice: ['paid-plan-needed', 'service-key-needed'],
		spf: ['_spf.protonmail.ch'],
		dkim: { selectors: ['protonmail', 'protonmail2', 'protonmail3'], complete: true }
	},
	{
		name: 'Zoho',
		domains: ['zoho.com', 'zohomail.com', 'zohomail.eu'],
		exchangers: ['zoho.com', 'zoho.eu'],
		submission: bothWays('smtp.zoho.eu'),
		servers: ['smtp.zoho.com', 'smtppro.zoho.com', 'smtppro.zoho.eu'],
		limits: UNPUBLISHED,
		advice: ['app-password-with-two-step', 'limits-of-contract'],
		spf: ['zoho.eu', 'zoho.com', 'zohomail.eu', 'zohomail.com'],
		dkim: { selectors: ['zoho', 'zmail'] }
	},
	{
		name: 'Fastmail',
		domains: ['fastmail.com', 'fastmail.fm'],
		exchangers: ['messagingengine.com'],
		submission: [tls('smtp.fastmail.com')],
		limits: UNPUBLISHED,
		advice: ['app-password-needed', 'limits-of-contract'],
		spf: ['spf.messagingengine.com'],
		dkim: { selectors: ['fm1', 'fm2', 'fm3', 'mesmtp'], complete: true }
	},
	{
		name: 'Hostinger',
		exchangers: ['hostinger.com'],
		submission: [tls('smtp.hostinger.com')],
		limits: UNPUBLISHED,
		advice: ['limits-of-contract'],
		spf: ['_spf.mail.hostinger.com'],
		dkim: { selectors: ['hostingermail-a', 'hostingermail-b', 'hostingermail-c'], complete: true }
	},
	{
		name: 'Brevo',
		submission: [tls('smtp-relay.brevo.com'), starttls('smtp-relay.brevo.com')],
		servers: ['smtp-relay.sendinblue.com'],
		login: 'of-service',
		limits: { daily: 300, source: 'brevo.com/fr/pricing, free plan' },
		advice: ['service-key-needed', 'limits-of-contract'],
		spf: ['spf.brevo.com', 'spf.sendinblue.com'],
		dkim: { selectors: ['brevo1', 'brevo2', 'mail', 'brevo'] }
	},
	{
		name: 'Mailjet',
		submission: [tls('in-v3.mailjet.com'), starttls('in-v3.mailjet.com')],
		login: 'of-service',
		limits: { daily: 200, source: 'mailjet.com/fr/tarifs, free plan' },
		advice: ['service-key-needed', 'limits-of-contract'],
		spf: ['spf.mailjet.com'],
		dkim: { selectors: ['mailjet'] }
	}
]
