import { Hono } from 'hono'
import { listOrigins, onlyOurHosts, onlyOurOrigins, onlyWithKey, type Caller } from './access.ts'
import type { Config } from './config.ts'
import type { Journal } from './journal/journal.ts'
import type { Keys } from './keys.ts'
import { createErrorHandler, problem, Refusal } from './problems.ts'
import { relayInfo } from './routes/relay-info.ts'
import { webApp } from './routes/web-app.ts'
import { securityHeaders } from './security-headers.ts'

/** What the relay is made of; tests bring their own. */
export type Deps = {
	config: Pick<Config, 'port' | 'publicUrl' | 'origins' | 'webRoot'>
	keys: Keys
	journal: Journal
	sandbox: { host: string; port: number } | undefined
	version: string
	/** One line for the operator: never an address, a name, a subject, a body or a secret. */
	log: (line: string) => void
}

/** The whole relay as one function from requests to answers; nothing listens. */
export function createApp(deps: Deps): Hono {
	const { config, keys, journal } = deps
	const origins = listOrigins(config)
	const app = new Hono()
	app.onError(createErrorHandler(deps.log))
	app.notFound((c) => problem(c, new Refusal('unknown-mailing')))
	app.use(securityHeaders(config.publicUrl), onlyOurHosts(origins), onlyOurOrigins(origins))
	app.route(
		'/api/v1/relay',
		relayInfo({ version: deps.version, journalEpoch: journal.epoch, sealing: keys.sealing, sandbox: deps.sandbox })
	)
	app.route('/api', apiWithKey(deps))
	app.route('/', webApp(config))
	return app
}

function apiWithKey({ keys }: Deps): Hono<Caller> {
	const api = new Hono<Caller>()
	api.use(onlyWithKey(keys.access))
	api.all('*', (c) => problem(c, new Refusal('unknown-mailing')))
	return api
}
