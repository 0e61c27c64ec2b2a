import { Hono } from 'hono'
import { listOrigins, onlyOurHosts, onlyOurOrigins, onlyWithKey, type Caller } from './access.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { DnsEnquiry } from './dns/dns.ts'
import type { ImapAccounts } from './imap-accounts.ts'
import type { Journal } from './journal/journal.ts'
import type { Keys } from './keys.ts'
import type { Mailer } from './mail/session.ts'
import type { Mailings } from './mailings/mailings.ts'
import type { Metrics } from './metrics.ts'
import type { Quotas } from './mailings/quotas.ts'
import { createErrorHandler, problem, Refusal } from './problems.ts'
import { bounceReadings } from './routes/bounce-readings.ts'
import { discoveries } from './routes/discoveries.ts'
import { health } from './routes/health.ts'
import { mailings } from './routes/mailings.ts'
import { optOuts } from './routes/opt-outs.ts'
import { relayInfo } from './routes/relay-info.ts'
import { sandboxMessages } from './routes/sandbox-messages.ts'
import { senderChecks } from './routes/sender-checks.ts'
import { testMessages } from './routes/test-messages.ts'
import { unsubscribe } from './routes/unsubscribe.ts'
import { verifications } from './routes/verifications.ts'
import { webApp } from './routes/web-app.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { securityHeaders } from './security-headers.ts'
import type { SmtpAccounts } from './smtp-accounts.ts'

/** What the relay is made of; tests bring their own. */
export type Deps = {
	config: Pick<Config, 'port' | 'publicUrl' | 'isPublic' | 'origins' | 'webRoot'>
	keys: Keys
	journal: Journal
	mailings: Mailings
	quotas: Quotas
	mailer: Mailer
	accounts: SmtpAccounts
	mailboxes: ImapAccounts
	sandbox: Sandbox | undefined
	dns: DnsEnquiry
	clock: Clock
	metrics?: Metrics | undefined
	version: string
	/** One line for the operator: never an address, a name, a subject, a body or a secret. */
	log: (line: string) => void
}

/** The whole relay as one function from requests to answers; nothing listens. */
export function createApp(deps: Deps): Hono {
	const { config, keys, journal, sandbox, version } = deps
	const origins = listOrigins(config)
	const app = new Hono()
	app.onError(createErrorHandler(deps.log))
	app.notFound((c) => problem(c, new Refusal('unknown-mailing')))
	if (deps.metrics) app.use(deps.metrics.count)
	app.use(securityHeaders(config.publicUrl), onlyOurHosts(origins))
	// Before origins are looked at: mail programs come from anywhere, and the token is all that it takes.
	app.route('/api/v1/unsubscribe', unsubscribe(deps))
	app.use(onlyOurOrigins(origins))
	const info = relayInfo({
		version,
		journalEpoch: journal.epoch,
		sealing: keys.sealing,
		oneClick: config.isPublic,
		sandbox
	})
	app.route('/api/v1/relay', info)
	app.route('/api/v1/health', health(journal))
	app.route('/api', apiWithKey(deps))
	app.route('/', webApp(config))
	return app
}

/** Everything that needs an access key, down to the paths that do not exist. */
function apiWithKey(deps: Deps): Hono<Caller> {
	const api = new Hono<Caller>()
	api.use(onlyWithKey(deps.keys.access, deps.clock))
	api.route('/v1/smtp/verifications', verifications(deps))
	api.route('/v1/smtp/test-messages', testMessages(deps))
	api.route('/v1/smtp/discoveries', discoveries(deps))
	api.route('/v1/senders/checks', senderChecks(deps))
	api.route('/v1/mailings', mailings(deps))
	api.route('/v1/bounces/readings', bounceReadings(deps))
	api.route('/v1/opt-outs', optOuts(deps.journal))
	if (deps.sandbox) api.route('/v1/sandbox/messages', sandboxMessages(deps.sandbox))
	api.all('*', (c) => problem(c, new Refusal('unknown-mailing')))
	return api
}
