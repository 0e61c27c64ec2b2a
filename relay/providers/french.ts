import { bothWays, EXCHANGER, starttls, tls, UNPUBLISHED, type Provider } from './provider.ts'

/**
 * Whom French clubs have their mail with. Servers of access providers: Thunderbird's ISPDB (autoconfig.thunderbird.net)
 * and their own help pages. None of the four publishes a number for sending; blocks of some hours are reported of SFR.
 */
export const FRENCH: readonly Provider[] = [
	{
		name: 'Orange',
		domains: ['orange.fr', 'wanadoo.fr'],
		submission: [tls('smtp.orange.fr')],
		limits: UNPUBLISHED,
		spf: ['spf.orange.fr']
	},
	{
		name: 'Free',
		domains: ['free.fr'],
		submission: [tls('smtp.free.fr')],
		login: 'local-part',
		limits: UNPUBLISHED
	},
	{
		name: 'SFR',
		domains: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr', '9online.fr', '9business.fr'],
		submission: [tls('smtp.sfr.fr')],
		limits: UNPUBLISHED
	},
	{
		name: 'La Poste',
		domains: ['laposte.net'],
		submission: [tls('smtp.laposte.net')],
		login: 'local-part',
		limits: UNPUBLISHED
	},
	{
		name: 'Bbox',
		domains: ['bbox.fr'],
		submission: [starttls('smtp.bbox.fr'), tls('smtp.bbox.fr')],
		limits: UNPUBLISHED
	},
	{
		name: 'Mailo',
		domains: ['mailo.com', 'mailo.fr', 'netcourrier.com', 'net-c.com', 'net-c.fr'],
		exchangers: ['mailo.com'],
		submission: [tls('mail.mailo.com')],
		limits: UNPUBLISHED
	},
	{
		name: 'OVHcloud',
		exchangers: ['mail.ovh.net', 'mx1.ovh.net', 'mx2.ovh.net', 'mx3.ovh.net', 'mx4.ovh.net', 'mxb.ovh.net'],
		submission: bothWays('ssl0.ovh.net'),
		servers: ['mail.ovh.net', 'mail.ovh.com'],
		// For each mailbox, besides 300 an hour for each address that mail is handed in from.
		limits: { hourly: 200, source: 'github.com/ovh/docs, MX Plan, "Limites d’envoi" (ovhcloud-docs #715, 2026-09-03)' },
		advice: ['server-of-contract'],
		spf: ['mx.ovh.com']
	},
	{
		name: 'Gandi',
		exchangers: ['mail.gandi.net'],
		submission: bothWays('mail.gandi.net'),
		// 40 recipients a message, and mass mailings may be stopped: no number for an hour or a day.
		limits: { source: 'docs.gandi.net, "Fair use" of mailboxes: no number' },
		spf: ['_mailcust.gandi.net'],
		dkim: { selectors: ['gm1', 'gm2', 'gm3'], complete: true }
	},
	{
		name: 'Infomaniak',
		domains: ['ik.me', 'ikmail.com', 'etik.com'],
		submission: bothWays('mail.infomaniak.com'),
		limits: { daily: 500, source: 'infomaniak.com/fr/support/faq/2065, free accounts, sliding 24 hours' },
		advice: ['app-password-with-two-step'],
		spf: ['spf.infomaniak.ch']
	},
	{
		name: 'Infomaniak',
		exchangers: ['infomaniak.ch', 'infomaniak.com'],
		submission: bothWays('mail.infomaniak.com'),
		limits: { daily: 1440, source: 'infomaniak.com/fr/support/faq/2065, paid accounts, sliding 24 hours' },
		advice: ['app-password-with-two-step'],
		spf: ['spf.infomaniak.ch']
	},
	{
		name: 'IONOS',
		exchangers: ['ionos.fr', 'ionos.com', 'ionos.de', 'ionos.es', '1and1.fr', 'kundenserver.de'],
		submission: bothWays('smtp.ionos.fr'),
		servers: ['smtp.ionos.com', 'smtp.ionos.de', 'smtp.1and1.fr', 'smtp.1und1.de'],
		// 50 in the first week of a contract, 100 in the second, 400 up to a month.
		limits: { hourly: 500, source: 'ionos.fr/assistance, "Limites d’envoi", contracts older than 30 days' },
		advice: ['limits-of-contract'],
		spf: ['_spf-eu.ionos.com', '_spf.perfora.net', '_spf.kundenserver.de'],
		dkim: { selectors: ['s1-ionos', 's2-ionos', 's42582890'] }
	},
	{
		name: 'o2switch',
		exchangers: ['o2switch.net'],
		submission: [tls(EXCHANGER)],
		servers: ['o2switch.net'],
		limits: UNPUBLISHED,
		advice: ['server-of-contract'],
		spf: ['spf.jabatus.fr'],
		dkim: { selectors: ['default'] }
	},
	{
		name: 'LWS',
		exchangers: ['lwspanel.com'],
		submission: [tls(EXCHANGER)],
		servers: ['lwspanel.com'],
		limits: UNPUBLISHED,
		advice: ['server-of-contract']
	},
	{
		name: 'Scaleway (Online)',
		exchangers: ['online.net'],
		submission: bothWays('smtpauth.online.net'),
		limits: UNPUBLISHED
	}
]
