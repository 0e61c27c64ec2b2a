import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** Where a server listens; and how to end it. */
export type Listening = {
	/** Takes no more connections, and cuts those that are open once what is to be said has been said. */
	stopAccepting: () => void
	closeConnections: () => void
}

/** Listens. Rejects with the system's error, `EADDRINUSE` for a busy port. */
export function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<Listening> {
	return new Promise((resolve, reject) => {
		const server = serve({ fetch: app.fetch, hostname: host, port }, () =>
			resolve({
				stopAccepting: () => server.close(),
				closeConnections: () => server.closeAllConnections()
			})
		) as Server
		server.once('error', reject)
	})
}
