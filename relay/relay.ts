import { readFileSync } from 'node:fs'
import { createApp } from './app.ts'
import { systemClock } from './clock.ts'
import { reachable, type Config } from './config.ts'
import { createDnsEnquiry } from './dns/dns.ts'
import { createImapAccounts } from './imap-accounts.ts'
import type { Journal } from './journal/journal.ts'
import { openSqliteJournal } from './journal/sqlite.ts'
import { deriveKeys } from './keys.ts'
import { createMailer } from './mail/smtp-mailer.ts'
import { Mailings } from './mailings/mailings.ts'
import { Quotas } from './mailings/quotas.ts'
import { Metrics, metricsPage } from './metrics.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { listen } from './server.ts'
import { createSmtpAccounts } from './smtp-accounts.ts'

/** A relay that runs. */
export type Relay = {
	/** Where it listens, as a browser on this machine reaches it. */
	address: string
	/** The address that hands an app its access key; a secret. */
	pairingLink: string
	/** Begins no new message, waits for the replies that are due, and lets go of everything. */
	stop: () => Promise<void>
}

/**
 * Starts a relay with everything real; a bench may bring another journal. Rejects with a `JournalFault` when the journal cannot be opened, and with the
 * system's error when it cannot listen.
 */
export async function startRelay(
	config: Config,
	log: (line: string) => void,
	openJournal: (config: Config) => Promise<Journal> = openSqliteJournal
): Promise<Relay> {
	const clock = systemClock
	const keys = await deriveKeys(config)
	const journal = await openJournal(config)
	const sandbox = config.sandbox && (await openSandbox(config.sandbox))
	const { smtpAllow, dns: dnsServers, extraCa } = config
	const policy = { allow: new Set(smtpAllow), dnsServers, extraCa, sandbox }
	const accounts = createSmtpAccounts(keys, policy)
	const mailboxes = createImapAccounts(keys, policy)
	const mailer = createMailer()
	const quotas = new Quotas(journal, clock)
	const publicUrl = config.isPublic ? config.publicUrl : undefined
	const mailings = new Mailings({ clock, journal, mailer, accounts, quotas, publicUrl, log })
	const version = readVersion()
	const dns = createDnsEnquiry({ servers: dnsServers })
	const metrics = config.metricsPort === undefined ? undefined : new Metrics(() => mailings.listHeld())
	const parts = { config, keys, journal, mailings, quotas, mailer, accounts, mailboxes, sandbox, dns, clock, metrics }
	const app = createApp({ ...parts, version, log })
	const server = await listen(app, config)
	const figures = metrics && (await listen(metricsPage(metrics), { host: '127.0.0.1', port: config.metricsPort ?? 0 }))
	void mailings.purgeDaily()
	return {
		address: `http://${reachable(config.host)}:${config.port}`,
		pairingLink: `${config.publicUrl}/#relay-key=${keys.access[0]?.key}`,
		async stop() {
			server.stopAccepting()
			figures?.stopAccepting()
			await mailings.stop()
			await Promise.all([server.closeConnections(), figures?.closeConnections()])
			await sandbox?.close()
			await journal.close()
		}
	}
}

/** Loads the sandbox only where it is on: it is more code than all the rest, and a relay should be there at once. */
async function openSandbox(options: { port: number }): Promise<Sandbox> {
	const { startSandbox } = await import('./sandbox/sandbox.ts')
	return await startSandbox(options)
}

function readVersion(): string {
	const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
	return (JSON.parse(text) as { version: string }).version
}
